import type { EventHub } from '#electron/host/event-hub';
import type { TrunkGroups } from '#electron/host/trunk-groups/trunk-groups';
import type { HandlersOf } from '#shared/rpc/handlers';

export function createTrunkGroupHandlers(groups: TrunkGroups, hub: EventHub): HandlersOf<'trunkGroup'> {
  return {
    'trunkGroup.list': () => {
      const list = groups.list();
      return { seq: hub.seq, groups: list };
    },
    'trunkGroup.create': ({ settings }) => groups.create(settings),
    'trunkGroup.update': ({ id, settings }) => groups.update(id, settings),
    'trunkGroup.delete': ({ ids }) => {
      groups.delete(ids);
      return {};
    },
  };
}
