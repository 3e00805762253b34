import { z } from 'zod';
import { smppVersions } from '../smpp/tables/versions';
import { trunkAlphabets } from './alphabets';
import { sourceAddressId } from './ids';
import { receiptIdRule } from './receipt-ids';

/** Default SMPP port, registered with IANA (SMPP 5.0 section 2.2). */
export const DEFAULT_SMPP_PORT = 2775;
/** The port that is offered, never set by itself, when SSL is switched on. */
export const DEFAULT_SMPP_TLS_PORT = 3550;

/** `pair`: a transmitter and a receiver of one trunk; messages go out over the first and come in over the second. */
export const bindTypes = ['transceiver', 'pair', 'receiver', 'transmitter'] as const;
export const bindType = z.enum(bindTypes);
export type BindType = z.infer<typeof bindType>;

const portSentence = 'Enter a port from 1 to 65535.';
const port = z
  .number({ error: portSentence })
  .int(portSentence)
  .min(1, portSentence)
  .max(65535, portSentence);
const seconds = (min: number, max: number): z.ZodNumber => {
  const sentence = `Enter ${min} to ${max} seconds.`;
  return z.number({ error: sentence }).min(min, sentence).max(max, sentence);
};
const windowSentence = 'Enter 1 to 1000 requests.';
/** Octets travel as they are: one character is one octet, so nothing above U+00FF and no NUL inside. */
const octetString = (max: number): z.ZodString =>
  z
    .string()
    .max(max, `Use at most ${max} octets.`)
    // A NUL would end the field on the wire.
    .regex(/^[\u0001-\u00ff]*$/, 'Use characters of Latin-1 only; SMPP sends this field octet by octet.');

const number = (min: number, max: number, what: string): z.ZodNumber => {
  const sentence = `Enter ${min} to ${max}${what}.`;
  return z.number({ error: sentence }).int(sentence).min(min, sentence).max(max, sentence);
};

/**
 * Lengths that the specification allows, without the terminating NUL (SMPP 3.4 section 4.1).
 * Longer values are warned about, never cut, and allowed on purpose: many providers use longer passwords.
 */
export const specifiedLengths = { systemId: 15, password: 8, systemType: 12, addressRange: 40 } as const;
/** What a C-octet string may hold here at all, so that no input is unbounded. */
export const MAX_CREDENTIAL_OCTETS = 255;

export const trunkTimers = z.strictObject({
  /** Between TCP connection attempts ("Connection timeout" on screen); doubles with jitter after a failure. */
  connectionTimeoutSeconds: seconds(1, 3600).default(10),
  connectSeconds: seconds(1, 300).default(10),
  tlsHandshakeSeconds: seconds(1, 300).default(10),
  bindSeconds: seconds(1, 300).default(10),
  responseSeconds: seconds(1, 3600).default(10),
  enquireLinkSeconds: seconds(1, 86_400).default(60),
  enquireLinkMode: z.enum(['when-silent', 'always']).default('when-silent'),
  enquireLinkResponseSeconds: seconds(1, 300).default(10),
  /** 0 is off. */
  inactivitySeconds: seconds(0, 86_400).default(0),
});

