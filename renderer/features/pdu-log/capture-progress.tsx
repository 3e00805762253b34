import { useStore } from 'zustand';
import { Button } from '../../ui/button';
import { formatCount } from '../../ui/format';
import { Notice } from '../../ui/notice';
import type { CaptureStore } from './capture-store';
import type { PduLogStore } from './pdu-log-store';

const percent = (done: number, total: number): string =>
  total === 0 ? '' : ` · ${Math.min(100, Math.floor((done / total) * 100))} %`;

/** How far the capture that is shown has been read, and what there was to say about it. */
export function CaptureProgress({
  store,
  captures,
}: {
  readonly store: PduLogStore;
  readonly captures: CaptureStore;
}) {
  const source = useStore(store, (state) => state.source);
  const { opened, upload, problem } = useStore(captures);
  const shown =
    source.kind === 'capture' ? opened.find(({ captureId }) => captureId === source.captureId) : undefined;
  if (upload !== null) {
    return (
      <Notice kind="info">
        Opening {upload.name}
        {percent(upload.done, upload.total)}
      </Notice>
    );
  }
  if (problem !== null) return <Notice kind="error">{problem}</Notice>;
  if (shown === undefined) return null;
  if (shown.state === 'reading') {
    return (
      <Notice
        kind="info"
        actions={<Button onClick={() => void captures.cancel(shown.captureId)}>Stop reading</Button>}
      >
        Reading {shown.name}: {formatCount(shown.rowCount)} PDUs
        {percent(shown.octetsRead, shown.octetsTotal)}
      </Notice>
    );
  }
  if (shown.sentence === '') return null;
  return <Notice kind={shown.state === 'failed' ? 'error' : 'info'}>{shown.sentence}</Notice>;
}
