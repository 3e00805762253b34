/** One information element of a user data header. `offset` is where its identifier stands in the user data. */
export interface UdhElement {
  readonly iei: number;
  readonly offset: number;
  readonly data: Uint8Array;
}

export interface Udh {
  readonly elements: readonly UdhElement[];
  /** Octets of the header with its length octet: where the text begins. Never more than there are octets. */
  readonly length: number;
  /** A sentence when the header does not hold together; what could be read is in `elements`. */
  readonly problem: string | null;
}

/** Which part of a long message this is. `number` counts from 1. */
export interface Concatenation {
  readonly reference: number;
  readonly total: number;
  readonly number: number;
  readonly referenceBits: 8 | 16;
}

export const IEI_CONCATENATION_8 = 0x00;
export const IEI_CONCATENATION_16 = 0x08;
export const IEI_NATIONAL_SINGLE_SHIFT = 0x24;
export const IEI_NATIONAL_LOCKING_SHIFT = 0x25;

/** Reads the header at the start of the user data of a message with UDHI set (3GPP TS 23.040 section 9.2.3.24). */
export function parseUdh(userData: Uint8Array): Udh {
  const declared = userData[0];
  if (declared === undefined) {
    return { elements: [], length: 0, problem: 'A user data header is announced, but there are no octets.' };
  }
  const end = Math.min(1 + declared, userData.length);
  let problem: string | null = null;
  if (1 + declared > userData.length) {
    problem = `The user data header says ${declared} octets, but only ${userData.length - 1} follow.`;
  }
  const elements: UdhElement[] = [];
  let offset = 1;
  while (offset < end) {
    const iei = userData[offset] ?? 0;
    const length = userData[offset + 1];
    if (length === undefined || offset + 2 > end || offset + 2 + length > end) {
      problem ??= `The header element 0x${iei.toString(16).padStart(2, '0')} reaches beyond the header.`;
      break;
    }
    elements.push({ iei, offset, data: userData.subarray(offset + 2, offset + 2 + length) });
    offset += 2 + length;
  }
  return { elements, length: end, problem };
}

/**
 * The concatenation that the header states, or null. The last valid element counts; one with a total or number of 0, or
 * a number above the total, is ignored (3GPP TS 23.040 sections 9.2.3.24, 9.2.3.24.1 and 9.2.3.24.8).
 */
export function concatenationOf(elements: readonly UdhElement[]): Concatenation | null {
  let found: Concatenation | null = null;
  for (const { iei, data } of elements) {
    const candidate = readConcatenation(iei, data);
    if (candidate !== null && candidate.number >= 1 && candidate.number <= candidate.total) found = candidate;
  }
  return found;
}

function readConcatenation(iei: number, data: Uint8Array): Concatenation | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = data;
  if (iei === IEI_CONCATENATION_8 && data.length === 3) {
    return { reference: first, total: second, number: third, referenceBits: 8 };
  }
  if (iei === IEI_CONCATENATION_16 && data.length === 4) {
    return { reference: (first << 8) | second, total: third, number: fourth, referenceBits: 16 };
  }
  return null;
}

/** The 8-bit concatenation header; `reference` is taken modulo 256. */
export function concatenation8Udh(reference: number, total: number, number: number): Uint8Array {
  return Uint8Array.of(5, IEI_CONCATENATION_8, 3, reference & 0xff, total, number);
}
