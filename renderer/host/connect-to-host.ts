import { connect, connectAgain } from '#shared/rpc/connect';
import type { HostClient } from '#shared/rpc/host-client';
import { WireRefusedError } from '#shared/rpc/wire';
import { reloadOnNewToken, takeAccessToken } from './access-token';
import { browserClock } from './browser-clock';
import { createElectronWire } from './electron-wire';
import { openWebSocketWire } from './websocket-wire';

const NO_TOKEN =
  'This address is not complete. Open the one that Trunkline printed when it was started, to its end.';

const reportError = (error: unknown): void => {
  // eslint-disable-next-line no-console -- a fault of ours, for whoever opens the developer tools
  console.error(error);
};

/** Picks the wire that this page has and connects over it; a lost WebSocket is opened again with growing pauses. */
export function connectToHost(): HostClient {
  if (window.host !== undefined) return connect(createElectronWire(window.host), { reportError });
  const token = takeAccessToken();
  reloadOnNewToken();
  const open =
    token === null ? () => Promise.reject(new WireRefusedError(NO_TOKEN)) : () => openWebSocketWire(token);
  return connectAgain(open, browserClock, { reportError });
}
