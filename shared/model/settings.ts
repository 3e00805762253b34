import { z } from 'zod';

/** How long messages are kept; null keeps them for good. What waits to be sent always stays. */
export const retention = z.strictObject({
  days: z.number().int().min(1).max(36_500).nullable(),
  /** The newest so many stay. */
  messages: z.number().int().min(1).max(100_000_000).nullable(),
});
export type Retention = z.infer<typeof retention>;

/** What belongs to the user and not to a trunk; kept in the same folder. */
export const appSettings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** A desktop notification when a trunk that was up goes down, and when it comes back. */
  areNotificationsOn: z.boolean(),
  retention,
});
export type AppSettings = z.infer<typeof appSettings>;

/** Apart from the schema, so that a change of one setting never resets another to its default. */
export const defaultAppSettings: AppSettings = {
  theme: 'system',
  areNotificationsOn: true,
  retention: { days: null, messages: null },
};

/** Whether passwords survive this run, and if not why, in a sentence. */
export const keychainStatus = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('available') }),
  z.strictObject({ kind: z.literal('unavailable'), sentence: z.string() }),
]);
export type KeychainStatus = z.infer<typeof keychainStatus>;

export const appInfo = z.strictObject({
  version: z.string(),
  /** What it runs on, for the "About" lines: "Electron 45.4.1", "Node 20.20.2". */
  runtime: z.string(),
  dataFolder: z.string(),
  keychain: keychainStatus,
  settings: appSettings,
  /** What the start of this run has to say, as sentences: settings that could not be read and were set aside. */
  notices: z.array(z.string()),
});
export type AppInfo = z.infer<typeof appInfo>;
