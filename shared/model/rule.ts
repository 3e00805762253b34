import { z } from 'zod';
import { trunkId } from './ids';
import { sendTarget } from './trunk-group';

export const ruleId = z.string().min(1).max(64).brand<'RuleId'>();
export type RuleId = z.infer<typeof ruleId>;

/** A condition on a text or an address. `pattern` is a regular expression without back references and look-around. */
export const textCondition = z.strictObject({
  kind: z.enum(['exact', 'prefix', 'contains', 'pattern']),
  value: z.string().min(1, 'Enter what to look for.').max(500),
  ignoresCase: z.boolean().default(true),
});
export type TextCondition = z.infer<typeof textCondition>;

export const ruleConditions = z.strictObject({
  /** Empty: any trunk. */
  trunkIds: z.array(trunkId).max(100).default([]),
  /** Null: any. Addresses are compared without "+". */
  destination: textCondition.nullable().default(null),
  source: textCondition.nullable().default(null),
  text: textCondition.nullable().default(null),
});
export type RuleConditions = z.infer<typeof ruleConditions>;

const ruleText = z.string().min(1, 'Write the text.').max(2000);

export const ruleAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), label: z.string().trim().min(1, 'Name the label.').max(40) }),
  z.strictObject({ kind: z.literal('notify') }),
  z.strictObject({ kind: z.literal('spam') }),
  /** Goes back over the trunk that the message came over, from the number it was sent to. */
  z.strictObject({
    kind: z.literal('answer'),
    text: ruleText,
    delaySeconds: z.number().int().min(0).max(86_400).default(0),
  }),
  z.strictObject({
    kind: z.literal('forward'),
    destinationAddress: z.string().trim().min(1, 'Enter the number to forward to.').max(64),
    /** Empty: from the number that the message was sent to. */
    sourceAddress: z.string().trim().max(64).default(''),
    target: sendTarget,
  }),
]);
export type RuleAction = z.infer<typeof ruleAction>;

export const ruleSettings = z.strictObject({
  name: z.string().trim().min(1, 'Give the rule a name.').max(80),
  isEnabled: z.boolean().default(true),
  conditions: ruleConditions.prefault({}),
  actions: z.array(ruleAction).min(1, 'Choose what the rule does.').max(10),
});
export type RuleSettings = z.infer<typeof ruleSettings>;

export const rule = z.strictObject({ id: ruleId, settings: ruleSettings });
export type Rule = z.infer<typeof rule>;

/** In order; `first`: only the first rule that matches acts. */
export const ruleMode = z.enum(['first', 'all']);
export const ruleSet = z.strictObject({ mode: ruleMode, rules: z.array(rule) });
export type RuleSet = z.infer<typeof ruleSet>;

/** What rules look at. */
export const ruleSample = z.strictObject({
  trunkId: trunkId.nullable(),
  sourceAddress: z.string().max(64),
  destinationAddress: z.string().max(64),
  text: z.string().max(40_000),
});
export type RuleSample = z.infer<typeof ruleSample>;