export const trunkTls = z.strictObject({
  isEnabled: z.boolean().default(false),
  /** Server name (SNI) and the name that the certificate must carry; empty uses the host. */
  serverName: z.string().max(253).default(''),
  /** PEM of an own certificate authority; empty uses the system's. */
  caPem: z.string().max(200_000).default(''),
  /** PEM of a client certificate with its chain; its private key is a secret and lives in the keychain. */
  clientCertificatePem: z.string().max(200_000).default(''),
  /** SHA-256 of the certificate expected, 64 hexadecimal digits with or without colons; then it alone decides. */
  pinnedFingerprint: z
    .string()
    .trim()
    .regex(
      /^$|^(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$/,
      'Enter the 64 hexadecimal digits of a SHA-256 fingerprint.',
    )
    .default(''),
  /** Stands as a warning on the trunk for as long as it is on. */
  acceptsAnyCertificate: z.boolean().default(false),
});

/** One place where the SMSC can be reached. */
const hostName = z
  .string()
  .trim()
  .min(1, 'Enter the SMSC’s host name or address.')
  .max(253, 'A host name has at most 253 characters.')
  .regex(/^[^\s/@?#]*$/, 'Enter a name or an address alone, without “//” and without blanks.');
export const trunkHost = z.strictObject({
  host: hostName,
  txPort: port.default(DEFAULT_SMPP_PORT),
  rxPort: port.default(DEFAULT_SMPP_PORT),
});
export type TrunkHost = z.infer<typeof trunkHost>;

/** TON, NPI and the addresses that the SMSC shall route to this bind (SMPP 3.4 sections 4.1.1 and 5.2.7). */
const trunkAddressRange = z.strictObject({
  range: octetString(MAX_CREDENTIAL_OCTETS).default(''),
  ton: number(0, 255, '').default(0),
  npi: number(0, 255, '').default(0),
});

/** What differs for the receiver of a pair; the other's values where it is off. */
const trunkReceiver = z.strictObject({
  isSeparate: z.boolean().default(false),
  /** Empty: the trunk's own hosts with their RX ports. */
  host: z.union([z.literal(''), hostName]).default(''),
  systemId: octetString(MAX_CREDENTIAL_OCTETS).default(''),
  systemType: octetString(MAX_CREDENTIAL_OCTETS).default(''),
});

/** A transmitter that logs in when a message is to be sent, and closes again after an idle time. */
const trunkOnDemand = z.strictObject({
  isEnabled: z.boolean().default(true),
  idleSeconds: seconds(1, 86_400).default(60),
});

/** The SMSC calls: a port is opened and the bind is made on the connection that brings outbind (SMPP 3.4 section 2.2.1). */
const trunkOutbind = z.strictObject({
  isEnabled: z.boolean().default(false),
  /** Address of this machine to listen on; 127.0.0.1 unless the user opens it to others. */
  listenAddress: z.string().trim().min(1, 'Enter the address to listen on.').max(253).default('127.0.0.1'),
  listenPort: port.default(DEFAULT_SMPP_PORT),
  /** system_id that the outbind has to carry; empty takes any. */
  smscSystemId: octetString(MAX_CREDENTIAL_OCTETS).default(''),
});

/** Messages a second, counted per segment and per destination; null is unlimited. */
const messagesPerSecond = z
  .number({ error: 'Enter 0.1 to 100000 messages a second.' })
  .min(0.1, 'Enter 0.1 to 100000 messages a second.')
  .max(100_000, 'Enter 0.1 to 100000 messages a second.')
  .nullable();
const trunkRate = z.strictObject({
  total: messagesPerSecond.default(null),
  perSourceAddress: messagesPerSecond.default(null),
});

const tonNpi = z.strictObject({ ton: number(0, 255, ''), npi: number(0, 255, '') });
/** Overrides of the TON and NPI that follow from the kind of an address. */
const numberingRules = z.partialRecord(
  z.enum(['none', 'international', 'national', 'short-code', 'alphanumeric']),
  tonNpi,
);
export type NumberingRules = z.infer<typeof numberingRules>;
const trunkNumbering = z.strictObject({
  source: numberingRules.prefault({}),
  destination: numberingRules.prefault({}),
});

/** Which source addresses may be used ("Source address settings"). */
const trunkSources = z.strictObject({
  isAnyAllowed: z.boolean().default(true),
  /** Ids of the address book; counts only while `isAnyAllowed` is off. */
  allowedIds: z.array(sourceAddressId).max(100_000).default([]),
  /** The SMSC sets the sender: an empty source address may be sent. */
  isEmptyAllowed: z.boolean().default(false),
});

export const longMessageMethods = ['udh8', 'udh16', 'sar', 'payload', 'refuse'] as const;
export const longMessageMethod = z.enum(longMessageMethods);
export type LongMessageMethod = z.infer<typeof longMessageMethod>;

/** query_sm on a timer, for trunks that get no receipts. */
const trunkQuery = z.strictObject({
  isEnabled: z.boolean().default(false),
  everySeconds: seconds(10, 86_400).default(300),
  /** Asked so often at most, then left as it is. */
  times: number(1, 1000, ' times').default(12),
});

export const smppVersion = z.enum(smppVersions);

/** What the user edits and what is stored on disk: everything of a trunk but its password. */
export const trunkSettings = z.strictObject({
  name: z.string().trim().min(1, 'Give the trunk a name.').max(80, 'Use at most 80 characters.'),
  isEnabled: z.boolean().default(true),
  host: hostName,
  txPort: port.default(DEFAULT_SMPP_PORT),
  rxPort: port.default(DEFAULT_SMPP_PORT),
  /** Tried in this order after `host`; an SMSC is often an active/standby pair. */
  standbyHosts: z.array(trunkHost).max(15, 'Use at most 16 hosts.').default([]),
  bindType: bindType.default('transceiver'),
  receiver: trunkReceiver.prefault({}),
  onDemand: trunkOnDemand.prefault({}),
  outbind: trunkOutbind.prefault({}),
  systemId: octetString(MAX_CREDENTIAL_OCTETS).min(1, 'Enter the system ID.'),
  systemType: octetString(MAX_CREDENTIAL_OCTETS).default(''),
  addressRange: trunkAddressRange.prefault({}),
  version: smppVersion.default('3.4'),
  /** Speak the version above even where the SMSC states a lower one. */
  isLowerVersionIgnored: z.boolean().default(false),
  tls: trunkTls.prefault({}),
  timers: trunkTimers.prefault({}),
  window: z
    .number({ error: windowSentence })
    .int(windowSentence)
    .min(1, windowSentence)
    .max(1000, windowSentence)
    .default(10),
  rate: trunkRate.prefault({}),
  /** Parallel binds of the same kind; of a pair, pairs. */
  binds: number(1, 32, ' binds').default(1),
  isRetryAutomatic: z.boolean().default(true),
  alphabets: trunkAlphabets.prefault({}),
  receiptIds: receiptIdRule.prefault({}),
  sources: trunkSources.prefault({}),
  numbering: trunkNumbering.prefault({}),
  longMessages: longMessageMethod.default('udh8'),
  /** Octets of short_message at most; null is what the version allows (140 in 3.3, 254 later). */
  shortMessageOctets: number(1, 255, ' octets').nullable().default(null),
  query: trunkQuery.prefault({}),
  /** Its PDUs go to the capture on disk. */
  isCaptured: z.boolean().default(true),
});
export type TrunkSettings = z.infer<typeof trunkSettings>;

/** What one bind of a trunk is bound as. */
export const bindRoles = ['transceiver', 'transmitter', 'receiver'] as const;
export const bindRole = z.enum(bindRoles);
export type BindRole = z.infer<typeof bindRole>;

/**
 * The port that a bind connects to: transceiver and transmitter use the TX port, the receiver the RX port. (One
 * provider's page has it the other way round for the RX port; the TX line of the same page shows that it is a slip.)
 */
export function bindPort(role: BindRole, host: Pick<TrunkHost, 'txPort' | 'rxPort'>): number {
  return role === 'receiver' ? host.rxPort : host.txPort;
}

/** Every host of the trunk in the order in which they are tried. */
export function trunkHosts(
  settings: Pick<TrunkSettings, 'host' | 'txPort' | 'rxPort' | 'standbyHosts'>,
): readonly TrunkHost[] {
  const { host, txPort, rxPort, standbyHosts } = settings;
  return [{ host, txPort, rxPort }, ...standbyHosts];
}

export const trunkPassword = octetString(MAX_CREDENTIAL_OCTETS);

/** The secrets of a trunk; each has an account of its own in the keychain. */
export const trunkSecretNames = ['password', 'receiver-password', 'client-key'] as const;
export const trunkSecretName = z.enum(trunkSecretNames);
export type TrunkSecretName = z.infer<typeof trunkSecretName>;

/** What goes in with the settings; a secret left out stays as it is, an empty one is taken away. */
export const trunkSecrets = z.strictObject({
  password: trunkPassword.optional(),
  /** Of the receiver of a pair that has credentials of its own. */
  receiverPassword: trunkPassword.optional(),
  /** PEM of the client certificate's private key. */
  clientKeyPem: z.string().max(200_000).optional(),
});
export type TrunkSecrets = z.infer<typeof trunkSecrets>;
