import { z } from 'zod';
import { trunkGroupId } from '../model/ids';
import { trunkGroupSettings, trunkGroupView } from '../model/trunk-group';
import { command, event } from './define';

export const trunkGroupContract = {
  'trunkGroup.list': command(
    z.strictObject({}),
    z.strictObject({ seq: z.number().int(), groups: z.array(trunkGroupView) }),
  ),
  'trunkGroup.create': command(z.strictObject({ settings: trunkGroupSettings }), trunkGroupView),
  'trunkGroup.update': command(
    z.strictObject({ id: trunkGroupId, settings: trunkGroupSettings }),
    trunkGroupView,
  ),
  'trunkGroup.delete': command(z.strictObject({ ids: z.array(trunkGroupId).min(1) }), z.strictObject({})),

  'trunkGroup.changed': event(trunkGroupView),
  'trunkGroup.deleted': event(z.strictObject({ ids: z.array(trunkGroupId) })),
};
