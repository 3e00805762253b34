/** What the columns keep of a row in one bit each. */
export const rowFlags = {
  out: 0x0001,
  /** Two bits: `recordKinds`. */
  kind: 0x0006,
  receipt: 0x0008,
  /** What `decode` reports a problem of. */
  structure: 0x0010,
  duplicate: 0x0020,
  orphan: 0x0040,
  forbidden: 0x0080,
  segment: 0x0100,
  /** The text is UCS-2. */
  wideText: 0x0200,
  /** The text's octets are not its characters: packed, binary, or an alphabet of the trunk. */
  oddText: 0x0400,
  response: 0x0800,
  keepalive: 0x1000,
  /** Wants a response: `unanswered` while it has no partner. */
  request: 0x2000,
  /** Carries a message: submit_sm, submit_multi, deliver_sm, data_sm. */
  message: 0x4000,
  fromEsme: 0x8000,
} as const;

export const KIND_SHIFT = 1;

export const problemFlags = rowFlags.structure | rowFlags.duplicate | rowFlags.orphan | rowFlags.forbidden;
