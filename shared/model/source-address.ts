import { z } from 'zod';
import { sourceAddressId, trunkId } from './ids';

/** `did`: an international number in E.164; `national`: a number without its country. */
export const sourceAddressKinds = ['did', 'national', 'short-code', 'alphanumeric'] as const;
export const sourceAddressKind = z.enum(sourceAddressKinds);
export type SourceAddressKind = z.infer<typeof sourceAddressKind>;

/** What one may send from, and receive at (product rules, "Source address settings"). */
export const sourceAddressSettings = z.strictObject({
  /** DIDs as E.164 with "+"; others as they are sent. What makes one wrong stands in `sourceAddressProblem`. */
  address: z.string().trim().min(1, 'Enter a number or a name.').max(40, 'Use at most 40 characters.'),
  kind: sourceAddressKind,
  label: z.string().trim().max(80, 'Use at most 80 characters.').default(''),
  isOutboundAllowed: z.boolean().default(true),
  isInboundAllowed: z.boolean().default(false),
  /** The trunk that receives for it; null is unassigned. */
  inboundTrunkId: trunkId.nullable().default(null),
});
export type SourceAddressSettings = z.infer<typeof sourceAddressSettings>;

export const sourceAddressView = z.strictObject({ id: sourceAddressId, settings: sourceAddressSettings });
export type SourceAddressView = z.infer<typeof sourceAddressView>;

/** A number that messages came in for and that no trunk is assigned to. */
export const unassignedNumber = z.strictObject({
  address: z.string(),
  trunkId,
  trunkName: z.string(),
  messageCount: z.number().int(),
  lastAtMs: z.number(),
});
export type UnassignedNumber = z.infer<typeof unassignedNumber>;

/** One line of a file to import, with what becomes of it. */
export const importLine = z.strictObject({
  /** From 1, as a text editor counts. */
  line: z.number().int(),
  text: z.string(),
  outcome: z.enum(['new', 'changed', 'same', 'refused']),
  /** What changes, or why it is refused. */
  sentence: z.string(),
});
export type ImportLine = z.infer<typeof importLine>;
