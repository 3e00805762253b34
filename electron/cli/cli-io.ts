import type { Keychain } from '#electron/host/secrets/keychain';
import type { BuiltFiles } from '#electron/host/shell/built-files';
import type { Unsubscribe } from '#shared/lib/emitter';

/** Everything of the process that a command touches. */
export interface CliIo {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly built: BuiltFiles;
  /** One line on standard output: results. */
  writeOut(line: string): void;
  /** One line on standard error: notes for the person in front. */
  writeNote(line: string): void;
  /** The first line of standard input; null when it ends before one. A terminal is asked, and shows nothing. */
  readPassword(): Promise<string | null>;
  /** Rejects where there is none. */
  openKeychain(): Promise<Keychain>;
  /** Standard input, octet by octet as it comes. */
  openInput(): AsyncIterable<Uint8Array>;
  /** Resolves when standard output has taken what was written, however slowly it is read. */
  drained(): Promise<void>;
  /** Calls `listener` when the process is told to stop; a second time ends it at once. */
  onStop(listener: () => void): Unsubscribe;
}

/** Writes one event as a line of JSON. */
export function writeEvent(io: CliIo, event: string, fields: Readonly<Record<string, unknown>> = {}): void {
  io.writeOut(JSON.stringify({ event, ...fields }));
}

/** Resolves when the process is told to stop. `forget` when it does not matter any more. */
export function stopRequested(io: CliIo): {
  readonly promise: Promise<'stop'>;
  readonly forget: Unsubscribe;
} {
  let forget: Unsubscribe = () => undefined;
  const promise = new Promise<'stop'>((resolve) => {
    forget = io.onStop(() => resolve('stop'));
  });
  return { promise, forget };
}
