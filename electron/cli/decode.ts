import { decodedLine, decodedWords } from '#shared/capture/decoded-line';
import { matches } from '#shared/log-filter/matches';
import { parseFilter } from '#shared/log-filter/parse-filter';
import type { CliIo } from './cli-io';
import { exitCodes, UsageError, type ExitCode } from './exit-codes';
import { InputError, inputRecords } from './input-records';
import { asksOutcome, FollowedRecords } from './followed-records';
import { Options } from './options';
import { FilteredRecords } from './record-filter';

export const decodeHelp = `Usage: trunkline decode FILE|- [options]

Takes the PDUs of a capture (pcapng, pcap) or of hexadecimal text apart: one line each, with
the name, value, offset and length of every field, and its problems. Passwords are masked.

  --json       lines of JSON
  --filter F   only what matches, in the language of the PDU log: 'command == submit_sm'
`;

export async function decode(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const options = new Options(words, { json: { type: 'boolean' }, filter: { type: 'string' } }, ['FILE']);
  const isJson = options.flag('json');
  const parsed = parseFilter(options.text('filter') ?? '');
  if (!parsed.ok) throw new UsageError(`--filter: ${parsed.sentence} (at character ${parsed.position + 1})`);
  const { filter } = parsed;
  const followed = new FollowedRecords(asksOutcome(filter));
  const filtered = new FilteredRecords();
  const print = (isEnd: boolean): void => {
    for (let next = followed.next(isEnd); next !== null; next = followed.next(isEnd)) {
      if (!matches(filter, filtered.at(next))) continue;
      const line = decodedLine({ ...next.record, reading: next.judged });
      io.writeOut(isJson ? JSON.stringify(line) : decodedWords(line));
    }
  };
  const stopped = new AbortController();
  const forget = io.onStop(() => stopped.abort());
  try {
    const records = inputRecords(options.operand(0), io);
    let found = 0;
    for (;;) {
      const next = await records.next();
      if (next.done === true) {
        print(true);
        for (const problem of next.value.problems) io.writeNote(problem);
        if (found === 0 && next.value.isWhole) io.writeNote('There is no PDU in it.');
        return found > 0 && next.value.isWhole ? exitCodes.ok : exitCodes.failed;
      }
      if (stopped.signal.aborted) return exitCodes.failed;
      found += 1;
      followed.add(next.value);
      print(false);
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    io.writeNote(error.message);
    return exitCodes.failed;
  } finally {
    forget();
  }
}
