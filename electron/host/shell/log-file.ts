import { appendFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostLogger } from '../host-services';

const LOG_FOLDER = 'logs';
const LOG_FILE = 'trunkline.log';
/** Beyond this the file is put aside as `trunkline.log.1`, and the one before that is deleted. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** Characters that may wait for a slow disk; lines beyond are counted instead of kept. */
const MAX_WAITING_CHARS = 256 * 1024;

export interface LogFile extends HostLogger {
  readonly path: string;
  /** Writes out what waits. */
  close(): Promise<void>;
}

/** One line an entry; a stack follows indented. */
function formatEntry(level: string, message: string, error: unknown): string {
  const head = `${new Date().toISOString()} ${level} ${message}`;
  if (error === undefined) return `${head}\n`;
  const text =
    error instanceof Error
      ? (error.stack ?? `${error.name}: ${error.message}`)
      : typeof error === 'string'
        ? error
        : 'What was thrown is not an Error.';
  return `${head}\n${text.replaceAll(/^/gm, '    ')}\n`;
}

/**
 * The log file of a data folder: what went wrong inside Trunkline, never what anyone typed. Writing never throws and
 * never blocks; what cannot be written is lost.
 */
export function openLogFile(dataFolder: string): LogFile {
  const folder = join(dataFolder, LOG_FOLDER);
  const path = join(folder, LOG_FILE);
  let waiting = '';
  let leftOutCount = 0;
  let writing: Promise<void> | null = null;

  const writeOut = async (): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    while (waiting !== '') {
      const text = waiting;
      waiting = '';
      if ((await sizeOf(path)) + text.length > MAX_FILE_BYTES) await putAside(path);
      await appendFile(path, text, { mode: 0o600 });
      if (leftOutCount > 0) {
        waiting = formatEntry('warn', `${leftOutCount} lines were left out here`, undefined) + waiting;
        leftOutCount = 0;
      }
    }
  };

  const startWriting = (): void => {
    writing ??= writeOut()
      .catch(() => {
        // A log that cannot be written has nowhere to say so.
        waiting = '';
      })
      .finally(() => {
        writing = null;
      });
  };

  const add = (level: string, message: string, error?: unknown): void => {
    if (waiting.length > MAX_WAITING_CHARS) leftOutCount += 1;
    else waiting += formatEntry(level, message, error);
    startWriting();
  };

  return {
    path,
    info: (message) => add('info', message),
    warn: (message) => add('warn', message),
    error: (message, error) => add('error', message, error),
    async close() {
      while (writing !== null) await writing;
    },
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

async function putAside(path: string): Promise<void> {
  await rm(`${path}.1`, { force: true });
  await rename(path, `${path}.1`).catch(() => undefined);
}
