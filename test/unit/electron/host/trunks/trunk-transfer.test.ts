import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonTextError, parseJsonWithLines } from '#electron/host/trunks/json-with-lines';
import { readTrunkFile, TrunkFileError, writeTrunkFile } from '#electron/host/trunks/trunk-file';
import { TrunkTransfer } from '#electron/host/trunks/trunk-transfer';
import { settings, useManagers } from './manager-rig';

const { start } = useManagers();
const fileOf = (trunks: readonly unknown[]): string =>
  JSON.stringify({ format: 'trunkline-trunks', version: 1, trunks }, null, 2);

describe('JSON with its lines', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJsonWithLines(text).value).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what JSON.parse refuses, with a line, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 2 }), (text, at, noise) => {
        const cut = at % (text.length + 1);
        const mutated = text.slice(0, cut) + noise + text.slice(cut + 1);
        let isJson = true;
        try {
          JSON.parse(mutated);
        } catch {
          isJson = false;
        }
        if (isJson) expect(() => parseJsonWithLines(mutated)).not.toThrow();
        else expect(() => parseJsonWithLines(mutated)).toThrow(JsonTextError);
      }),
    );
  });

  it('knows where each value begins', () => {
    const json = parseJsonWithLines('{\n "a": [\n  1,\n  {"b":\n 2}\n ]\n}');
    expect(json.lineOf(['a'])).toBe(2);
    expect(json.lineOf(['a', 1])).toBe(4);
    expect(json.lineOf(['a', 1, 'b'])).toBe(5);
    expect(json.lineOf(['a', 1, 'c'])).toBe(4);
    expect(json.lineOf(['x'])).toBe(1);
  });

  it('gives up on what is nested too deeply', () => {
    expect(() => parseJsonWithLines('['.repeat(100_000))).toThrow(/nested too deeply/u);
  });
});

describe('a file of trunks', () => {
  it('reads back what it wrote', () => {
    const one = settings({ name: 'One', window: 50 });
    const [entry] = readTrunkFile(writeTrunkFile([one]));
    expect(entry).toMatchObject({ number: 1, line: 5, name: 'One' });
    expect(entry?.content).toEqual({ kind: 'settings', settings: one });
  });

  it.each([
    ['{', 'Line 1 is no JSON'],
    ['[]', 'no file of trunks'],
    ['{"format":"trunkline-trunks",\n"version":9}', 'Line 2: the version'],
    ['{"format":"trunkline-trunks","version":1,\n\n"trunks":{}}', 'Line 3: “trunks” is no list'],
  ])('that is none is refused as a whole: %s', (text, words) => {
    expect(() => readTrunkFile(text)).toThrow(TrunkFileError);
    expect(() => readTrunkFile(text)).toThrow(words);
  });
});

