/**
 * How records lie in a batch, one after the other, little-endian: time (Float64, milliseconds since the Unix epoch),
 * session id (Uint32), octets of the PDU (Uint32), octets of the sentence (Uint16), kind (Uint8), direction (Uint8),
 * then the PDU's octets, then the sentence in UTF-8.
 */
export const recordHeader = {
  time: 0,
  session: 8,
  length: 12,
  sentence: 16,
  kind: 18,
  direction: 19,
  size: 20,
} as const;

export const recordKinds = { pdu: 0, octets: 1, loss: 2 } as const;
export type RecordKind = (typeof recordKinds)[keyof typeof recordKinds];

export const recordDirections = { in: 0, out: 1 } as const;
