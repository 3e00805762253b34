import { z } from 'zod';
import { appInfo, appSettings } from '../model/settings';
import { command, event } from './define';

/** The only pages outside that Trunkline opens; each name stands for one fixed address in the shell. */
export const externalLinks = ['smpp', 'licence', 'node-download'] as const;

export const appContract = {
  'app.info': command(z.strictObject({}), appInfo),
  'app.changeSettings': command(appSettings.partial(), appSettings),
  'app.settingsChanged': event(appSettings),
  /** Makes the window fill the screen, or not; with the capability `window-controls` only. */
  'app.setFullScreen': command(z.strictObject({ isFullScreen: z.boolean() }), z.strictObject({})),
  /** Whether the window hides phone numbers, so that its desktop notifications do; with `window-controls` only. */
  'app.maskNotifications': command(z.strictObject({ areNumbersMasked: z.boolean() }), z.strictObject({})),
  'app.openExternal': command(z.strictObject({ link: z.enum(externalLinks) }), z.strictObject({})),
  /** With `clearAfterSeconds` the text leaves the clipboard again, unless something else was copied meanwhile. */
  'app.writeClipboard': command(
    z.strictObject({
      text: z.string().max(4_000_000),
      clearAfterSeconds: z.number().int().min(1).max(3600).optional(),
    }),
    z.strictObject({}),
  ),
};
