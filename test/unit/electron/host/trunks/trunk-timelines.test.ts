import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TimelineRecorder } from '#electron/host/trunks/timeline-recorder';
import { timelineCsv, TrunkTimelines, type NewTimelineEntry } from '#electron/host/trunks/trunk-timelines';
import { trunkId } from '#shared/model/ids';
import type { TimelineEntry } from '#shared/model/trunk-records';
import type { BindView } from '#shared/model/trunk-view';
import { useTempFolders } from '#test/support/use-temp-folders';

const id = trunkId.parse('../a b');
const entry = (sentence: string): NewTimelineEntry => ({
  atMs: 1_700_000_000_000,
  bind: '',
  state: 'Error',
  sentence,
  commandStatus: null,
});

describe('the timelines of the trunks', () => {
  const tempFolder = useTempFolders();
  const open = (folder: string) => {
    const grew: TimelineEntry[] = [];
    const errors: unknown[] = [];
    const timelines = new TrunkTimelines({
      folder,
      onGrew: (_id, added) => void grew.push(added),
      onError: (error) => void errors.push(error),
    });
    return { timelines, grew, errors };
  };

  it('are numbered, told, kept over restarts, and shown newest first page by page', async () => {
    const folder = join(tempFolder(), 'timelines');
    const first = open(folder);
    for (const text of ['one', 'two', 'three']) first.timelines.record(id, entry(text));
    await first.timelines.close();
    expect(first.grew.map(({ number, sentence }) => [number, sentence])).toEqual([
      [1, 'one'],
      [2, 'two'],
      [3, 'three'],
    ]);
    const second = open(folder);
    second.timelines.record(id, entry('four'));
    const page = await second.timelines.page(id, null, 3);
    expect(page.entries.map(({ sentence }) => sentence)).toEqual(['four', 'three', 'two']);
    expect(page.hasMore).toBe(true);
    const rest = await second.timelines.page(id, 2, 3);
    expect(rest).toMatchObject({ entries: [{ number: 1, sentence: 'one' }], hasMore: false });
    await second.timelines.close();
    expect(second.errors).toEqual([]);
    const path = join(folder, `${encodeURIComponent(id)}.jsonl`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('pass over damaged lines and go on after them', async () => {
    const folder = tempFolder();
    const path = join(folder, `${encodeURIComponent(id)}.jsonl`);
    writeFileSync(
      path,
      `${JSON.stringify({ number: 7, ...entry('kept') })}\nrubbish\n{"number":"x"}\n{"numb`,
    );
    const { timelines } = open(folder);
    expect((await timelines.page(id, null, 10)).entries).toMatchObject([{ number: 7, sentence: 'kept' }]);
    timelines.record(id, entry('next'));
    await timelines.close();
    expect((await timelines.page(id, null, 10)).entries[0]).toMatchObject({ number: 8, sentence: 'next' });
    // What follows the line that was cut off is not lost with it.
    expect(await open(folder).timelines.all(id)).toMatchObject([
      { number: 7, sentence: 'kept' },
      { number: 8, sentence: 'next' },
    ]);
  });

  it('keep the newest entries only', async () => {
    const folder = tempFolder();
    const path = join(folder, `${encodeURIComponent(id)}.jsonl`);
    const lines = Array.from({ length: 5999 }, (_, index) =>
      JSON.stringify({ number: index + 1, ...entry(`${index + 1}`) }),
    );
    writeFileSync(path, `${lines.join('\n')}\n`);
    const { timelines } = open(folder);
    timelines.record(id, entry('last'));
    await timelines.close();
    const kept = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(kept).toHaveLength(5000);
    expect(JSON.parse(kept.at(-1) ?? '')).toMatchObject({ number: 6000, sentence: 'last' });
  });

  it('go with their trunk', async () => {
    const folder = tempFolder();
    const { timelines } = open(folder);
    timelines.record(id, entry('one'));
    await timelines.delete(id);
    expect(await timelines.all(id)).toEqual([]);
  });

  it('go on in memory where nothing can be written', async () => {
    const folder = join(tempFolder(), 'file');
    writeFileSync(folder, '');
    const { timelines, errors } = open(folder);
    timelines.record(id, entry('one'));
    await timelines.close();
    expect(await timelines.all(id)).toMatchObject([{ sentence: 'one' }]);
    expect(errors.length).toBeGreaterThan(0);
  });
});

describe('the timeline as CSV', () => {
  it('quotes what has to be, and leaves no formula to a spreadsheet', () => {
    const rows: TimelineEntry[] = [
      { number: 1, ...entry('He said "no", twice\nand left'), commandStatus: 14 },
      { number: 2, ...entry('=1+1') },
    ];
    expect(timelineCsv(rows)).toBe(
      'Number,Time (UTC),Bind,State,Cause,command_status\r\n' +
        '1,2023-11-14T22:13:20.000Z,,Error,"He said ""no"", twice\nand left",14\r\n' +
        "2,2023-11-14T22:13:20.000Z,,Error,'=1+1,\r\n",
    );
  });
});

describe('what is recorded of a bind', () => {
  const last = { kind: 'login-error' as const, sentence: 'Refused.', commandStatus: 13, atMs: 5 };
  const bind = (connection: BindView['connection'], given: Partial<BindView> = {}): BindView => ({
    index: 0,
    role: 'transceiver',
    connection,
    last: null,
    port: 'closed',
    target: 'smsc.example:2775',
    ...given,
  });

  it('is each change once, with its own cause', () => {
    const recorder = new TimelineRecorder();
    expect(recorder.entryOf(bind({ kind: 'connecting' }, { last }), 'Bind 2', 1.5)).toEqual({
      atMs: 1,
      bind: 'Bind 2',
      state: 'Connecting…',
      sentence: 'Connecting to smsc.example:2775.',
      commandStatus: null,
    });
    const waiting = bind({ kind: 'waiting', after: 'login-failed', retryAtMs: 9 }, { last });
    expect(recorder.entryOf(waiting, '', 2)).toMatchObject({
      state: 'Login failed',
      sentence: 'Refused.',
      commandStatus: 13,
    });
    expect(recorder.entryOf(waiting, '', 3)).toBeNull();
    expect(recorder.entryOf(bind({ kind: 'idle' }, { port: 'listening' }), '', 4)).toMatchObject({
      state: 'Listening',
    });
  });
});
