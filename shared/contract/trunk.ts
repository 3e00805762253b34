import { z } from 'zod';
import { trunkId } from '../model/ids';
import { connectionState, lastState, trunkPassword, trunkSettings, trunkView } from '../model/trunk';
import { command, event } from './define';

export const trunkContract = {
  /** Every trunk, with the number of the last event that it includes. */
  'trunk.list': command(
    z.strictObject({}),
    z.strictObject({ seq: z.number().int(), trunks: z.array(trunkView) }),
  ),
  'trunk.create': command(z.strictObject({ settings: trunkSettings, password: trunkPassword }), trunkView),
  /** `password` left out keeps the one that is stored. An enabled trunk binds anew with what was saved. */
  'trunk.update': command(
    z.strictObject({ id: trunkId, settings: trunkSettings, password: trunkPassword.optional() }),
    trunkView,
  ),
  'trunk.delete': command(z.strictObject({ ids: z.array(trunkId).min(1) }), z.strictObject({})),
  'trunk.bind': command(z.strictObject({ id: trunkId }), z.strictObject({})),
  'trunk.unbind': command(z.strictObject({ id: trunkId }), z.strictObject({})),
  /** Creates the demo trunk again, or binds the one there is. */
  'trunk.offerDemo': command(z.strictObject({}), trunkView),

  'trunk.changed': event(trunkView),
  'trunk.deleted': event(z.strictObject({ ids: z.array(trunkId) })),
  'trunk.stateChanged': event(
    z.strictObject({ id: trunkId, connection: connectionState, last: lastState.nullable() }),
  ),
  /** About once a second while messages go by: messages in and out during the last second. */
  'trunk.rateMeasured': event(z.strictObject({ id: trunkId, messagesPerSecond: z.number() })),
};
