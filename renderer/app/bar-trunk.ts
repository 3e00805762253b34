import type { TrunkId } from '#shared/model/ids';
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
