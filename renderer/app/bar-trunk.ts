import type { TrunkId } from '#shared/model/ids';
import type { TrunkGroupView } from '#shared/model/trunk-group';
import type { TrunkView } from '#shared/model/trunk-view';

/** The trunk that the bar is about: the chosen one, else one that is logged in, else the first. */
export function barTrunk(trunks: readonly TrunkView[], chosen: TrunkId | null): TrunkView | null {
  return (
    trunks.find((trunk) => trunk.id === chosen) ??
    trunks.find((trunk) => trunk.connection.kind === 'logged-in') ??
    trunks[0] ??
    null
  );
}

export interface GroupState {
  readonly meaning: 'ok' | 'error' | 'neutral';
  /** "Carrier A carries". */
  readonly words: string;
}

/** What a group does now, in one line: the trunk that carries is what matters of it. */
export function groupState(group: TrunkGroupView, trunks: readonly TrunkView[]): GroupState {
  if (group.settings.members.length === 0) return { meaning: 'neutral', words: 'No trunks in it' };
  const carrier = trunks.find((trunk) => trunk.id === group.carrierId);
  if (carrier === undefined) return { meaning: 'error', words: 'No trunk carries' };
  return { meaning: 'ok', words: `${carrier.settings.name} carries` };
}
