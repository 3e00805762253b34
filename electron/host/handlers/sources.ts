import { RpcError } from '#shared/rpc/errors';
import type { HandlersOf } from '#shared/rpc/handlers';

function unavailable(): never {
  throw new RpcError('unavailable', 'This is not available.');
}

export function createSourceHandlers(): HandlersOf<'source'> {
  return {
    'source.list': unavailable,
    'source.create': unavailable,
    'source.update': unavailable,
    'source.updateMany': unavailable,
    'source.delete': unavailable,
    'source.previewImport': unavailable,
    'source.import': unavailable,
  };
}
