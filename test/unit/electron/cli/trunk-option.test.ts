import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder } from '#electron/host/data-folder';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import { MemoryKeychain } from '#test/support/host';
import { makeTempFolder } from '#test/support/temp-folder';
import { CliRun, type CliRunOptions } from './cli-run';
import { TestSmsc } from './test-smsc';

let folder: ReturnType<typeof makeTempFolder>;
let smsc: TestSmsc;
let keychain: MemoryKeychain;
beforeEach(async () => {
  folder = makeTempFolder();
  smsc = new TestSmsc();
  await smsc.start();
  keychain = new MemoryKeychain();
  keychain.passwords.set('trunk:t1', 'secret01');
});
afterEach(async () => {
  await smsc.simulator.stop();
  folder.remove();
  expect(smsc.errors).toEqual([]);
});

interface Stored {
  readonly settings?: Partial<Record<keyof TrunkSettings, unknown>>;
  readonly isDemo?: boolean;
  readonly isPasswordInKeychain?: boolean;
}

const store = (...trunks: Stored[]): void => {
  const entries = trunks.map(({ settings, ...rest }, index) => ({
    id: `t${index + 1}`,
    isPasswordInKeychain: true,
    ...rest,
    settings: trunkSettings.parse({
      name: 'Carrier A',
      host: '127.0.0.1',
      txPort: smsc.port,
      rxPort: smsc.port,
      systemId: 'demo',
      ...settings,
    }),
  }));
  writeFileSync(join(folder.path, 'settings.json'), JSON.stringify({ schemaVersion: 2, trunks: entries }));
};
const storeSources = (...addresses: { address: string; id: string }[]): void => {
  const sources = addresses.map(({ address, id }) => ({
    id,
    settings: {
      address,
      kind: 'short-code',
      label: '',
      isOutboundAllowed: true,
      isInboundAllowed: false,
      inboundTrunkId: null,
    },
  }));
  writeFileSync(join(folder.path, 'sources.json'), JSON.stringify({ schemaVersion: 1, sources }));
};

const words = (command: string, name: string, ...more: string[]): string[] => [
  command,
  '--trunk',
  name,
  '--data-dir',
  folder.path,
  '--json',
  ...more,
];
const message = ['--from', '4711', '--to', '12025550123', '--text', 'Hello'];
const run = (given: string[], options: CliRunOptions = {}): CliRun =>
  new CliRun(given, { keychain: keychain, ...options });

describe('--trunk', () => {
  it('binds as the stored trunk, with the password of the keychain, and writes nothing', async () => {
    store({ settings: { version: '5.0', systemType: 'VMS' } });
    const before = readFileSync(join(folder.path, 'settings.json'), 'utf8');
    const sent = run(words('send', 'carrier a', ...message));
    expect(await sent.code).toBe(0);
    expect(sent.eventNames).toEqual(['bound', 'accepted']);
    expect(sent.notes).toEqual([]);
    expect(readdirSync(folder.path)).toEqual(['settings.json']);
    expect(readFileSync(join(folder.path, 'settings.json'), 'utf8')).toBe(before);
  });

  it('takes what is given besides instead of what is stored', async () => {
    store({ settings: { systemId: 'somebody-else', bindType: 'receiver' } });
    const sent = run(words('send', 'Carrier A', ...message, '--system-id', 'demo', '--bind', 'transmitter'));
    expect(await sent.code).toBe(0);
    expect(sent.events[0]).toMatchObject({ event: 'bound', bindType: 'transmitter', systemId: 'demo' });
  });

  it('finds the data folder as the window does', async () => {
    store({});
    const sent = run(['send', '--trunk', 'Carrier A', '--json', ...message], {
      environment: { TRUNKLINE_DATA_DIR: folder.path },
    });
    expect(await sent.code).toBe(0);
  });

  it('takes the password of an environment variable, and then needs no keychain', async () => {
    store({ isPasswordInKeychain: false });
    const sent = run(words('send', 'Carrier A', ...message, '--password-env', 'PW'), {
      keychain: null,
      environment: { PW: 'secret01' },
    });
    expect(await sent.code).toBe(0);
  });

  it('works beside a Trunkline that runs, and says what may come of it', async () => {
    store({});
    const lock = lockDataFolder(folder.path);
    const sent = run(words('send', 'Carrier A', ...message));
    expect(await sent.code).toBe(0);
    expect(sent.notes).toEqual([
      `Trunkline runs with this data folder (process ${process.pid}) and may be bound as “Carrier A” too. An SMSC that allows one bind refuses the second: unbind it there first.`,
    ]);
    lock.release();
  });

  it('does not say so of a trunk that is disabled there', async () => {
    store({ settings: { isEnabled: false } });
    const lock = lockDataFolder(folder.path);
    const sent = run(words('send', 'Carrier A', ...message));
    expect(await sent.code).toBe(0);
    expect(sent.notes).toEqual([]);
    lock.release();
  });

  it('sends with the TON and NPI of the stored trunk', async () => {
    store({ settings: { numbering: { source: { 'short-code': { ton: 6, npi: 9 } } } } });
    const sent = run(words('send', 'Carrier A', ...message, '--capture', join(folder.path, 'c.pcapng')));
    expect(await sent.code).toBe(0);
    const decoded = run(['decode', join(folder.path, 'c.pcapng')]);
    expect(await decoded.code).toBe(0);
    const submit = decoded.out.find((line) => line.includes(' submit_sm '));
    expect(submit).toMatch(/source_addr_ton\[\d+\+1\]=6 /);
    expect(submit).toMatch(/source_addr_npi\[\d+\+1\]=9 /);
  });

  it('sends only from what the trunk allows', async () => {
    store({ settings: { sources: { isAnyAllowed: false, allowedIds: ['s1'] } } });
    storeSources({ id: 's1', address: '4712' }, { id: 's2', address: '4711' });
    const refused = run(words('send', 'Carrier A', ...message));
    expect(await refused.code).toBe(2);
    expect(refused.notes[0]).toMatch(/^--from: 4711 is not among the source addresses that are allowed/);
    const sent = run(words('send', 'Carrier A', '--from', '4712', ...message.slice(2)));
    expect(await sent.code).toBe(0);
  });
});

