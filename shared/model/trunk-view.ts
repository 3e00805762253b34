import { z } from 'zod';
import { trunkId } from './ids';
import { bindRole, smppVersion, trunkSettings } from './trunk';

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
    /** What is spoken: the trunk's version, or a lower one that the SMSC stated. */
    version: smppVersion,
    localAddress: z.string(),
    remoteAddress: z.string(),
    /** Protocol and cipher of TLS ("TLSv1.3, TLS_AES_256_GCM_SHA384"); null on a plain connection. */
    security: z.string().nullable(),
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
  'version-refused',
  'listen-failed',
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

/** Port status of a bind. */
export const portStatus = z.enum(['closed', 'open', 'listening']);
export type PortStatus = z.infer<typeof portStatus>;

/** One SMPP session of a trunk, wanted or standing. */
export const bindView = z.strictObject({
  /** From 0; stable while the trunk's settings are. */
  index: z.number().int().nonnegative(),
  role: bindRole,
  connection: connectionState,
  last: lastState.nullable(),
  port: portStatus,
  /** Host and port that it is tried with or stands at; empty before the first attempt. */
  target: z.string(),
});
export type BindView = z.infer<typeof bindView>;

/** The SMSC asked to be slower (ESME_RTHROTTLED, ESME_RMSGQFUL, congestion_state), or it is not throttled: null. */
export const throttleView = z.strictObject({
  sinceMs: z.number(),
  /** Where the rate has settled for now. */
  messagesPerSecond: z.number(),
  /** What the SMSC said, for the screen: "ESME_RTHROTTLED". */
  cause: z.string(),
});
export type ThrottleView = z.infer<typeof throttleView>;

/** A trunk as the renderer sees it. The password goes in and never comes out. */
export const trunkView = z.strictObject({
  id: trunkId,
  settings: trunkSettings,
  /** The demo trunk's host, port and credentials come from the built-in simulator of this run. */
  isDemo: z.boolean(),
  passwordStorage,
  hasReceiverPassword: z.boolean(),
  hasClientKey: z.boolean(),
  /** The trunk as a whole, by the states of its binds. */
  connection: connectionState,
  /** Null until something happened. */
  last: lastState.nullable(),
  binds: z.array(bindView),
  throttle: throttleView.nullable(),
  /** Messages that wait to leave over this trunk. */
  queuedCount: z.number().int().nonnegative(),
  /** What stands for as long as it is so: any certificate accepted, a pinned one expired, no sender allowed. */
  warnings: z.array(z.string()),
  /** True while TLS keys of its sessions are written to a file. */
  isKeyLogged: z.boolean(),
});
export type TrunkView = z.infer<typeof trunkView>;
