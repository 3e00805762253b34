import { z } from 'zod';

/** How the ids of a trunk's receipts relate to those of its responses. */
export const idConversions = ['same', 'response-hex', 'response-decimal'] as const;

/**
 * The trunk's rule for the ids in receipts. `response-hex`: the response gives the number in hexadecimal and the receipt
 * in decimal; `response-decimal` the reverse.
 */
export const receiptIdRule = z.strictObject({
  conversion: z.enum(idConversions).default('same'),
  /** Leading zeros do not count. */
  ignoresPadding: z.boolean().default(false),
  /** Capital and small letters are the same. */
  ignoresCase: z.boolean().default(false),
});
export type ReceiptIdRule = z.infer<typeof receiptIdRule>;
export type IdConversion = ReceiptIdRule['conversion'];
