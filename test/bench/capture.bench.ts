import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readCaptureFile } from '#electron/host/capture/read-capture-file';
import type { OpenedCapture } from '#shared/model/log-source';
import { compare, formatNumber, printFigure, printTimes, printTitle, type Contestant } from './harness';
import { measureProcess, type ProcessMeasure } from './measured-process';
import { writeSampleCapture } from './sample-capture';

const MILLION = 1_000_000;
const ROUNDS = 3;
const MIB = 1024 * 1024;
/** What an engineer asks tshark for who looks for a message. */
const columns = [
  ...['frame.number', 'frame.time_epoch', 'ip.src', 'ip.dst', 'smpp.command_id', 'smpp.command_status'],
  ...[
    'smpp.sequence_number',
    'smpp.source_addr',
    'smpp.destination_addr',
    'smpp.message_id',
    'smpp.sm_length',
  ],
];

/** A program that takes the whole capture, with what it needed each time. */
interface Program {
  readonly name: string;
  readonly measures: ProcessMeasure[];
  readonly run: () => Promise<ProcessMeasure>;
}

function program(name: string, run: () => Promise<ProcessMeasure>): Program {
  return { name, run, measures: [] };
}

interface OpenedOutput {
  readonly opened: OpenedCapture;
  readonly openMs: number;
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
}

async function measureOurs(path: string, outputs: OpenedOutput[]): Promise<ProcessMeasure> {
  const peer = join(dirname(process.argv[1] ?? ''), 'capture-open.peer.js');
  const measure = await measureProcess(process.execPath, [peer, path], true);
  const output = JSON.parse(measure.output) as OpenedOutput;
  const { state, rowCount, sentence } = output.opened;
  if (state !== 'ready' || rowCount !== MILLION || sentence !== '')
    throw new Error(`The capture was not opened as it was written: ${measure.output}`);
  outputs.push(output);
  return measure;
}

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
const medianOf = ({ measures }: Program, field: 'wallMs' | 'cpuMs' | 'maxResidentMib'): number =>
  median(measures.map((measure) => measure[field] ?? Number.NaN));

/** How many times less our program needs than another. */
function printRatio(
  title: string,
  field: 'wallMs' | 'cpuMs' | 'maxResidentMib',
  programs: readonly Program[],
  aims: readonly string[],
): void {
  const [ours, ...others] = programs;
  if (ours === undefined) return;
  printTitle(title);
  for (const [index, other] of others.entries()) {
    const [own, theirs] = [medianOf(ours, field), medianOf(other, field)];
    const unit = field === 'maxResidentMib' ? 'MiB' : 's';
    const scale = field === 'maxResidentMib' ? 1 : 1000;
    const shown = `${formatNumber(own / scale)} : ${formatNumber(theirs / scale)} ${unit}`;
    printFigure(`beside ${other.name}`, shown, `×${(theirs / own).toFixed(2)}, aim: ×${aims[index] ?? ''}`);
  }
}

async function compareWithTshark(path: string): Promise<void> {
  const outputs: OpenedOutput[] = [];
  const programs = [program('Trunkline, opened by the host', () => measureOurs(path, outputs))];
  const version = spawnSync('tshark', ['-v'], { encoding: 'utf8' });
  if (version.status === 0) {
    const tshark = (...args: readonly string[]) => measureProcess('tshark', ['-r', path, ...args]);
    const fields = columns.flatMap((column) => ['-e', column]);
    programs.push(
      program(`tshark -T fields, ${columns.length} columns`, () => tshark('-T', 'fields', ...fields)),
      program('tshark -q -z io,stat,1', () => tshark('-q', '-z', 'io,stat,1')),
    );
  }
  const contestants = programs.map(({ name, run, measures }): Contestant => ({
    name,
    run: async () => {
      const measure = await run();
      measures.push(measure);
      return measure.wallMs / 1000;
    },
  }));
  const title = `A capture of a million PDUs, ${formatNumber(statSync(path).size / MIB)} MiB, opened and indexed`;
  // Whole processes have nothing to warm up: the file is in the system's memory since it was written.
  await compare({ title, unit: 's', isHigherBetter: false, rounds: ROUNDS, warmUps: 0, contestants });
  if (version.status === 0) {
    printFigure('compared with', version.stdout.split('\n')[0] ?? '');
    printRatio('Times faster', 'wallMs', programs, ['12', '3']);
    printRatio('Times less of the processors', 'cpuMs', programs, ['12', '3']);
    printRatio('Times less memory at its most', 'maxResidentMib', programs, ['3', '3']);
  } else {
    printFigure('beside tshark', 'left out', 'tshark is not installed here');
    printFigure('memory at its most', `${formatNumber(medianOf(programs[0]!, 'maxResidentMib'))} MiB`);
  }
  printTitle('Meanwhile in the host');
  printFigure(
    'from the request to the last row',
    `${formatNumber(median(outputs.map((one) => one.openMs)))} ms`,
  );
  const worst = (values: readonly number[]): string => formatNumber(Math.max(...values));
  const delays = `${worst(outputs.map((one) => one.delayP99Ms))} / ${worst(outputs.map((one) => one.delayMaxMs))} ms`;
  printFigure('event-loop delay, p99 / max, the worst run', delays, 'aim: under 20 / 100 ms');
}

async function measureFormat(path: string): Promise<void> {
  const writing: number[] = [];
  const reading: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const from = performance.now();
    writeSampleCapture(path, MILLION);
    const between = performance.now();
    let count = 0;
    await readCaptureFile({ path, sink: { session: () => undefined, record: () => void (count += 1) } });
    if (count !== MILLION) throw new Error(`Of a million PDUs ${count} were read.`);
    if (round < 0) continue;
    writing.push(between - from);
    reading.push(performance.now() - between);
  }
  printTitle('The format alone, a million PDUs');
  printTimes('written to disk', writing, `${formatNumber(MILLION / (median(writing) / 1000))} PDUs/s`);
  printTimes('read from disk', reading, `${formatNumber(MILLION / (median(reading) / 1000))} PDUs/s`);
}

const folder = mkdtempSync(join(tmpdir(), 'trunkline-bench-'));
try {
  const path = join(folder, 'million.pcapng');
  await measureFormat(path);
  await compareWithTshark(path);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
