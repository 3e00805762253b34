import { z } from 'zod';
import { trunkId } from './ids';

/** Default SMPP port, registered with IANA (SMPP 5.0 section 2.2). */
export const DEFAULT_SMPP_PORT = 2775;
/** The port that is offered, never set by itself, when SSL is switched on. */
export const DEFAULT_SMPP_TLS_PORT = 3550;

export const bindTypes = ['transceiver', 'transmitter', 'receiver'] as const;
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

/**
 * Lengths that the specification allows, without the terminating NUL (SMPP 3.4 section 4.1).
 * Longer values are warned about, never cut, and allowed on purpose: many providers use longer passwords.
 */
export const specifiedLengths = { systemId: 15, password: 8, systemType: 12 } as const;
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
  /** Stands as a warning on the trunk for as long as it is on. */
  acceptsAnyCertificate: z.boolean().default(false),
});

/** What the user edits and what is stored on disk: everything of a trunk but its password. */
export const trunkSettings = z.strictObject({
  name: z.string().trim().min(1, 'Give the trunk a name.').max(80, 'Use at most 80 characters.'),
  isEnabled: z.boolean().default(true),
  host: z
    .string()
    .trim()
    .min(1, 'Enter the SMSC’s host name or address.')
    .max(253, 'A host name has at most 253 characters.')
    .regex(/^[^\s/@?#]*$/, 'Enter a name or an address alone, without “//” and without blanks.'),
  txPort: port.default(DEFAULT_SMPP_PORT),
  rxPort: port.default(DEFAULT_SMPP_PORT),
  bindType: bindType.default('transceiver'),
  systemId: octetString(MAX_CREDENTIAL_OCTETS).min(1, 'Enter the system ID.'),
  systemType: octetString(MAX_CREDENTIAL_OCTETS).default(''),
  tls: trunkTls.prefault({}),
  timers: trunkTimers.prefault({}),
  window: z
    .number({ error: windowSentence })
    .int(windowSentence)
    .min(1, windowSentence)
    .max(1000, windowSentence)
    .default(10),
  isRetryAutomatic: z.boolean().default(true),
});
export type TrunkSettings = z.infer<typeof trunkSettings>;

/**
 * The port that the trunk connects to: transceiver and transmitter use the TX port, the receiver the RX port. (One
 * provider's page has it the other way round for the RX port; the TX line of the same page shows that it is a slip.)
 */
export function bindPort(settings: Pick<TrunkSettings, 'bindType' | 'txPort' | 'rxPort'>): number {
  return settings.bindType === 'receiver' ? settings.rxPort : settings.txPort;
}

export const trunkPassword = octetString(MAX_CREDENTIAL_OCTETS);

/** Connection state: one union, never a set of booleans (product rules, "States"). */
export const connectionState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({ kind: z.literal('connecting') }),
  z.strictObject({ kind: z.literal('logging') }),
  z.strictObject({
    kind: z.literal('logged-in'),
    sinceMs: z.number(),
    /** sc_interface_version of the SMSC's answer; null is "not stated". */
    smscInterfaceVersion: z.number().int().nullable(),
    localAddress: z.string(),
    remoteAddress: z.string(),
  }),
  z.strictObject({
    kind: z.literal('waiting'),
    after: z.enum(['login-failed', 'error']),
    retryAtMs: z.number(),
  }),
  z.strictObject({ kind: z.literal('login-failed') }),
  z.strictObject({ kind: z.literal('error') }),
  z.strictObject({ kind: z.literal('unbinding') }),
]);
export type ConnectionState = z.infer<typeof connectionState>;

export const lastStateKinds = [
  'ok',
  'disconnected',
  'invalid-username',
  'invalid-password',
  'login-error',
  'nack-error',
  'response-timeout',
  'name-not-found',
  'refused',
  'unreachable',
  'certificate-problem',
  'tls-error',
  'not-an-smsc',
  'protocol-error',
  'no-password',
] as const;

/** Why the link is as it is: a kind with its name on screen, one sentence, and the status behind it if there was one. */
export const lastState = z.strictObject({
  kind: z.enum(lastStateKinds),
  /** What happened and what to do, as one or two sentences for the screen. */
  sentence: z.string(),
  commandStatus: z.number().int().nullable(),
  atMs: z.number(),
});
export type LastState = z.infer<typeof lastState>;
export type LastStateKind = LastState['kind'];

export const passwordStorage = z.enum(['keychain', 'this-run', 'none', 'simulator']);
export type PasswordStorage = z.infer<typeof passwordStorage>;

/** A trunk as the renderer sees it. The password goes in and never comes out. */
export const trunkView = z.strictObject({
  id: trunkId,
  settings: trunkSettings,
  /** The demo trunk's host, port and credentials come from the built-in simulator of this run. */
  isDemo: z.boolean(),
  passwordStorage,
  connection: connectionState,
  /** Null until something happened. */
  last: lastState.nullable(),
});
export type TrunkView = z.infer<typeof trunkView>;
