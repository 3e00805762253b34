import { decodedLine, decodedWords } from '#shared/capture/decoded-line';
import { matches } from '#shared/log-filter/matches';
import { parseFilter } from '#shared/log-filter/parse-filter';
import { SessionJudge } from '#shared/session/session-judge';
import type { CliIo } from './cli-io';
import { exitCodes, UsageError, type ExitCode } from './exit-codes';
import { InputError, inputRecords } from './input-records';
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
  const judge = new SessionJudge();
  const filtered = new FilteredRecords();
  const stopped = new AbortController();
  const forget = io.onStop(() => stopped.abort());
  try {
    const records = inputRecords(options.operand(0), io);
    let found = 0;
    for (;;) {
      const next = await records.next();
      if (next.done === true) {
        for (const problem of next.value.problems) io.writeNote(problem);
        if (found === 0 && next.value.isWhole) io.writeNote('There is no PDU in it.');
        return found > 0 && next.value.isWhole ? exitCodes.ok : exitCodes.failed;
      }
      if (stopped.signal.aborted) return exitCodes.failed;
      found += 1;
      const judged = judge.judge(next.value);
      if (!matches(parsed.filter, filtered.at(next.value, judged))) continue;
      const line = decodedLine({ ...next.value, reading: judged });
      io.writeOut(isJson ? JSON.stringify(line) : decodedWords(line));
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    io.writeNote(error.message);
    return exitCodes.failed;
  } finally {
    forget();
  }
}
