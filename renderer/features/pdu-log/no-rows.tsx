import { ScrollText } from 'lucide-react';
import { useStore } from 'zustand';
import type { OpenedCapture } from '#shared/model/log-source';
import { useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import type { PduLogStore } from './pdu-log-store';

/** Stands for the list while it has no rows: why, and what fills it. */
export function NoRows({ log }: { readonly log: PduLogStore }) {
  const { logAppearance, navigation } = useStores();
  const { filter, isFiltering, hidesKeepalive, totalCount, source } = useStore(log);
  if (filter.trim() !== '') {
    return (
      <EmptyState
        title={isFiltering ? 'Filtering…' : 'No PDU matches the filter'}
        action={<Button onClick={() => log.setFilter('')}>Clear the filter</Button>}
      >
        {totalCount === 1 ? 'There is 1 PDU.' : `There are ${totalCount.toLocaleString()} PDUs.`} Change the
        filter, or clear it to see every one.
      </EmptyState>
    );
  }
  if (hidesKeepalive && totalCount > 0) {
    return (
      <EmptyState
        title="Nothing but enquire_link"
        action={
          <Button onClick={() => logAppearance.setState({ hidesKeepalive: false })}>Show enquire_link</Button>
        }
      >
        All {totalCount.toLocaleString()} PDUs are enquire_link and its responses, which are hidden.
      </EmptyState>
    );
  }
  if (source.kind === 'capture') return <NoRowsInCapture captureId={source.captureId} />;
  return (
    <EmptyState
      icon={<ScrollText size={24} />}
      title="No PDUs yet"
      action={<Button onClick={() => navigation.goTo('trunks')}>Open the trunks</Button>}
    >
      Every PDU of every session appears here, in and out, from the first bind on.
    </EmptyState>
  );
}

const inCapture: Readonly<Record<OpenedCapture['state'], readonly [title: string, words: string]>> = {
  reading: ['No PDUs so far', 'They appear here as the capture is read.'],
  ready: ['No PDUs in this capture', 'What it holds is no SMPP that can be read.'],
  failed: ['Nothing could be read', 'The reason stands above. Open another capture in the menu on the left.'],
  cancelled: ['No PDUs so far', 'Reading was stopped before one was found.'],
};

function NoRowsInCapture({ captureId }: { readonly captureId: number }) {
  const { captures, logPage } = useStores();
  const state = useStore(
    captures,
    ({ opened }) => opened.find((each) => each.captureId === captureId)?.state ?? 'reading',
  );
  const [title, words] = inCapture[state];
  const handleClose = (): void => {
    logPage.forgetCapture(captureId);
    void captures.close(captureId);
  };
  return (
    <EmptyState
      title={title}
      {...(state === 'reading'
        ? {}
        : { action: <Button onClick={handleClose}>Back to the live log</Button> })}
    >
      {words}
    </EmptyState>
  );
}
