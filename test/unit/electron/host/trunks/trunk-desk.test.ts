import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KeyLogs } from '#electron/host/trunks/key-logs';
import { localAddressesOf } from '#electron/host/trunks/local-addresses';
import { SecretDesk } from '#electron/host/trunks/secret-desk';
import { networkStateOf, WakeWatch } from '#electron/host/trunks/wake-watch';
import { trunkId } from '#shared/model/ids';
import type { BindView } from '#shared/model/trunk-view';
import { FakeClock, settle } from '#test/support/fake-clock';
import { settings, useManagers } from './manager-rig';

const { start } = useManagers();

describe('secrets of a trunk', () => {
  it('are shown on demand, noted without the secret, and limited in rate', async () => {
    const rig = await start();
    const { id } = await rig.manager.create(settings(), { password: 'geheim', clientKeyPem: 'KEY' });
    const lines: string[] = [];
    const note = (line: string): void => void lines.push(line);
    const desk = new SecretDesk({
      secrets: rig.secrets,
      demoSmsc: rig.demo,
      clock: rig.clock,
      logger: { info: note, warn: note, error: note },
    });
    const stored = rig.manager.stored(id);
    expect(await desk.reveal(stored, 'password')).toBe('geheim');
    expect(await desk.reveal(stored, 'client-key')).toBe('KEY');
    await expect(desk.reveal(stored, 'receiver-password')).rejects.toMatchObject({ code: 'not-found' });
    await desk.reveal(stored, 'password');
    await desk.reveal(stored, 'password');
    await expect(desk.reveal(stored, 'password')).rejects.toMatchObject({ code: 'refused' });
    rig.clock.advance(60_000);
    expect(await desk.reveal(stored, 'password')).toBe('geheim');
    expect(lines.join('\n')).not.toMatch(/geheim|KEY/u);
    expect(lines[0]).toContain('“One”');
  });

  it('go with a copy but for those that are given, and are taken away when emptied', async () => {
    const rig = await start();
    const { id } = await rig.manager.create(settings(), {
      password: 'geheim',
      receiverPassword: 'rx',
      clientKeyPem: 'KEY',
    });
    const copied = settings({ name: 'One (copy)', isEnabled: false });
    const copy = await rig.manager.create(copied, { password: 'anderes' }, id);
    expect(copy).toMatchObject({
      settings: { name: 'One (copy)', isEnabled: false },
      hasReceiverPassword: true,
      hasClientKey: true,
      passwordStorage: 'keychain',
      connection: { kind: 'idle' },
    });
    expect(rig.keychain?.passwords.get(`trunk:${copy.id}`)).toBe('anderes');
    expect(rig.keychain?.passwords.get(`trunk:${copy.id}:receiver-password`)).toBe('rx');
    await expect(rig.manager.create(copied, {}, id)).rejects.toMatchObject({ code: 'conflict' });
    const changed = await rig.manager.update(copy.id, copy.settings, {
      receiverPassword: '',
      clientKeyPem: '',
    });
    expect(changed).toMatchObject({ hasReceiverPassword: false, hasClientKey: false });
    expect(rig.manager.get(id)).toMatchObject({ hasReceiverPassword: true, hasClientKey: true });
    await rig.manager.delete([id]);
    expect(rig.deletedTimelines).toEqual([id]);
    expect(rig.deletedKeys).toEqual([id]);
    expect(
      [...(rig.keychain?.passwords.keys() ?? [])].some((account) => account.startsWith(`trunk:${id}`)),
    ).toBe(false);
  });
});

describe('several trunks at once', () => {
  it('are enabled, disabled and bound; what one is refused keeps no other from it', async () => {
    const rig = await start();
    const one = await rig.manager.create(settings(), { password: '' });
    const two = await rig.manager.create(settings({ name: 'Two', isEnabled: false }), { password: '' });
    const gone = trunkId.parse('gone');
    await settle();
    const refused = rig.manager.bind([gone, two.id, one.id]);
    expect(refused.map(({ id }) => id)).toEqual([gone, two.id]);
    expect(await rig.manager.setEnabled([one.id, two.id], true)).toEqual([]);
    await settle();
    expect(rig.manager.list().map(({ connection }) => connection.kind)).toEqual(['logged-in', 'logged-in']);
    await rig.manager.setEnabled([one.id, two.id], false);
    await settle();
    expect(rig.manager.list().map(({ connection }) => connection.kind)).toEqual(['idle', 'idle']);
    expect(rig.timeline.at(-1)).toMatchObject({
      state: 'Idle',
      sentence: 'Closed because the trunk was disabled.',
    });
  });

  it('are 200 with one write each time they are enabled, disabled and deleted, and none when bound', async () => {
    const rig = await start();
    const ids = [];
    for (let number = 1; number <= 200; number += 1) {
      const name = `Trunk ${number}`;
      ids.push((await rig.manager.create(settings({ name, isEnabled: false }), { password: '' })).id);
    }
    const before = rig.file.writes;
    expect(await rig.manager.setEnabled(ids, true)).toEqual([]);
    expect(rig.file.writes - before).toBe(1);
    await settle();
    const bound = (): number =>
      rig.manager.list().filter(({ connection }) => connection.kind === 'logged-in').length;
    expect(bound()).toBe(200);
    expect(rig.manager.unbind(ids)).toEqual([]);
    await settle();
    expect(bound()).toBe(0);
    expect(rig.manager.bind(ids)).toEqual([]);
    await settle();
    expect(bound()).toBe(200);
    expect(rig.file.writes - before).toBe(1);
    const deleting = rig.manager.delete(ids);
    await settle();
    expect(rig.manager.list()).toEqual([]);
    expect(rig.file.writes - before).toBe(2);
    await deleting;
  });

  it('show what the address book and TLS have to warn of', async () => {
    const rig = await start();
    const { tls } = settings();
    const view = await rig.manager.create(
      settings({ tls: { ...tls, isEnabled: true, acceptsAnyCertificate: true } }),
      { password: '' },
    );
    expect(view.warnings).toEqual([expect.stringContaining('Any certificate is accepted')]);
    rig.sourceWarnings = ['No sender is allowed.'];
    rig.tellSourcesChanged();
    expect(rig.events.at(-1)).toMatchObject({
      name: 'trunk.stateChanged',
      payload: { warnings: [expect.any(String), 'No sender is allowed.'] as unknown },
    });
  });
});

