import { app, Notification, type BrowserWindow } from 'electron';
import type { EventHub } from '#electron/host/event-hub';
import type { ClientDesk } from '#electron/host/shell/client-desk';
import { askHost } from './ask-host';
import { tellRuleNotices } from './rule-notices';
import { showWindow } from './show-window';
import { TrunkTray } from './tray';
import { TrunkNotices, type TrunkNotice } from './trunk-notices';

export interface TrunkStatusOptions {
  readonly desk: ClientDesk;
  readonly hub: EventHub;
  readonly window: BrowserWindow;
  readonly areNumbersMasked: () => boolean;
}

/** Keeps the tray at the worst state of all trunks, and tells the desktop when one goes down or comes back, and what rules notify of. */
export async function setUpTrunkStatus(options: TrunkStatusOptions): Promise<void> {
  const { desk, hub, window, areNumbersMasked } = options;
  const notices = new TrunkNotices();
  const show = (): void => showWindow(window);
  const tray = new TrunkTray({ onShow: show });
  app.once('will-quit', () => tray.close());
  let areNotificationsOn = false;
  const notify = ({ title, body }: TrunkNotice): (() => void) => {
    if (!Notification.isSupported()) return () => undefined;
    const notification = new Notification({ title, body });
    notification.on('click', show);
    notification.show();
    return () => notification.close();
  };
  const tell = (notice: TrunkNotice | null): void => {
    if (notice !== null && areNotificationsOn) notify(notice);
  };
  // A rule was told to notify: that is the wish, whatever is set for trunks.
  const isInFront = (): boolean => !window.isDestroyed() && window.isFocused();
  tellRuleNotices({ hub, isInFront, areNumbersMasked, tell: notify });
  hub.on('app.settingsChanged', (settings) => {
    areNotificationsOn = settings.areNotificationsOn;
  });
  hub.on('trunk.changed', (view) => {
    notices.know(view);
    tray.show(notices.worst());
  });
  hub.on('trunk.deleted', ({ ids }) => {
    notices.forget(ids);
    tray.show(notices.worst());
  });
  hub.on('trunk.stateChanged', (event) => {
    tell(notices.onStateChanged(event));
    tray.show(notices.worst());
  });
  const [{ settings }, { trunks }] = await askHost(desk, (client) =>
    Promise.all([client.call('app.info', {}), client.call('trunk.list', {})]),
  );
  areNotificationsOn = settings.areNotificationsOn;
  for (const view of trunks) notices.know(view);
  tray.show(notices.worst());
}
