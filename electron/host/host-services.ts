import type { externalLinks } from '#shared/contract/app';

/** Where the host writes what went wrong or is worth knowing. Nothing that is logged may hold a password. */
export interface HostLogger {
  info(message: string): void;
  warn(message: string): void;
  /** `error` is what was caught; only its message and stack are written. */
  error(message: string, error: unknown): void;
}

export type ExternalLink = (typeof externalLinks)[number];

/** What only a shell can do. A shell that cannot leaves the function out, and leaves out the capability with it. */
export interface ShellCommands {
  readonly openExternal?: (link: ExternalLink) => Promise<void>;
  readonly setFullScreen?: (isFullScreen: boolean) => void;
  /** Whether the window hides phone numbers, and with it what is told to the desktop. */
  readonly maskNotifications?: (areNumbersMasked: boolean) => void;
  readonly writeClipboard?: (text: string) => void | Promise<void>;
  /** Asked only whether it still holds what was to be cleared. */
  readonly readClipboard?: () => string | Promise<string>;
}
