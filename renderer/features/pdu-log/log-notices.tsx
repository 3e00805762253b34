import { useStore } from 'zustand';
import { useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { CaptureProgress } from './capture-progress';
import type { PduLogStore } from './pdu-log-store';

/** What is to be said above the list for as long as it is true. */
export function LogNotices({ log }: { readonly log: PduLogStore }) {
  const { captures, navigation } = useStores();
  const disk = useStore(captures, (state) => state.disk);
  const isLive = useStore(log, (state) => state.source.kind === 'live');
  if (!isLive || disk?.state !== 'failing') return <CaptureProgress store={log} captures={captures} />;
  return (
    <Notice
      kind="error"
      actions={
        <Button
          onClick={() => {
            navigation.chooseSettings('captures');
            navigation.goTo('settings');
          }}
        >
          Captures in the settings
        </Button>
      }
    >
      {disk.sentence}
    </Notice>
  );
}
