import { z } from 'zod';
import { trunkGroupId, trunkId } from './ids';

export const MAX_PRIORITY = 999;
export const DEFAULT_PRIORITY = 10;

const prioritySentence = `Enter a priority from 0 to ${MAX_PRIORITY}; the lowest is tried first.`;
const shareSentence = 'Enter a share from 1 to 1000.';

/** One trunk's place in a group. */
export const groupMember = z.strictObject({
  trunkId,
  priority: z
    .number({ error: prioritySentence })
    .int(prioritySentence)
    .min(0, prioritySentence)
    .max(MAX_PRIORITY, prioritySentence)
    .default(DEFAULT_PRIORITY),
  /** Of the traffic among trunks of the same priority; counts only for load balancing. */
  share: z
    .number({ error: shareSentence })
    .int(shareSentence)
    .min(1, shareSentence)
    .max(1000, shareSentence)
    .default(1),
});
export type GroupMember = z.infer<typeof groupMember>;

export const groupModes = ['failover', 'load-balancing'] as const;

/** Trunks tried in priority order (failover), or shared by load among those of the same priority. */
export const trunkGroupSettings = z.strictObject({
  name: z.string().trim().min(1, 'Give the group a name.').max(80, 'Use at most 80 characters.'),
  mode: z.enum(groupModes).default('failover'),
  members: z
    .array(groupMember)
    .max(200, 'A group has at most 200 trunks.')
    .refine((members) => new Set(members.map((member) => member.trunkId)).size === members.length, {
      error: 'Each trunk can be in a group once.',
    })
    .default([]),
});
export type TrunkGroupSettings = z.infer<typeof trunkGroupSettings>;

export const trunkGroupView = z.strictObject({
  id: trunkGroupId,
  settings: trunkGroupSettings,
  /** The member that carries what is sent now; null while none can. */
  carrierId: trunkId.nullable(),
  /** Why that one: "First by priority.", "Carrier A is down." */
  reason: z.string(),
});
export type TrunkGroupView = z.infer<typeof trunkGroupView>;

/** What a message or a conversation is sent through. */
export const sendTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('trunk'), trunkId }),
  z.strictObject({ kind: z.literal('group'), groupId: trunkGroupId }),
]);
export type SendTarget = z.infer<typeof sendTarget>;
