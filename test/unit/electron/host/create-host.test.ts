import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createHost } from '#electron/host/create-host';
import { DataFolderInUseError } from '#electron/host/data-folder';
import type { TrunkId } from '#shared/model/ids';
import { trunkSettings } from '#shared/model/trunk';
import { MemoryKeychain, startTestHost, type TestHost } from '#test/support/host';
import { useTempFolders } from '#test/support/use-temp-folders';
import { workersDir } from '#test/support/workers';

const hosts: TestHost[] = [];
const tempFolder = useTempFolders();

async function start(...args: Parameters<typeof startTestHost>): Promise<TestHost> {
  const host = await startTestHost(...args);
  hosts.push(host);
  return host;
}

afterEach(async () => {
  for (const host of hosts.splice(0)) {
    await host.close();
    expect(host.logged).toEqual([]);
  }
});

/** The first trunk that is logged in: it may have been before anybody could listen. */
const loggedIn = async (host: TestHost): Promise<{ readonly id: TrunkId }> => {
  const later = host.until('trunk.stateChanged', ({ connection }) => connection.kind === 'logged-in');
  const { trunks } = await host.call('trunk.list', {});
  return trunks.find(({ connection }) => connection.kind === 'logged-in') ?? later;
};

describe('the host', () => {
  it('offers a demo trunk at the first run, on which a conversation goes both ways with a receipt', async () => {
    const host = await start();
    const { id: trunkId } = await loggedIn(host);
    const sent = await host.call('message.submit', {
      target: { kind: 'trunk' as const, trunkId },
      sourceAddress: '12025550100',
      destinationAddress: '12025550123',
      text: 'Hello @ €',
      isReceiptRequested: true,
    });
    await host.until(
      'simulator.handsetChanged',
      ({ direction, text }) => direction === 'received' && text === 'Hello @ €',
    );
    await host.until('message.changed', ({ id, state }) => id === sent.id && state === 'delivered');
    await host.call('simulator.handsetSend', { handset: '12025550123', to: '12025550100', text: 'And back' });
    const received = await host.until('message.changed', ({ direction }) => direction === 'mo');
    expect(received).toMatchObject({
      text: 'And back',
      conversationId: sent.conversationId,
      trunkName: 'Demo trunk',
    });
    await host.until(
      'simulator.handsetChanged',
      ({ text, state }) => text === 'And back' && state === 'acknowledged',
    );
    const { conversations } = await host.call('conversation.list', { limit: 10 });
    expect(conversations).toMatchObject([{ peer: '12025550123', lastText: 'And back', unreadCount: 1 }]);
  });

  it('keeps trunks, messages and settings over a restart, and no password in any file', async () => {
    const dataDir = tempFolder();
    const keychain = new MemoryKeychain();
    const openKeychain = () => Promise.resolve(keychain);
    const password = 'S3cret-only-in-the-keychain';
    const first = await start({ dataDir, openKeychain });
    const { id: trunkId } = await loggedIn(first);
    const { simulator } = await first.call('simulator.get', {});
    const own = trunkSettings.parse({
      name: 'Own',
      host: '127.0.0.1',
      txPort: simulator.port,
      systemId: 'wrong',
    });
    await first.call('trunk.create', { settings: own, secrets: { password } });
    await first.until('trunk.stateChanged', ({ last }) => last !== null && last.kind === 'invalid-username');
    const message = {
      target: { kind: 'trunk' as const, trunkId },
      sourceAddress: '12025550100',
      destinationAddress: '12025550123',
      text: 'Stays',
    };
    const sent = await first.call('message.submit', { ...message, isReceiptRequested: false });
    await first.until('message.changed', ({ id, state }) => id === sent.id && state === 'accepted');
    expect(await first.call('app.changeSettings', { theme: 'dark' })).toMatchObject({
      theme: 'dark',
      areNotificationsOn: true,
    });
    expect(await first.call('app.changeSettings', {})).toMatchObject({
      theme: 'dark',
      areNotificationsOn: true,
    });
    await first.close();
    expect([...keychain.passwords.values()]).toEqual([password]);
    const texts = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.join('\n')).toContain('Stays');
    expect(texts.join('\n')).not.toContain(password);

    const second = await start({ dataDir, openKeychain });
    await loggedIn(second);
    const { trunks } = await second.call('trunk.list', {});
    expect(trunks.map(({ settings, passwordStorage }) => [settings.name, passwordStorage])).toEqual([
      ['Demo trunk', 'simulator'],
      ['Own', 'keychain'],
    ]);
    const { conversations } = await second.call('conversation.list', { limit: 10 });
    expect(conversations).toMatchObject([{ lastText: 'Stays', trunkId }]);
    expect(await second.call('app.info', {})).toMatchObject({ settings: { theme: 'dark' }, notices: [] });
  });

  it('refuses a second host on the same folder and leaves the first alone', async () => {
    const host = await start();
    await expect(startTestHost({ dataDir: host.dataDir })).rejects.toThrow(DataFolderInUseError);
    expect((await host.call('trunk.list', {})).trunks).toHaveLength(1);
    await host.host.close();
    const next = await start({ dataDir: host.dataDir });
    await next.close();
  });

  it('starts with damaged settings, says so, and keeps the file', async () => {
    const dataDir = tempFolder();
    writeFileSync(join(dataDir, 'settings.json'), '{"trunks": [');
    const host = await start({ dataDir });
    const { notices } = await host.call('app.info', {});
    expect(notices).toMatchObject([expect.stringContaining('could not be read')]);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('settings.json.damaged-'))).toHaveLength(1);
    await loggedIn(host);
  });

  it('gives the folder up when it cannot start', async () => {
    const dataDir = tempFolder();
    const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const broken = { dataDir, workersDir: join(dataDir, 'nowhere'), version: '', runtime: '', logger: quiet };
    await expect(createHost(broken)).rejects.toThrow();
    expect(readdirSync(dataDir)).not.toContain('lock');
    await loggedIn(await start({ dataDir, workersDir }));
  });

  it('says that passwords are kept for this run where there is no keychain', async () => {
    const host = await start({
      openKeychain: () => Promise.reject(new Error('Platform failure: DBus error')),
    });
    const { keychain } = await host.call('app.info', {});
    expect(keychain).toMatchObject({
      kind: 'unavailable',
      sentence: expect.stringContaining('for this run only') as string,
    });
    await loggedIn(host);
    // Said in the log file too.
    expect((host.logged as string[]).splice(0)).toEqual([expect.stringContaining('keychain cannot be used')]);
  });

  it('takes every order about a trunk over its commands', async () => {
    const host = await start();
    const { id } = await loggedIn(host);
    const state = async () =>
      (await host.call('trunk.list', {})).trunks.map(({ connection }) => connection.kind);
    await host.call('trunk.unbind', { ids: [id] });
    await host.until('trunk.stateChanged', ({ connection }) => connection.kind === 'idle');
    expect(await state()).toEqual(['idle']);
    await host.call('trunk.bind', { ids: [id] });
    expect(await state()).toEqual(['connecting']);
    await host.call('trunk.delete', { ids: [id] });
    expect(await host.call('trunk.list', {})).toEqual({ seq: host.host.hub.seq, trunks: [] });
    expect(await host.call('trunk.bind', { ids: [id] })).toEqual({
      refused: [{ id, sentence: 'This trunk does not exist any more.' }],
    });
    const demo = await host.call('trunk.offerDemo', {});
    expect(demo.id).not.toBe(id);
    await host.until(
      'trunk.stateChanged',
      (event) => event.id === demo.id && event.connection.kind === 'logged-in',
    );
    const settings = { ...demo.settings, name: 'Renamed' };
    expect(await host.call('trunk.update', { id: demo.id, settings, secrets: {} })).toMatchObject({
      settings: { name: 'Renamed' },
    });
    expect(await state()).toEqual(['logged-in']);
  });

  it('refuses what its shell cannot do', async () => {
    const host = await start();
    await expect(host.call('app.writeClipboard', { text: 'x' })).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect(host.call('app.openExternal', { link: 'smpp' })).rejects.toMatchObject({
      code: 'unavailable',
    });
    const texts: string[] = [];
    const withShell = await start({ shell: { writeClipboard: (text) => void texts.push(text) } });
    await withShell.call('app.writeClipboard', { text: 'copied' });
    expect(texts).toEqual(['copied']);
  });

  it('gives the folder up at the end; a second close waits for the first', async () => {
    const host = await start();
    await loggedIn(host);
    await Promise.all([host.host.close(), host.host.close()]);
    expect(readdirSync(host.dataDir)).not.toContain('lock');
  });
});
