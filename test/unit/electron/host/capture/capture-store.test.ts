import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CaptureStore, NOT_CAPTURED, type CaptureStoreSettings } from '#electron/host/capture/capture-store';
import { notesPathOf } from '#electron/host/capture/capture-files';
import { readCaptureFile } from '#electron/host/capture/read-capture-file';
import type { CaptureRecord, CaptureSession } from '#shared/capture/capture-record';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { FakeClock } from '#test/support/fake-clock';
import { useTempFolders } from '#test/support/use-temp-folders';

const tempFolder = useTempFolders();
const stores: CaptureStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

const settings: CaptureStoreSettings = {
  isOn: true,
  limitBytes: 100_000_000,
  rotateBytes: 10_000_000,
  rotateHours: 24,
};
const session: CaptureSession = {
  id: 1,
  name: 'Demo',
  role: 'esme',
  localAddress: '127.0.0.1:50000',
  remoteAddress: '127.0.0.1:2775',
};

function openStore(folder: string, changed: Partial<CaptureStoreSettings> = {}, clock = new FakeClock()) {
  let changes = 0;
  const store = new CaptureStore({
    folder,
    application: 'Trunkline test',
    settings: { ...settings, ...changed },
    clock,
    onChanged: () => (changes += 1),
  });
  stores.push(store);
  return { store, clock, changes: () => changes };
}

function submit(text: string): Uint8Array {
  return encode(
    createPdu('submit_sm', { sequenceNumber: 7, body: { shortMessage: new TextEncoder().encode(text) } }),
  );
}

function record(octets: Uint8Array, more: Partial<CaptureRecord> = {}): CaptureRecord {
  return { kind: 'pdu', timeNs: 5n, sessionId: 1, direction: 'out', octets, sentence: '', ...more };
}

async function readAll(path: string): Promise<{ octets: Uint8Array[]; problems: readonly string[] }> {
  const octets: Uint8Array[] = [];
  const sink = {
    session: () => undefined,
    record: (read: { octets: Uint8Array }) => void octets.push(read.octets.slice()),
  };
  const problems = await readCaptureFile({ path, sink });
  return { octets, problems };
}

const capturesIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.endsWith('.pcapng'));