describe('export and import', () => {
  it('shows what an import would change, and refuses by line', async () => {
    const rig = await start();
    await rig.manager.create(settings({ name: 'One' }), { password: 'geheim' });
    const transfer = new TrunkTransfer(rig.manager);
    const ids = rig.manager.list().map(({ id }) => id);
    const text = transfer.write(ids);
    expect(text).not.toContain('geheim');
    expect(transfer.preview(text)).toEqual([
      { number: 1, line: 5, name: 'One', outcome: 'same', sentences: [] },
    ]);
    const base = { host: 'smsc.example', systemId: 'user' };
    const entries = transfer.preview(
      fileOf([
        { ...base, name: 'one', window: 50, isRetryAutomatic: false },
        { ...base, name: 'New' },
        { ...base, name: 'New' },
        { ...base, name: 'Bad', window: 0 },
        { ...base, name: 'Secret', password: 'x' },
      ]),
    );
    expect(entries.map(({ outcome }) => outcome)).toEqual([
      'changed',
      'new',
      'refused',
      'refused',
      'refused',
    ]);
    expect(entries[0]?.sentences).toEqual([
      'Name: One → one',
      'Window: 10 → 50',
      'Retry automatic: on → off',
    ]);
    expect(entries[2]?.sentences).toEqual(['Line 17: entry 2 of the file has the same name.']);
    expect(entries[3]?.sentences).toEqual(['Line 26, window: Enter 1 to 1000 requests.']);
    expect(entries[4]?.sentences[0]).toContain('password');
    // Nothing was changed by looking.
    expect(rig.names()).toEqual(['One']);
  });

  it('says in words what an entry lacks and what it should not have', async () => {
    const rig = await start();
    const [entry] = new TrunkTransfer(rig.manager).preview(
      fileOf([
        {
          name: 'Bad',
          hostt: 'smsc.example',
          txPort: '2775',
          isEnabled: 1,
          version: '9',
          standbyHosts: {},
          tls: 1,
        },
      ]),
    );
    expect(entry?.outcome).toBe('refused');
    expect(entry?.sentences).toEqual([
      'Line 9, isEnabled: Write true or false here.',
      'Line 5, host: This setting is missing.',
      'Line 8, txPort: Enter a port from 1 to 65535.',
      'Line 11, standbyHosts: Write a list here, in square brackets.',
      'Line 5, systemId: This setting is missing.',
      'Line 10, version: Write one of "3.3", "3.4", "5.0" here.',
      'Line 12, tls: Write an object here, in braces.',
      'Line 7, hostt: There is no such setting. Check how it is spelled, or take it out.',
    ]);
  });

  it('says that a stored password would go to another host', async () => {
    const rig = await start();
    await rig.manager.create(settings({ name: 'One', isEnabled: false }), { password: 'geheim' });
    const transfer = new TrunkTransfer(rig.manager);
    const base = { name: 'One', isEnabled: false, systemId: 'user' };
    const sentences = (entry: object): readonly string[] =>
      transfer.preview(fileOf([{ ...base, ...entry }]))[0]?.sentences ?? [];
    const warning =
      'The password that is stored here goes to another host than before. Be sure of this file.';
    expect(sentences({ host: 'other.example' })).toEqual(['Host: smsc.example → other.example', warning]);
    expect(sentences({ host: 'smsc.example', standbyHosts: [{ host: 'b.example' }] })).toContain(warning);
    expect(sentences({ host: 'smsc.example', receiver: { host: 'rx.example' } })).toContain(warning);
    expect(sentences({ host: 'smsc.example', window: 50 })).toEqual(['Window: 10 → 50']);
  });

  it('refuses a private key among the certificates, with the line', async () => {
    const rig = await start();
    const key = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';
    const entry = { name: 'One', host: 'smsc.example', systemId: 'user', tls: { caPem: key } };
    expect(new TrunkTransfer(rig.manager).preview(fileOf([entry]))).toMatchObject([
      {
        outcome: 'refused',
        sentences: [expect.stringMatching(/^Line \d+, tls\.caPem: This text holds a private key/) as string],
      },
    ]);
  });

  it('imports the chosen entries, and keeps what the computer knows besides', async () => {
    const rig = await start();
    await rig.manager.create(settings({ name: 'One' }), { password: 'geheim' });
    const transfer = new TrunkTransfer(rig.manager);
    const base = { host: 'smsc.example', systemId: 'user' };
    const text = fileOf([
      { ...base, name: 'One', window: 50 },
      { ...base, name: 'Two', isEnabled: false },
      { ...base, name: 'Three' },
    ]);
    const done = await transfer.import(text, [1, 2, 9]);
    expect(done.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['One', 'changed'],
      ['Two', 'new'],
    ]);
    expect(rig.names()).toEqual(['One', 'Two']);
    expect(rig.view('One')).toMatchObject({ settings: { window: 50 }, passwordStorage: 'keychain' });
    expect(rig.view('Two')).toMatchObject({ passwordStorage: 'none' });
  });

  it('writes the settings once for any number of trunks; so do enabling and deleting', async () => {
    const rig = await start();
    const base = { host: 'smsc.example', systemId: 'user', isEnabled: false };
    const text = fileOf(Array.from({ length: 200 }, (_, at) => ({ ...base, name: `Carrier ${at}` })));
    const before = rig.file.writes;
    const all = Array.from({ length: 200 }, (_, at) => at + 1);
    expect(await new TrunkTransfer(rig.manager).import(text, all)).toHaveLength(200);
    expect(rig.file.writes).toBe(before + 1);
    const ids = rig.manager.list().map(({ id }) => id);
    expect(await rig.manager.setEnabled(ids, true)).toEqual([]);
    expect(rig.file.writes).toBe(before + 2);
    await rig.manager.delete(ids);
    expect(rig.file.writes).toBe(before + 3);
    expect(rig.names()).toEqual([]);
  });

  it('changes nothing when the settings cannot be saved', async () => {
    const rig = await start();
    rig.file.isBroken = true;
    const text = fileOf([
      { host: 'a', systemId: 'user', name: 'One' },
      { host: 'b', systemId: 'user', name: 'Two' },
    ]);
    await expect(new TrunkTransfer(rig.manager).import(text, [1, 2])).rejects.toThrow('could not be saved');
    expect(rig.names()).toEqual([]);
  });

  it('refuses what the form refuses, with the line', async () => {
    const rig = await start();
    const old = { host: 'a', systemId: 'user', name: 'Old', version: '3.3' };
    const [entry] = new TrunkTransfer(rig.manager).preview(fileOf([{ ...old, longMessages: 'sar' }]));
    expect(entry?.outcome).toBe('refused');
    expect(entry?.sentences[0]).toMatch(/^Line 5, bindType: SMPP 3\.3 has no transceiver\./u);
    expect(entry?.sentences[1]).toMatch(/^Line 10, longMessages: SMPP 3\.3 has no TLVs/u);
    const given = settings({ version: '3.3' });
    await expect(rig.manager.create(given, {})).rejects.toMatchObject({
      code: 'invalid-input',
      details: { 'settings.bindType': expect.stringContaining('no transceiver') as string },
    });
    const view = await rig.manager.create(settings(), {});
    await expect(rig.manager.update(view.id, given, {})).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('leaves the demo trunk at home', async () => {
    const rig = await start();
    const demo = await rig.manager.offerDemo();
    const transfer = new TrunkTransfer(rig.manager);
    expect(() => transfer.write([demo.id])).toThrow('is not exported');
    const text = fileOf([{ name: demo.settings.name, host: 'x', systemId: 'y' }]);
    expect(transfer.preview(text)).toMatchObject([{ outcome: 'refused' }]);
  });
});
