/** What an address is, by the way it is written (product rules, "Source address settings"). */
export type AddressKind = 'none' | 'international' | 'national' | 'short-code' | 'alphanumeric';

export interface SmppAddress {
  readonly kind: AddressKind;
  /** As it goes into the PDU: "+" is not part of an address, it is TON 1 (SMPP 5.0 section 4.2.6). */
  readonly address: string;
  /** Type of number and numbering plan (SMPP 3.4 sections 5.2.5 and 5.2.6). */
  readonly ton: number;
  readonly npi: number;
}

/** Octets of source_addr and destination_addr without the terminating NUL (SMPP 3.4 section 4.4.1). */
export const MAX_ADDRESS_OCTETS = 20;
/** Digits of a short code (product rules, "Source address settings"). */
export const shortCodeDigits = { min: 3, max: 8 } as const;

const numbering: Readonly<Record<AddressKind, { readonly ton: number; readonly npi: number }>> = {
  none: { ton: 0, npi: 0 },
  international: { ton: 1, npi: 1 },
  national: { ton: 2, npi: 1 },
  'short-code': { ton: 3, npi: 0 },
  alphanumeric: { ton: 5, npi: 0 },
};

/** TON and NPI that follow from the kind of an address, where a trunk says nothing else. */
export function numberingOf(kind: AddressKind): { readonly ton: number; readonly npi: number } {
  return numbering[kind];
}

/**
 * Reads an address as a person types it. Blanks, hyphens, points and brackets between the digits of a number are
 * dropped; "+" makes it international. Without "+": up to 8 digits are a short code, a leading 0 means a national
 * number (no E.164 number begins with 0), other digits an international one. Anything else is alphanumeric.
 */
export function parseAddress(typed: string): SmppAddress {
  const trimmed = typed.trim();
  const digits = trimmed.replaceAll(/[\s().\-\u2010-\u2015\u00a0]/g, '');
  if (/^\+?\d+$/.test(digits)) return withKind(numberKind(digits), digits.replace('+', ''));
  return withKind(trimmed === '' ? 'none' : 'alphanumeric', trimmed);
}

/** The address as one of another kind, with the TON and NPI of that. */
export function asKind(address: SmppAddress, kind: AddressKind): SmppAddress {
  return withKind(kind, address.address);
}

/** TON and NPI set for one message; what is left out follows from the trunk and the kind. */
export interface TonNpiOverride {
  readonly ton?: number | undefined;
  readonly npi?: number | undefined;
}
/** TON and NPI by kind of address, where a trunk has other ones than the defaults. */
export type TonNpiRules = Readonly<
  Partial<Record<AddressKind, { readonly ton: number; readonly npi: number } | undefined>>
>;

/** The address with the trunk's TON and NPI for its kind, and over these the message's own. */
export function withNumbering(
  address: SmppAddress,
  rules: TonNpiRules,
  override: TonNpiOverride = {},
): SmppAddress {
  const { ton, npi } = rules[address.kind] ?? address;
  return { ...address, ton: override.ton ?? ton, npi: override.npi ?? npi };
}

/** The same for every way of writing one number, so that all that was said with it is one conversation. */
export function conversationKey(address: string): string {
  return parseAddress(address).address;
}

/** What makes an address unusable, as a sentence; null when it can be sent. */
export function addressProblem(address: SmppAddress): string | null {
  if (!/^[\u0020-\u00ff]*$/.test(address.address)) {
    return 'Use characters of Latin-1 only; SMPP sends addresses octet by octet.';
  }
  if (address.address.length > MAX_ADDRESS_OCTETS) {
    return `SMPP addresses have at most ${MAX_ADDRESS_OCTETS} characters; this one has ${address.address.length}.`;
  }
  return null;
}

function numberKind(digits: string): AddressKind {
  if (digits.startsWith('+')) return 'international';
  if (digits.length <= shortCodeDigits.max) return 'short-code';
  return digits.startsWith('0') ? 'national' : 'international';
}

function withKind(kind: AddressKind, address: string): SmppAddress {
  return { kind, address, ...numbering[kind] };
}
