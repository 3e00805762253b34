import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrunkId } from '#shared/model/ids';
import { timelineEntry, type TimelineEntry } from '#shared/model/trunk-records';

/** So many entries are kept of each trunk; the file is cut down to them once it holds a fifth more. */
const KEPT_ENTRIES = 5000;
const CUT_AT_ENTRIES = KEPT_ENTRIES * 1.2;

export type NewTimelineEntry = Omit<TimelineEntry, 'number'>;

export interface TrunkTimelinesOptions {
  /** Made if need be. */
  readonly folder: string;
  /** An entry is part of the timeline, in the order of happening. */
  readonly onGrew: (id: TrunkId, entry: TimelineEntry) => void;
  readonly onError: (error: unknown) => void;
}

interface Timeline {
  /** Oldest first. */
  readonly entries: TimelineEntry[];
  /** Lines of the file. */
  lines: number;
  /** The file ends in the middle of a line, which a crash cut off. */
  isCutOff: boolean;
}

/** What happened to each trunk, kept over restarts: one file of JSON lines a trunk, appended to. */
export class TrunkTimelines {
  readonly #options: TrunkTimelinesOptions;
  readonly #timelines = new Map<TrunkId, Promise<Timeline>>();
  /** The last piece of work on each trunk's file; the next waits for it. */
  readonly #work = new Map<TrunkId, Promise<unknown>>();

  constructor(options: TrunkTimelinesOptions) {
    this.#options = options;
  }

  /** Never throws; what cannot be written is still shown in this run. */
  record(id: TrunkId, entry: NewTimelineEntry): void {
    this.#enqueue(id, async () => {
      const timeline = await this.#open(id);
      const numbered = { number: (timeline.entries.at(-1)?.number ?? 0) + 1, ...entry };
      timeline.entries.push(numbered);
      this.#options.onGrew(id, numbered);
      await this.#write(id, timeline, numbered);
    });
  }

  /** Newest first; `before` is the number of the oldest entry that was seen. */
  async page(
    id: TrunkId,
    before: number | null,
    limit: number,
  ): Promise<{ readonly entries: TimelineEntry[]; readonly hasMore: boolean }> {
    const entries = await this.all(id);
    const older = before === null ? entries : entries.filter(({ number }) => number < before);
    return { entries: older.slice(-limit).reverse(), hasMore: older.length > limit };
  }

  /** Oldest first. */
  async all(id: TrunkId): Promise<readonly TimelineEntry[]> {
    await this.#work.get(id);
    return (await this.#open(id)).entries;
  }

  /** With its file. */
  async delete(id: TrunkId): Promise<void> {
    this.#enqueue(id, async () => {
      this.#timelines.delete(id);
      await rm(this.#path(id), { force: true });
    });
    await this.#work.get(id);
    this.#timelines.delete(id);
    this.#work.delete(id);
  }

  /** Resolves when everything that was recorded is on disk. */
  async close(): Promise<void> {
    await Promise.all(this.#work.values());
  }

  #enqueue(id: TrunkId, work: () => Promise<void>): void {
    const before = this.#work.get(id) ?? Promise.resolve();
    this.#work.set(id, before.then(work).catch(this.#options.onError));
  }

  #open(id: TrunkId): Promise<Timeline> {
    let timeline = this.#timelines.get(id);
    if (timeline === undefined) {
      timeline = this.#read(id);
      this.#timelines.set(id, timeline);
    }
    return timeline;
  }

  async #read(id: TrunkId): Promise<Timeline> {
    let text = '';
    try {
      text = await readFile(this.#path(id), 'utf8');
    } catch (error) {
      if (!isMissing(error)) this.#options.onError(error);
    }
    const lines = text.split('\n').filter((line) => line !== '');
    const isCutOff = text !== '' && !text.endsWith('\n');
    return { entries: lines.flatMap(entryIn).slice(-KEPT_ENTRIES), lines: lines.length, isCutOff };
  }

  async #write(id: TrunkId, timeline: Timeline, entry: TimelineEntry): Promise<void> {
    await mkdir(this.#options.folder, { recursive: true, mode: 0o700 });
    const path = this.#path(id);
    if (timeline.lines + 1 < CUT_AT_ENTRIES) {
      timeline.lines += 1;
      const start = timeline.isCutOff ? '\n' : '';
      timeline.isCutOff = false;
      await appendFile(path, `${start}${JSON.stringify(entry)}\n`, { mode: 0o600 });
      return;
    }
    timeline.entries.splice(0, timeline.entries.length - KEPT_ENTRIES);
    const text = timeline.entries.map((kept) => `${JSON.stringify(kept)}\n`).join('');
    await writeFile(`${path}.new`, text, { mode: 0o600 });
    await rename(`${path}.new`, path);
    timeline.lines = timeline.entries.length;
    timeline.isCutOff = false;
  }

  #path(id: TrunkId): string {
    return join(this.#options.folder, `${encodeURIComponent(id)}.jsonl`);
  }
}

/** A line that was cut off by a crash, or that somebody edited, is passed over. */
function entryIn(line: string): TimelineEntry[] {
  try {
    const entry = timelineEntry.safeParse(JSON.parse(line));
    return entry.success ? [entry.data] : [];
  } catch {
    return [];
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The timeline as CSV, oldest first, with UTC times (RFC 4180). */
export function timelineCsv(entries: readonly TimelineEntry[]): string {
  const rows = entries.map(({ number, atMs, bind, state, sentence, commandStatus }) => [
    String(number),
    new Date(atMs).toISOString(),
    bind,
    state,
    sentence,
    commandStatus === null ? '' : String(commandStatus),
  ]);
  const header = ['Number', 'Time (UTC)', 'Bind', 'State', 'Cause', 'command_status'];
  return [header, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/** A field that a spreadsheet would take for a formula is told to be text. */
function csvField(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
