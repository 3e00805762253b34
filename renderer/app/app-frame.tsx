import { useMemo } from 'react';
import { PduDock } from '../features/pdu-log/pdu-dock';
import { useRuleNotices } from '../features/rules/use-rule-notices';
import { classes } from '../ui/classes';
import styles from './app-frame.module.css';
import { CommandPalette } from './command-palette';
import { ConnectionBanner } from './connection-banner';
import { ErrorBoundary } from './error-boundary';
import { globalActions } from './global-actions';
import { pages } from './pages';
import { Rail } from './rail';
import { RememberedSplit } from './remembered-split';
import { useHasDockRoom } from './room';
import { ShortcutSheet } from './shortcut-sheet';
import { StateBar } from './state-bar';
import { useAppState, useConversations, useNavigation, useSimulator, useStores, useTrunks } from './stores';
import { useTheme } from './theme';
import { UnsavedDialog } from './unsaved-dialog';
import { useActions } from './use-actions';
import { useShortcuts } from './use-shortcuts';

const css = classes(styles);

/** True once every first snapshot is in, so that what is on screen is what the host knows. */
function useIsReady(): boolean {
  const hasInfo = useAppState((state) => state.info !== null);
  const hasTrunks = useTrunks((state) => state.isLoaded);
  const hasConversations = useConversations((state) => state.isLoaded);
  const hasSimulator = useSimulator((state) => state.isLoaded);
  return hasInfo && hasTrunks && hasConversations && hasSimulator;
}

export function AppFrame() {
  const stores = useStores();
  const pageId = useNavigation((state) => state.page);
  const isDockOpen = useNavigation((state) => state.isDockOpen);
  const trunks = useTrunks((state) => state.trunks);
  const isSimulatorRunning = useSimulator((state) => state.simulator.isRunning);
  const hasDockRoom = useHasDockRoom();
  // Nothing was ever told: an empty page would say that nothing is there.
  const isShutOut = useAppState((state) => state.connection === 'closed' && !state.wasConnected);
  const isReady = useIsReady();
  useTheme();
  useShortcuts();
  useRuleNotices();
  useActions(
    'global',
    useMemo(() => globalActions(stores, trunks, isSimulatorRunning), [stores, trunks, isSimulatorRunning]),
  );

  const page = pages.find((each) => each.id === pageId);
  const View = page?.view;
  const main = (
    <main className={css('page')} aria-label={page?.name}>
      <ErrorBoundary key={pageId} what="This page">
        {View === undefined ? null : <View />}
      </ErrorBoundary>
    </main>
  );
  // The Log page is the log whole: a dock below it would show the same twice.
  const showsDock = isDockOpen && hasDockRoom && pageId !== 'log';

  return (
    <div className={css('frame')} data-ready={isReady}>
      <StateBar />
      <div className={css('banner')}>
        <ConnectionBanner />
      </div>
      {isShutOut ? null : (
        <div className={css('body')}>
          <Rail />
          <div className={css('work')}>
            <RememberedSplit
              id="dock"
              orientation="vertical"
              first={main}
              second={
                showsDock ? (
                  <section className={css('dock')} data-pane aria-label="PDU dock" tabIndex={-1}>
                    <ErrorBoundary what="The PDU dock">
                      <PduDock />
                    </ErrorBoundary>
                  </section>
                ) : null
              }
              fixed={{ pane: 'second', size: '26%', min: 96, max: '70%' }}
              otherMin={120}
              separatorLabel="Height of the PDU dock"
            />
          </div>
        </div>
      )}
      <CommandPalette />
      <ShortcutSheet />
      <UnsavedDialog />
    </div>
  );
}
