import type { EventHub } from '#electron/host/event-hub';
import type { TrunkManager } from '#electron/host/trunks/trunk-manager';
import { RpcError } from '#shared/rpc/errors';
import type { HandlersOf } from '#shared/rpc/handlers';

function unavailable(): never {
  throw new RpcError('unavailable', 'This is not available.');
}

export function createTrunkHandlers(trunks: TrunkManager, hub: EventHub): HandlersOf<'trunk'> {
  return {
    'trunk.list': () => ({ seq: hub.seq, trunks: trunks.list() }),
    'trunk.create': ({ settings, secrets }) => trunks.create(settings, secrets.password ?? ''),
    'trunk.update': ({ id, settings, secrets }) => trunks.update(id, settings, secrets.password),
    'trunk.delete': async ({ ids }) => {
      await trunks.delete(ids);
      return {};
    },
    'trunk.bind': ({ ids }) => {
      for (const id of ids) trunks.bind(id);
      return { refused: [] };
    },
    'trunk.unbind': ({ ids }) => {
      for (const id of ids) trunks.unbind(id);
      return { refused: [] };
    },
    'trunk.offerDemo': () => trunks.offerDemo(),
    'trunk.duplicate': unavailable,
    'trunk.setEnabled': unavailable,
    'trunk.revealSecret': unavailable,
    'trunk.startTest': unavailable,
    'trunk.cancelTest': unavailable,
    'trunk.timeline': unavailable,
    'trunk.exportTimeline': unavailable,
    'trunk.export': unavailable,
    'trunk.previewImport': unavailable,
    'trunk.import': unavailable,
    'trunk.setKeyLog': unavailable,
    'trunk.localAddresses': unavailable,
  };
}
