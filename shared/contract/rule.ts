import { z } from 'zod';
import { conversationId, messageId } from '../model/ids';
import { rule, ruleAction, ruleId, ruleMode, ruleSample, ruleSet, ruleSettings } from '../model/rule';
import { command, event } from './define';

export const ruleContract = {
  'rule.list': command(z.strictObject({}), ruleSet),
  /** `id` null makes a new rule, at the end. */
  'rule.save': command(z.strictObject({ id: ruleId.nullable(), settings: ruleSettings }), rule),
  'rule.delete': command(z.strictObject({ ids: z.array(ruleId).min(1).max(1000) }), z.strictObject({})),
  /** All ids, in the new order. */
  'rule.reorder': command(z.strictObject({ ids: z.array(ruleId).max(1000) }), z.strictObject({})),
  'rule.setMode': command(z.strictObject({ mode: ruleMode }), z.strictObject({})),
  /** What the stored rules, or the one being edited alone, would do with a message; nothing is done. */
  'rule.test': command(
    z.strictObject({ sample: ruleSample, settings: ruleSettings.nullable().default(null) }),
    z.strictObject({
      matches: z.array(z.strictObject({ name: z.string(), actions: z.array(ruleAction) })),
    }),
  ),

  /** Any of the rules, their order or the mode changed; all of them as they are now. */
  'rule.listChanged': event(ruleSet),
  /** A rule wants the user to know of this message. */
  'rule.notified': event(
    z.strictObject({
      messageId,
      conversationId,
      ruleName: z.string(),
      sourceAddress: z.string(),
      text: z.string(),
    }),
  ),
  /** An answer or a forward was left out: too many in one minute of one conversation. */
  'rule.limitReached': event(z.strictObject({ conversationId, ruleName: z.string(), sentence: z.string() })),
};