describe('the log of TLS keys', () => {
  it('is a file of the user alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'trunkline-keys-'));
    try {
      const logs = new KeyLogs(join(folder, 'keys'), () => expect.unreachable());
      const id = trunkId.parse('a');
      const path = logs.open(id);
      logs.write(id, 'CLIENT_RANDOM 1 2');
      logs.write(id, 'CLIENT_RANDOM 3 4');
      expect(readFileSync(path, 'utf8')).toBe('CLIENT_RANDOM 1 2\nCLIENT_RANDOM 3 4\n');
      expect(statSync(path).mode & 0o777).toBe(0o600);
      logs.delete(id);
      logs.delete(id);
      expect(existsSync(path)).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says why its file cannot be made, and never fails a session', () => {
    const folder = mkdtempSync(join(tmpdir(), 'trunkline-keys-'));
    try {
      const notFolder = join(folder, 'file');
      writeFileSync(notFolder, '');
      const errors: unknown[] = [];
      const logs = new KeyLogs(notFolder, (error) => void errors.push(error));
      const id = trunkId.parse('a');
      expect(() => logs.open(id)).toThrow(/^The file for the TLS keys could not be made: /);
      logs.write(id, 'CLIENT_RANDOM 1 2');
      expect(errors).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('where this machine connects from', () => {
  const bind = (localAddress: string): BindView => ({
    index: 0,
    role: 'transceiver',
    last: null,
    port: 'open',
    target: '',
    connection: {
      kind: 'logged-in',
      sinceMs: 0,
      smscInterfaceVersion: null,
      version: '3.4',
      localAddress,
      remoteAddress: '',
      security: null,
    },
  });

  it.each([
    ['192.168.1.5:4000', '192.168.1.5', 'inside your own network'],
    ['[fd00::1]:4000', 'fd00::1', 'inside your own network'],
    ['198.51.100.7:4000', '198.51.100.7', 'has to admit it'],
    ['127.0.0.1:4000', '127.0.0.1', 'connects to itself'],
  ])('%s', (local, address, words) => {
    const { addresses, sentence } = localAddressesOf([bind(local), bind(local)], {});
    expect(addresses).toEqual([address]);
    expect(sentence).toContain(words);
  });

  it('is any address of the machine while nothing stands', () => {
    expect(localAddressesOf([], {}).sentence).toContain('no network address');
  });
});

describe('waking', () => {
  it('is noticed by a jump of the clock and by another network, and not else', () => {
    const clock = new FakeClock();
    let network = 'a';
    let woke = 0;
    let jumpMs = 0;
    const jumping = { now: () => clock.now() + jumpMs, startTimer: clock.startTimer.bind(clock) };
    const watch = new WakeWatch({ clock: jumping, networkState: () => network, onWoke: () => (woke += 1) });
    watch.start();
    clock.advance(60_000);
    expect(woke).toBe(0);
    jumpMs = 3_600_000;
    clock.advance(5000);
    expect(woke).toBe(1);
    network = 'b';
    clock.advance(10_000);
    expect(woke).toBe(2);
    watch.stop();
    clock.assertNoTimers();
  });

  it('takes the network for the same whatever the order of its interfaces', () => {
    const entry = (address: string, internal = false) => ({ address, family: 'IPv4', internal });
    const state = networkStateOf({
      eth0: [entry('10.0.0.1')],
      lo: [entry('127.0.0.1', true)],
      wlan0: undefined,
    });
    expect(networkStateOf({ lo: [entry('127.0.0.1', true)], eth0: [entry('10.0.0.1')] })).toBe(state);
    expect(networkStateOf({ eth0: [entry('10.0.0.2')] })).not.toBe(state);
  });
});
