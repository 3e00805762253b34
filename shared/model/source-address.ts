import { z } from 'zod';
import {
  MAX_ADDRESS_OCTETS,
  addressProblem,
  parseAddress,
  shortCodeDigits,
  type AddressKind,
} from './address';
import { sourceAddressId, trunkId } from './ids';
import { phoneNumberProblem, phoneNumberWarning } from './phone-number';

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

/** Characters of an alphanumeric sender that GSM carries (3GPP TS 23.040 section 9.1.2.5). */
export const MAX_NAME_CHARACTERS = 11;
/** Digits of a national number: an E.164 number without its country code is shorter than 15. */
const nationalDigits = { min: 3, max: 15 } as const;

const addressKinds: Readonly<Record<SourceAddressKind, AddressKind>> = {
  did: 'international',
  national: 'national',
  'short-code': 'short-code',
  alphanumeric: 'alphanumeric',
};

/** What the kind is called where TON and NPI are chosen by it. */
export function addressKindOf(kind: SourceAddressKind): AddressKind {
  return addressKinds[kind];
}

/** The kind by the way it is typed; null for nothing. */
export function recognizeKind(typed: string): SourceAddressKind | null {
  const { kind } = parseAddress(typed);
  return sourceAddressKinds.find((each) => addressKinds[each] === kind) ?? null;
}

/** The one way in which an address is written in the book: a DID with "+", digits without blanks, a name as it is. */
export function writtenAddress(kind: SourceAddressKind, typed: string): string {
  if (kind === 'alphanumeric') return typed.trim();
  const { address, kind: recognized } = parseAddress(typed);
  return kind === 'did' && recognized !== 'alphanumeric' ? `+${address}` : address;
}

/** Why an address cannot be in the book as this kind, in a sentence; null when it can. */
export function sourceAddressProblem(kind: SourceAddressKind, typed: string): string | null {
  const address = writtenAddress(kind, typed);
  if (address === '' || address === '+') return 'Enter a number or a name.';
  if (kind === 'alphanumeric') return addressProblem(parseAddress(address));
  if (!/^\+?\d+$/.test(address)) {
    return `${digitsOnly[kind]} This has other characters; a name is an alphanumeric sender.`;
  }
  if (kind === 'did') return phoneNumberProblem(address);
  if (typed.trim().startsWith('+'))
    return 'A number with a plus is a DID. Choose that kind, or leave the plus out.';
  const { name, min, max } =
    kind === 'short-code'
      ? { name: 'short code', ...shortCodeDigits }
      : { name: 'national number', ...nationalDigits };
  if (address.length >= min && address.length <= max) return null;
  return `A ${name} has ${min} to ${max} digits; this one has ${address.length}.`;
}

const digitsOnly: Readonly<Record<Exclude<SourceAddressKind, 'alphanumeric'>, string>> = {
  did: 'A DID is a plus, the country code and digits.',
  national: 'A national number has digits only.',
  'short-code': 'A short code has digits only.',
};

/** What is odd about an address that may be in the book; null when nothing is. */
export function sourceAddressWarning(kind: SourceAddressKind, typed: string): string | null {
  const address = writtenAddress(kind, typed);
  if (kind === 'did') return phoneNumberWarning(address);
  if (kind !== 'alphanumeric' || address.length <= MAX_NAME_CHARACTERS) return null;
  return `GSM carries ${MAX_NAME_CHARACTERS} characters of a sender’s name, and this one has ${address.length}: networks cut or refuse it. SMPP itself takes ${MAX_ADDRESS_OCTETS}.`;
}
