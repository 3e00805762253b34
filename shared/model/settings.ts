import { z } from 'zod';

/** What belongs to the user and not to a trunk; kept in the same folder. */
export const appSettings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** A desktop notification when a trunk that was up goes down, and when it comes back. */
  areNotificationsOn: z.boolean(),
});
export type AppSettings = z.infer<typeof appSettings>;

/** Apart from the schema, so that a change of one setting never resets another to its default. */
export const defaultAppSettings: AppSettings = { theme: 'system', areNotificationsOn: true };

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
