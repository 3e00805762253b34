/** pcapng (IETF draft-ietf-opsawg-pcapng): what Trunkline writes and reads of it. */
export const blockTypes = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  obsoletePacket: 2,
  simplePacket: 3,
  enhancedPacket: 6,
} as const;

export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

export const optionCodes = {
  end: 0,
  comment: 1,
  shbUserApplication: 4,
  ifName: 2,
  ifDescription: 3,
  ifTimeResolution: 9,
  ifTimeOffset: 14,
} as const;

/** https://www.tcpdump.org/linktypes.html */
export const linkTypes = {
  null: 0,
  ethernet: 1,
  rawDlt: 12,
  rawOpenBsd: 14,
  raw: 101,
  loop: 108,
  linuxCooked: 113,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;

/** Octets of an enhanced packet block before the packet. */
export const PACKET_BLOCK_HEADER = 28;
export const IP_HEADER = 20;
export const TCP_HEADER = 20;
/** Octets of a PDU in one packet at most: an IPv4 packet has 65,535. */
export const MAX_SEGMENT = 65_535 - IP_HEADER - TCP_HEADER;
export const SMPP_PORT = 2775;

/** What the comment of an interface block of ours begins with; JSON follows. */
export const SESSION_COMMENT = 'trunkline-session ';
