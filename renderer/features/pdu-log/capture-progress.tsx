import { useState } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../ui/button';
import { formatCount } from '../../ui/format';
import { Notice } from '../../ui/notice';
import { useNow } from '../../ui/use-now';
import type { CaptureStore } from './capture-store';
import type { PduLogStore } from './pdu-log-store';
import { progressWords } from './progress-words';

export interface CaptureProgressProps {
  readonly store: PduLogStore;
  readonly captures: CaptureStore;
}

/** How far the capture that is shown has been read, and what there was to say about it. */
export function CaptureProgress({ store, captures }: CaptureProgressProps) {
  const source = useStore(store, (state) => state.source);
  const { opened, upload, problem } = useStore(captures);
  const shown =
    source.kind === 'capture' ? opened.find(({ captureId }) => captureId === source.captureId) : undefined;
  if (upload !== null) {
    return (
      <Notice kind="info" actions={<Button onClick={() => captures.cancelUpload()}>Cancel</Button>}>
        Opening {upload.name}
        <Progress key={upload.name} done={upload.done} total={upload.total} />
      </Notice>
    );
  }
  if (problem !== null) {
    return (
      <Notice kind="error" actions={<Button onClick={() => captures.dismissProblem()}>Dismiss</Button>}>
        {problem}
      </Notice>
    );
  }
  if (shown === undefined) return null;
  if (shown.state === 'reading') {
    return (
      <Notice
        kind="info"
        actions={<Button onClick={() => void captures.cancel(shown.captureId)}>Stop reading</Button>}
      >
        Reading {shown.name}: {formatCount(shown.rowCount)} PDUs
        <Progress key={shown.captureId} done={shown.octetsRead} total={shown.octetsTotal} />
      </Notice>
    );
  }
  if (shown.sentence === '') return null;
  return <Notice kind={shown.state === 'failed' ? 'error' : 'info'}>{shown.sentence}</Notice>;
}

/** Counted from when it is first drawn. */
function Progress({ done, total }: { readonly done: number; readonly total: number }) {
  const nowMs = useNow();
  const [start] = useState({ done, atMs: nowMs });
  return progressWords({ done, total, sinceMs: nowMs - start.atMs, doneSince: done - start.done });
}
