import { once } from 'node:events';
import { openSystemKeychain } from '#electron/host/secrets/keychain';
import { builtFiles } from '#electron/host/shell/built-files';
import type { CliIo } from './cli-io';
import { exitCodes } from './exit-codes';
import { readLine } from './read-line';
import { runCli } from './run-cli';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** 128 and the number of SIGINT, as shells tell it. */
const EXIT_INTERRUPTED = 130;
/** A signal so much later than the first means that the user does not want to wait for an orderly end. */
const SECOND_SIGNAL_MS = 500;

const { stdin, stdout, stderr } = process;

function onStop(listener: () => void): () => void {
  let stoppedAtMs: number | null = null;
  const handleGone = (): void => {
    stoppedAtMs ??= performance.now();
    listener();
  };
  const handleSignal = (): void => {
    // Ctrl+C can arrive twice at once: from the terminal, and passed on by the process that started this one.
    if (stoppedAtMs !== null && performance.now() - stoppedAtMs > SECOND_SIGNAL_MS)
      process.exit(EXIT_INTERRUPTED);
    stoppedAtMs ??= performance.now();
    listener();
  };
  for (const signal of stopSignals) process.on(signal, handleSignal);
  // Whoever read the results has gone, so there is nothing left to do.
  stdout.on('error', handleGone);
  return () => {
    for (const signal of stopSignals) process.off(signal, handleSignal);
    stdout.off('error', handleGone);
  };
}

const io: CliIo = {
  environment: process.env,
  built: builtFiles(import.meta.dirname),
  writeOut: (line) => void stdout.write(`${line}\n`),
  writeNote: (line) => void stderr.write(`${line}\n`),
  readPassword: async () => {
    const line = await readLine(
      stdin,
      () => stderr.write('Password: '),
      () => process.exit(EXIT_INTERRUPTED),
    );
    if (stdin.isTTY) stderr.write('\n');
    return line;
  },
  openKeychain: openSystemKeychain,
  openInput: () => stdin,
  drained: async () => {
    if (!stdout.writableNeedDrain) return;
    // Whoever reads may go away meanwhile, which `onStop` hears.
    await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]).catch(() => undefined);
  },
  onStop,
};

stderr.on('error', () => undefined);
stdout.on('error', () => undefined);
const code = await runCli(process.argv.slice(2), io).catch((error: unknown) => {
  io.writeNote(`Trunkline made a mistake: ${error instanceof Error ? error.message : String(error)}`);
  return exitCodes.failed;
});
// Standard output may be a pipe that is read slowly: what was written leaves before the process does.
stdout.write('', () => process.exit(code));
