import { assertNever } from '#shared/lib/assert-never';
import type { ConnectionStatus } from '#shared/rpc/host-client';
import { Notice } from '../ui/notice';
import { useAppState } from './stores';

function bannerWords(connection: ConnectionStatus, wasConnected: boolean): string | null {
  switch (connection) {
    case 'connected':
      return null;
    case 'connecting':
      // The first connection takes a moment; a word about it would only flicker.
      return wasConnected
        ? 'The connection to the host was lost. Reconnecting… What you see is how it was then.'
        : null;
    case 'closed':
      return 'The host is not reachable, and nothing here is up to date. Check whether it still runs, then reload this window.';
    default:
      return assertNever(connection, 'connection status');
  }
}

/** Stands at the top for as long as the window has no host. */
export function ConnectionBanner() {
  const connection = useAppState((state) => state.connection);
  const wasConnected = useAppState((state) => state.wasConnected);
  const words = bannerWords(connection, wasConnected);
  if (words === null) return null;
  return <Notice kind={connection === 'closed' ? 'error' : 'warning'}>{words}</Notice>;
}
