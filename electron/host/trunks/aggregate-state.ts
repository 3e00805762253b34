import type { BindRole } from '#shared/model/trunk';
import type { BindView, ConnectionState, LastState } from '#shared/model/trunk-view';

/** From the best to the worst. */
const rank: Readonly<Record<ConnectionState['kind'], number>> = {
  'logged-in': 0,
  logging: 1,
  connecting: 2,
  unbinding: 3,
  waiting: 4,
  'login-failed': 5,
  error: 6,
  idle: 7,
};

export interface TrunkState {
  readonly connection: ConnectionState;
  readonly last: LastState | null;
}

/**
 * The trunk as a whole. Of parallel binds of one role the best counts: while one of them carries traffic, the trunk
 * does. Of a pair the worse half counts: a trunk that can only send, or only receive, is not up. Among binds that wait,
 * the one that is tried first counts; among those that are logged in, the one that has been so for longest.
 */
export function aggregateState(binds: readonly BindView[]): TrunkState {
  const roles = new Map<BindRole, BindView>();
  for (const bind of binds) {
    const best = roles.get(bind.role);
    if (best === undefined || isBetter(bind, best)) roles.set(bind.role, bind);
  }
  let worst: BindView | null = null;
  for (const bind of roles.values()) {
    if (worst === null || isWorse(bind, worst)) worst = bind;
  }
  if (worst === null) return { connection: { kind: 'idle' }, last: null };
  return { connection: worst.connection, last: worst.last };
}

function isBetter(bind: BindView, than: BindView): boolean {
  const difference = rank[bind.connection.kind] - rank[than.connection.kind];
  return difference < 0 || (difference === 0 && timeOf(bind) < timeOf(than));
}

/** Of two halves in the same state the later one decides: since then the trunk as a whole is in it. */
function isWorse(bind: BindView, than: BindView): boolean {
  const difference = rank[bind.connection.kind] - rank[than.connection.kind];
  return difference > 0 || (difference === 0 && timeOf(bind) > timeOf(than));
}

function timeOf({ connection }: BindView): number {
  if (connection.kind === 'logged-in') return connection.sinceMs;
  return connection.kind === 'waiting' ? connection.retryAtMs : 0;
}
