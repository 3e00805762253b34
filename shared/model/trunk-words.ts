import { assertNever } from '../lib/assert-never';
import type { ConnectionState, LastStateKind } from './trunk-view';

/** The state's name on screen, without the time of the next attempt, which the view counts down. */
export function connectionStateName(state: ConnectionState): string {
  switch (state.kind) {
    case 'idle':
      return 'Idle';
    case 'connecting':
      return 'Connecting…';
    case 'logging':
      return 'Logging…';
    case 'logged-in':
      return 'Logged in';
    case 'waiting':
      return state.after === 'login-failed' ? 'Login failed' : 'Error';
    case 'login-failed':
      return 'Login failed';
    case 'error':
      return 'Error';
    case 'unbinding':
      return 'Unbinding';
    default:
      return assertNever(state, 'connection state');
  }
}

const lastStateNames: Readonly<Record<LastStateKind, string>> = {
  ok: 'O.K.',
  disconnected: 'Disconnected',
  'invalid-username': 'Invalid username',
  'invalid-password': 'Invalid password',
  'login-error': 'SMPP error by login (invalid response)',
  'nack-error': 'SMPP NACK error',
  'response-timeout': 'Response timeout',
  'name-not-found': 'Name not found',
  refused: 'Connection refused',
  unreachable: 'Unreachable',
  'certificate-problem': 'Certificate problem',
  'tls-error': 'TLS error',
  'not-an-smsc': 'Not an SMSC',
  'protocol-error': 'Protocol error',
  'no-password': 'No password',
  'version-refused': 'Version refused',
  'listen-failed': 'Port not opened',
};

export function lastStateName(kind: LastStateKind): string {
  return lastStateNames[kind];
}
