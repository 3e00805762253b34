import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { exportRecords, type ExportFormat } from '#shared/capture/export-records';
import type { ExportedRecord } from '#shared/capture/exported-record';
import { SessionJudge } from '#shared/session/session-judge';
import type { CliIo } from './cli-io';
import { exitCodes, UsageError, type ExitCode } from './exit-codes';
import { InputError, inputRecords, type InputEnd } from './input-records';
import { Options } from './options';
import { version } from './version';

export const convertHelp = `Usage: trunkline convert IN OUT [options]

Reads a capture (pcapng, pcap) or PDUs in hexadecimal text ("-" for standard input) and writes
OUT in the format of its name: .pcapng, .jsonl, .csv, .txt or .hex. Passwords are masked.

  --mask-numbers   digits of addresses after the fourth
  --mask-texts     what people wrote
`;

const formats: ReadonlyMap<string, ExportFormat> = new Map([
  ['.pcapng', 'pcapng'],
  ['.jsonl', 'jsonl'],
  ['.csv', 'csv'],
  ['.txt', 'text'],
  ['.hex', 'hex'],
]);

export async function convert(words: readonly string[], io: CliIo): Promise<ExitCode> {
  const options = new Options(
    words,
    { 'mask-numbers': { type: 'boolean' }, 'mask-texts': { type: 'boolean' } },
    ['IN', 'OUT'],
  );
  const [from, to] = [options.operand(0), options.operand(1)];
  const format = formats.get(extname(to).toLowerCase());
  if (format === undefined)
    throw new UsageError(`OUT ends in ${[...formats.keys()].join(', ')}, not “${to}”.`);
  if (from !== '-' && resolve(from) === resolve(to)) throw new UsageError('IN and OUT are the same file.');
  const counted = new CountedRecords(inputRecords(from, io));
  const masking = {
    areNumbersMasked: options.flag('mask-numbers'),
    areTextsMasked: options.flag('mask-texts'),
  };
  // Written aside first: a file that was there stays whole until the new one is.
  const aside = `${to}.${process.pid}.part`;
  try {
    const chunks = exportRecords(counted, format, { masking, application: `Trunkline ${version}` });
    await pipeline(copied(chunks), createWriteStream(aside, { mode: 0o600 }));
    await rename(aside, to);
  } catch (error) {
    await rm(aside, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    io.writeNote(error instanceof InputError ? reason : `${to} cannot be written (${reason}).`);
    return exitCodes.failed;
  }
  for (const problem of counted.end.problems) io.writeNote(problem);
  io.writeNote(
    counted.count === 1 ? '1 row was written.' : `${counted.count.toLocaleString('en')} rows were written.`,
  );
  return counted.count > 0 && counted.end.isWhole ? exitCodes.ok : exitCodes.failed;
}

/** Counts what goes by, and keeps what is said at the end. */
class CountedRecords implements AsyncIterable<ExportedRecord> {
  count = 0;
  end: InputEnd = { problems: [], isWhole: false };
  readonly #judge = new SessionJudge();
  readonly #records: AsyncGenerator<ExportedRecord, InputEnd, undefined>;

  constructor(records: AsyncGenerator<ExportedRecord, InputEnd, undefined>) {
    this.#records = records;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ExportedRecord, void, undefined> {
    for (;;) {
      const next = await this.#records.next();
      if (next.done === true) {
        this.end = next.value;
        return;
      }
      this.count += 1;
      yield { ...next.value, reading: this.#judge.judge(next.value) };
    }
  }
}

/** A stream keeps chunks for a while; those of an export are overwritten by the next one. */
async function* copied(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) yield new Uint8Array(chunk);
}
