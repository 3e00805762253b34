import type { EventHub } from '#electron/host/event-hub';
import type { TrunkManager } from '#electron/host/trunks/trunk-manager';
import type { HandlersOf } from '#shared/rpc/handlers';

export function createTrunkHandlers(trunks: TrunkManager, hub: EventHub): HandlersOf<'trunk'> {
  return {
    'trunk.list': () => ({ seq: hub.seq, trunks: trunks.list() }),
    'trunk.create': ({ settings, password }) => trunks.create(settings, password),
    'trunk.update': ({ id, settings, password }) => trunks.update(id, settings, password),
    'trunk.delete': async ({ ids }) => {
      await trunks.delete(ids);
      return {};
    },
    'trunk.bind': ({ id }) => {
      trunks.bind(id);
      return {};
    },
    'trunk.unbind': ({ id }) => {
      trunks.unbind(id);
      return {};
    },
    'trunk.offerDemo': () => trunks.offerDemo(),
  };
}
