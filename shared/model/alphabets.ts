import { z } from 'zod';
import { textEncoding } from './message';

/** What data_coding 0, the SMSC's default alphabet, can mean. */
export const defaultAlphabets = ['gsm7', 'gsm7-packed', 'latin1', 'ascii', 'ucs2'] as const;
export const defaultAlphabet = z.enum(defaultAlphabets);
export type DefaultAlphabet = z.infer<typeof defaultAlphabet>;

/** "1" to "255": 0 is the default alphabet and has its own field. */
const dataCodingKey = z
  .string()
  .regex(/^(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/, 'Use a data_coding from 1 to 255.');

/** What each data_coding means on a trunk, as the difference from the specification. */
export const trunkAlphabets = z.strictObject({
  default: defaultAlphabet.default('gsm7'),
  /** By data_coding in decimal; what is not here means what the specification says. */
  overrides: z.record(dataCodingKey, textEncoding).default({}),
});
export type TrunkAlphabets = z.infer<typeof trunkAlphabets>;

/** Numbers of the national languages that GSM 7-bit has tables for (3GPP TS 23.038 section 6.2.1.2.4): 1 to 13. */
export const NATIONAL_LANGUAGES = 13;

/**
 * National language tables of a message in GSM 7-bit: none; whichever make it shortest; or those of one language, of
 * which `best` takes what makes the message shortest.
 */
export const shiftTablesChoice = z.union([
  z.enum(['none', 'auto']),
  z.strictObject({
    language: z.number().int().min(1).max(NATIONAL_LANGUAGES),
    tables: z.enum(['best', 'single', 'locking', 'both']).default('best'),
  }),
]);
export type ShiftTablesChoice = z.infer<typeof shiftTablesChoice>;
