/** What the columns keep of a row in one bit each. */
export const rowFlags = {
  out: 0x0001,
  /** Two bits: `recordKinds`. */
  kind: 0x0006,
  receipt: 0x0008,
  /** What `decode` reports a problem of. */
  structure: 0x0010,
  /** A request whose sequence number was in flight already, or a response that no request waits for. */
  outOfTurn: 0x0020,
  /** Its octets have their places, and break another rule. */
  rule: 0x0040,
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

export const problemFlags = rowFlags.structure | rowFlags.rule | rowFlags.outOfTurn | rowFlags.forbidden;

/** What filters and traits ask for by name: all of these bits. */
export const namedFlags = {
  receipt: rowFlags.receipt,
  keepalive: rowFlags.keepalive,
  segment: rowFlags.segment,
  response: rowFlags.response,
  duplicate: rowFlags.outOfTurn | rowFlags.request,
  orphan: rowFlags.outOfTurn | rowFlags.response,
  forbidden: rowFlags.forbidden,
} as const;

/** True where a row has all bits of a name. */
export function isNamed(flags: number, name: keyof typeof namedFlags): boolean {
  return (flags & namedFlags[name]) === namedFlags[name];
}

/** A message from a phone: the SMSC brought it, and it is no receipt. */
export function isInbound(flags: number): boolean {
  return (flags & (rowFlags.message | rowFlags.fromEsme | rowFlags.receipt)) === rowFlags.message;
}
