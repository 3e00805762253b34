import { assertNever } from '#shared/lib/assert-never';
import type { ConnectionStatus } from '#shared/rpc/host-client';
import { Notice } from '../ui/notice';
import { useAppState } from './stores';

function bannerWords(
  connection: ConnectionStatus,
  problem: string | null,
  wasConnected: boolean,
): string | null {
  switch (connection) {
    case 'connected':
      return null;
    case 'connecting':
      // The first connection takes a moment; a word about it would only flicker.
      if (!wasConnected) return problem;
      return `${problem ?? 'The connection to the host was lost.'} Reconnecting… What you see is how it was then.`;
    case 'closed':
      return problem ?? 'The host is not reachable. Check whether it still runs, then reload this window.';
    default:
      return assertNever(connection, 'connection status');
  }
}

/** Stands at the top for as long as the window has no host. */
export function ConnectionBanner() {
  const connection = useAppState((state) => state.connection);
  const wasConnected = useAppState((state) => state.wasConnected);
  const problem = useAppState((state) => state.connectionProblem);
  const words = bannerWords(connection, problem, wasConnected);
  if (words === null) return null;
  return <Notice kind={connection === 'closed' ? 'error' : 'warning'}>{words}</Notice>;
}