describe('captures of the live log', () => {
  it('are on disk within a tenth of a second', async () => {
    const folder = join(tempFolder(), 'captures');
    const { store, clock } = openStore(folder);
    store.openSession(session);
    store.append(record(submit('hello')));
    clock.advance(100);
    const [name = ''] = capturesIn(folder);
    expect(name).toBe('2023-11-14T22-13-20.000Z.pcapng');
    expect(await readAll(join(folder, name))).toEqual({ octets: [submit('hello')], problems: [] });
    expect(store.list()).toMatchObject([{ name, endedAtMs: null, startedAtMs: 1_700_000_000_000 }]);
  });

  it('give a record back by its place, before and after it was written', () => {
    const { store, clock } = openStore(tempFolder());
    store.openSession(session);
    const large = submit('x'.repeat(200));
    const payload = encode({
      ...createPdu('data_sm', { sequenceNumber: 1 }),
      tlvs: [1, 2].map(() => ({ tag: 0x0424, value: new Uint8Array(60_000).fill(7) })),
    });
    const places = [submit('a'), large, payload, submit('b')].map((octets) => store.append(record(octets)));
    const note = store.append(record(new Uint8Array(0), { kind: 'octets', sentence: 'Refused.' }));
    expect(store.readOctets(places[3] ?? 0)).toEqual(submit('b'));
    clock.advance(1000);
    expect(places.map((place) => store.readOctets(place))).toEqual([
      submit('a'),
      large,
      payload,
      submit('b'),
    ]);
    expect(store.readOctets(note)).toEqual(new Uint8Array(0));
    expect(store.readOctets(NOT_CAPTURED)).toBeNull();
  });

  it('leave out sessions that were not opened, or closed', () => {
    const folder = tempFolder();
    const { store } = openStore(folder);
    expect(store.append(record(submit('a')))).toBe(NOT_CAPTURED);
    store.openSession(session);
    store.closeSession(1);
    expect(store.append(record(submit('a')))).toBe(NOT_CAPTURED);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('rotate by size and by age, each file readable by itself', async () => {
    const folder = tempFolder();
    const { store, clock } = openStore(folder, { rotateBytes: 2000 });
    store.openSession(session);
    const places = Array.from({ length: 40 }, (_, index) => store.append(record(submit(`message ${index}`))));
    expect(capturesIn(folder).length).toBeGreaterThan(2);
    expect(places.map((place) => store.readOctets(place))).toEqual(
      places.map((_, index) => submit(`message ${index}`)),
    );
    const before = capturesIn(folder).length;
    clock.advance(25 * 3_600_000);
    store.append(record(submit('next day')));
    expect(capturesIn(folder)).toHaveLength(before + 1);
    store.close();
    const found = await Promise.all(
      capturesIn(folder)
        .sort()
        .map((name) => readAll(join(folder, name))),
    );
    expect(found.flatMap(({ problems }) => problems)).toEqual([]);
    expect(found.flatMap(({ octets }) => octets)).toHaveLength(41);
  });

  it('keep to their limit, the oldest going first with its notes', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, '2020-01-01T00-00-00.000Z.pcapng'), new Uint8Array(3000));
    writeFileSync(notesPathOf(join(folder, '2020-01-01T00-00-00.000Z.pcapng')), '{}');
    writeFileSync(join(folder, 'keep.txt'), new Uint8Array(9000));
    const { store } = openStore(folder, { rotateBytes: 1000, limitBytes: 5000 });
    store.openSession(session);
    for (let index = 0; index < 100; index += 1) store.append(record(submit(`message ${index}`)));
    store.flush();
    expect(store.usedBytes).toBeLessThanOrEqual(5000);
    expect(readdirSync(folder)).not.toContain('2020-01-01T00-00-00.000Z.pcapng');
    expect(readdirSync(folder)).not.toContain('2020-01-01T00-00-00.000Z.notes.json');
    expect(readdirSync(folder)).toContain('keep.txt');
    expect(capturesIn(folder).length).toBeGreaterThan(1);
    store.change({ ...settings, rotateBytes: 1000, limitBytes: 1000 });
    expect(capturesIn(folder)).toHaveLength(1);
  });

  it('can be turned off and on', () => {
    const folder = tempFolder();
    const { store, changes } = openStore(folder);
    store.openSession(session);
    store.append(record(submit('a')));
    const before = changes();
    store.change({ ...settings, isOn: false });
    expect(changes()).toBeGreaterThan(before);
    expect(store.state.kind).toBe('off');
    expect(store.append(record(submit('b')))).toBe(NOT_CAPTURED);
    store.change(settings);
    expect(store.append(record(submit('c')))).not.toBe(NOT_CAPTURED);
    expect(store.list()).toHaveLength(2);
  });

  it('say that they cannot be written, and go on when they can', () => {
    const parent = tempFolder();
    const folder = join(parent, 'captures');
    writeFileSync(folder, 'in the way');
    const { store, clock, changes } = openStore(folder);
    store.openSession(session);
    expect(store.append(record(submit('a')))).toBe(NOT_CAPTURED);
    expect(store.state).toMatchObject({
      kind: 'failing',
      sentence: expect.stringContaining('The log goes on in memory') as string,
    });
    const told = changes();
    clock.advance(20_000);
    expect(changes()).toBe(told);
    rmSync(folder);
    clock.advance(6000);
    expect(store.state.kind).toBe('on');
    expect(store.append(record(submit('b')))).not.toBe(NOT_CAPTURED);
  });

  it('say whose sessions are in them, also those of an earlier run', () => {
    const folder = tempFolder();
    const { store } = openStore(folder);
    store.openSession(session);
    store.openSession({ ...session, id: 2, name: 'Silent' });
    store.append(record(submit('a')));
    expect(store.list().map(({ sessions }) => sessions)).toEqual([['Demo']]);
    store.close();
    writeFileSync(join(folder, 'other.pcapng'), 'no capture');
    const later = openStore(folder).store;
    expect(Object.fromEntries(later.list().map(({ name, sessions }) => [name, sessions]))).toEqual({
      '2023-11-14T22-13-20.000Z.pcapng': ['Demo'],
      'other.pcapng': [],
    });
  });

  it('never hold a password, in whatever it came', async () => {
    const folder = tempFolder();
    const { store } = openStore(folder);
    store.openSession(session);
    const bind = encode(
      createPdu('bind_transceiver', { sequenceNumber: 1, body: { systemId: 'demo', password: 'hunter22' } }),
    );
    store.append(record(bind));
    store.append(record(bind.subarray(0, 25), { kind: 'octets', sentence: 'Cut.' }));
    store.append(record(Uint8Array.of(0, 0, 0, ...bind), { kind: 'octets', sentence: 'Out of step.' }));
    store.close();
    const [name = ''] = capturesIn(folder);
    expect(readFileSync(join(folder, name)).includes('hunt')).toBe(false);
    expect((await readAll(join(folder, name))).octets).toHaveLength(3);
  });

  it('that break off are read up to there', async () => {
    const folder = tempFolder();
    const { store } = openStore(folder);
    store.openSession(session);
    for (let index = 0; index < 5; index += 1) store.append(record(submit(`message ${index}`)));
    store.close();
    const path = join(folder, capturesIn(folder)[0] ?? '');
    truncateSync(path, readFileSync(path).length - 10);
    const { octets, problems } = await readAll(path);
    expect(octets).toHaveLength(4);
    expect(problems.join()).toContain('ends in the middle of a block');
  });

  it('give null for a record whose file is gone', () => {
    const folder = tempFolder();
    const { store } = openStore(folder);
    store.openSession(session);
    const place = store.append(record(submit('a')));
    store.change({ ...settings, isOn: false });
    for (const name of capturesIn(folder)) rmSync(join(folder, name));
    mkdirSync(folder, { recursive: true });
    expect(store.readOctets(place)).toBeNull();
  });
});
