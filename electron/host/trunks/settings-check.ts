import type { TrunkId } from '#shared/model/ids';
import type { TrunkSettings } from '#shared/model/trunk';
import { settingsProblems } from '#shared/model/trunk-rules';
import { RpcError } from '#shared/rpc/errors';
import { comparableName } from '#shared/model/trunk-names';

/** What the form refuses is refused of every other client too: throws an `RpcError` with the fields. */
export function assertUsable(settings: TrunkSettings): void {
  const problems = settingsProblems(settings);
  const [first] = problems;
  if (first === undefined) return;
  const details: Record<string, string> = {};
  for (const { path, sentence } of problems) details[`settings.${path}`] = sentence;
  throw new RpcError('invalid-input', first.sentence, details);
}

/** Throws an `RpcError` when another trunk than `exceptId` has the name. */
export function assertNameIsFree(
  name: string,
  exceptId: TrunkId | null,
  trunks: Iterable<{ readonly trunkId: TrunkId; readonly trunkName: string }>,
): void {
  for (const other of trunks) {
    if (other.trunkId === exceptId || comparableName(other.trunkName) !== comparableName(name)) continue;
    throw new RpcError('conflict', `There is already a trunk named “${other.trunkName}”.`, {
      'settings.name': 'This name is taken. Give the trunk another one.',
    });
  }
}