describe('what cannot be used', () => {
  it.each<[string, () => void, string[], RegExp]>([
    [
      'no data folder',
      () => undefined,
      ['send', 'Carrier A'],
      /^--trunk: There are no trunks: .*settings\.json is not there/,
    ],
    [
      'no such trunk',
      () => store({}),
      ['send', 'Carrier B'],
      /has no trunk “Carrier B”\. It has “Carrier A”\./,
    ],
    ['none at all', () => store(), ['send', 'Carrier B'], /It has none\./],
    [
      'a damaged file',
      () => writeFileSync(join(folder.path, 'settings.json'), '{"trunks":['),
      ['send', 'Carrier A'],
      /settings\.json is damaged/,
    ],
    [
      'a file that is no object',
      () => writeFileSync(join(folder.path, 'settings.json'), '[]'),
      ['send', 'Carrier A'],
      /settings\.json is damaged/,
    ],
    [
      'the demo trunk',
      () => store({ isDemo: true }),
      ['send', 'Carrier A'],
      /connects to the simulator inside Trunkline/,
    ],
    [
      'a password that is not in the keychain',
      () => store({ isPasswordInKeychain: false }),
      ['send', 'Carrier A'],
      /^--trunk: The password of “Carrier A” is not in the keychain/,
    ],
    [
      'a password that the keychain lost',
      () => {
        store({});
        keychain.passwords.clear();
      },
      ['send', 'Carrier A'],
      /did not give the password of “Carrier A”/,
    ],
    [
      'a receiver for send',
      () => store({ settings: { bindType: 'receiver' } }),
      ['send', 'Carrier A'],
      /“Carrier A” is bound as a receiver, of no use to this command\. Choose transceiver, pair or transmitter with --bind/,
    ],
    [
      'a transmitter for listen',
      () => store({ settings: { bindType: 'transmitter' } }),
      ['listen', 'Carrier A'],
      /“Carrier A” is bound as a transmitter/,
    ],
    [
      'a damaged address book',
      () => {
        store({});
        writeFileSync(join(folder.path, 'sources.json'), '{');
      },
      ['send', 'Carrier A'],
      /it is not known who may send from what/,
    ],
  ])('%s', async (_, prepare, [command = '', name = ''], note) => {
    prepare();
    const failed = run(words(command, name, ...(command === 'send' ? message : [])));
    expect(await failed.code).toBe(2);
    expect(failed.out).toEqual([]);
    expect(failed.notes.at(-1)).toMatch(note);
  });

  it('a keychain that cannot be used', async () => {
    store({});
    const failed = run(words('send', 'Carrier A', ...message), { keychain: null });
    expect(await failed.code).toBe(2);
    expect(failed.notes[0]).toMatch(/^--trunk: The secrets of “Carrier A” cannot be read: .*--password-env/);
  });
});
