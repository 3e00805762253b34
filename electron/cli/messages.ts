import { join, resolve } from 'node:path';
import { MESSAGES_FILE_NAME } from '#electron/host/storage/file-name';
import { readStoredMessages } from '#electron/host/direct/stored-messages';
import { defaultDataFolder } from '#electron/host/shell/default-data-folder';
import { StoreError } from '#electron/host/storage/message-store';
import type { MessageView } from '#shared/model/message';
import type { CliIo } from './cli-io';
import { exitCodes, UsageError, type ExitCode } from './exit-codes';
import { Options } from './options';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 10_000;

export const messagesHelp = `Usage: trunkline messages [options]

Lists the messages of a data folder, newest first. The folder is only read, without its
lock, so it works while Trunkline runs with it.

  --search WORDS    only messages with all these words, in their text or addresses
  --limit N         at most so many (default: ${DEFAULT_LIMIT}, at most ${MAX_LIMIT})
  --data-dir DIR    folder of the messages (default: that of the window)
  --json            messages as lines of JSON on standard output
`;

/** Lists what the message store of a data folder holds. */
export async function messages(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const options = new Options(words, {
    search: { type: 'string' },
    limit: { type: 'string' },
    'data-dir': { type: 'string' },
    json: { type: 'boolean' },
  });
  const search = options.text('search');
  if (search !== null && !/[\p{L}\p{N}]/u.test(search)) {
    throw new UsageError('--search takes words: letters or digits.');
  }
  const limit = options.count('limit', MAX_LIMIT) ?? DEFAULT_LIMIT;
  const isJson = options.flag('json');
  const folder = resolve(options.text('data-dir') ?? defaultDataFolder(process.platform, io.environment));
  try {
    const found = readStoredMessages(join(folder, MESSAGES_FILE_NAME), { search, limit });
    for (const message of found.messages) {
      io.writeOut(isJson ? JSON.stringify(message) : lineOf(message));
      await io.drained();
    }
    if (found.messages.length === 0)
      io.writeNote(search === null ? 'There are no messages.' : 'No message has these words.');
    if (found.hasMore)
      io.writeNote(`There are more than these ${limit}: raise --limit, or narrow them with --search.`);
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    io.writeNote(error.message);
    return exitCodes.failed;
  }
}

/** One line, whatever the message holds. */
function lineOf({
  direction,
  createdAtMs,
  sourceAddress,
  destinationAddress,
  state,
  text,
  trunkName,
}: MessageView): string {
  const time = new Date(createdAtMs).toISOString();
  const way = direction === 'mt' ? 'out' : 'in ';
  const from = sourceAddress === '' ? '(set by the SMSC)' : sourceAddress;
  return oneLine(`${time}  ${way}  ${from} → ${destinationAddress}  ${state}  ${trunkName}  ${text}`);
}

/** Control characters of a message could steer the terminal that shows it. */
function oneLine(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
