import { RpcError } from '#shared/rpc/errors';
import type { HandlersOf } from '#shared/rpc/handlers';

function unavailable(): never {
  throw new RpcError('unavailable', 'This is not available.');
}

export function createTrunkGroupHandlers(): HandlersOf<'trunkGroup'> {
  return {
    'trunkGroup.list': unavailable,
    'trunkGroup.create': unavailable,
    'trunkGroup.update': unavailable,
    'trunkGroup.delete': unavailable,
  };
}
