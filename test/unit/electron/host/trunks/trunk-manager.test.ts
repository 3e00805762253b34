import { describe, expect, it } from 'vitest';
import { createPdu } from '#shared/smpp/pdu';
import { settle } from '#test/support/fake-clock';
import { MemoryKeychain } from '#test/support/host';
import { settings, useManagers } from './manager-rig';

const { start, end } = useManagers();

describe('the trunks of a host', () => {
  it('are created, stored without their password, and bound at once', async () => {
    const rig = await start();
    const created = await rig.manager.create(settings(), { password: 'geheim' });
    expect(created).toMatchObject({
      passwordStorage: 'keychain',
      isDemo: false,
      connection: { kind: 'connecting' },
    });
    await settle();
    expect(rig.view('One').connection.kind).toBe('logged-in');
    expect(rig.ends[0]?.received).toMatchObject([{ body: { systemId: 'user', password: 'geheim' } }]);
    expect(rig.keychain?.passwords).toEqual(new Map([[`trunk:${created.id}`, 'geheim']]));
    expect(rig.file.text).not.toContain('geheim');
    expect(JSON.stringify(rig.events)).not.toContain('geheim');
    expect(rig.takeEvents()).toEqual([
      'trunk.changed',
      'trunk.stateChanged',
      'trunk.stateChanged',
      'trunk.stateChanged',
    ]);
  });

  it('are there again after a restart, bound with the password of the keychain', async () => {
    const first = await start();
    await first.manager.create(settings(), { password: 'geheim' });
    await first.manager.create(settings({ name: 'Two', isEnabled: false }), { password: 'zwei' });
    await end(first);
    const second = await start({ file: first.file, keychain: first.keychain });
    expect(second.names()).toEqual(['One', 'Two']);
    expect(second.view('One').connection.kind).toBe('logged-in');
    expect(second.view('Two')).toMatchObject({
      connection: { kind: 'idle' },
      last: null,
      passwordStorage: 'keychain',
    });
    expect(second.ends[0]?.received).toMatchObject([{ body: { password: 'geheim' } }]);
  });

  it('without a keychain keep the password for this run, and ask for it in the next', async () => {
    const first = await start({ keychain: null });
    const { id } = await first.manager.create(settings(), { password: 'geheim' });
    await settle();
    expect(first.view('One')).toMatchObject({
      passwordStorage: 'this-run',
      connection: { kind: 'logged-in' },
    });
    expect(first.file.text).not.toContain('geheim');
    await end(first);

    const second = await start({ file: first.file, keychain: null });
    expect(second.view('One')).toMatchObject({
      passwordStorage: 'none',
      connection: { kind: 'error' },
      last: { kind: 'no-password', sentence: expect.stringContaining('enter the password again') as string },
    });
    await second.manager.update(id, settings(), { password: 'geheim' });
    await settle();
    expect(second.view('One')).toMatchObject({
      passwordStorage: 'this-run',
      connection: { kind: 'logged-in' },
    });
  });

  it('do not use an older password that stayed in the keychain', async () => {
    const keychain = new MemoryKeychain();
    const rig = await start({ keychain });
    const { id } = await rig.manager.create(settings(), { password: 'old' });
    keychain.setPassword = () => Promise.reject(new Error('Secret Service: unlock prompt was dismissed'));
    expect(await rig.manager.update(id, settings(), { password: 'new' })).toMatchObject({
      passwordStorage: 'this-run',
    });
    await end(rig);
    const again = await start({ file: rig.file, keychain });
    expect(keychain.passwords.get(`trunk:${id}`)).toBe('old');
    expect(again.view('One').last).toMatchObject({ kind: 'no-password' });
    expect(again.dialled).toEqual([]);
  });

  it('have names of their own', async () => {
    const rig = await start();
    const { id } = await rig.manager.create(settings(), { password: '' });
    await expect(rig.manager.create(settings({ name: ' ONE ' }), { password: '' })).rejects.toMatchObject({
      code: 'conflict',
      message: 'There is already a trunk named “One”.',
      details: { 'settings.name': 'This name is taken. Give the trunk another one.' },
    });
    await rig.manager.create(settings({ name: 'Two' }), { password: '' });
    await expect(rig.manager.update(id, settings({ name: 'two' }), {})).rejects.toMatchObject({
      code: 'conflict',
    });
    await rig.manager.update(id, settings({ name: 'ONE' }), {});
    expect(rig.names()).toEqual(['ONE', 'Two']);
    // Two that are made at the same time do not slip past each other.
    const both = await Promise.allSettled([
      rig.manager.create(settings({ name: 'Three' }), { password: '' }),
      rig.manager.create(settings({ name: 'three' }), { password: '' }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('rebind when their connection was changed, and not for a name', async () => {
    const rig = await start();
    const { id } = await rig.manager.create(settings(), { password: 'geheim' });
    await settle();
    rig.takeEvents();
    await rig.manager.update(id, settings({ name: 'New' }), {});
    await settle();
    expect(rig.takeEvents()).toEqual(['trunk.changed']);
    expect(rig.ends).toHaveLength(1);
    await rig.manager.update(id, settings({ name: 'New', host: 'other.example' }), {});
    await settle();
    expect(rig.ends[0]?.commands).toEqual(['bind_transceiver', 'unbind']);
    expect(rig.ends[1]?.received).toMatchObject([{ body: { password: 'geheim' } }]);
    expect(rig.dialled.map(({ host }) => host)).toEqual(['smsc.example', 'other.example']);
  });

  it('unbind when they are disabled, cannot be bound then, and bind when they are enabled', async () => {
    const rig = await start();
    const { id } = await rig.manager.create(settings(), { password: '' });
    await settle();
    await rig.manager.update(id, settings({ isEnabled: false }), {});
    await settle();
    expect(rig.view('One').connection).toEqual({ kind: 'idle' });
    expect(rig.ends[0]?.commands).toContain('unbind');
    expect(rig.manager.bind([id])).toEqual([
      { id: id, sentence: '“One” is disabled. Enable it in its settings, then bind it.' },
    ]);
    await rig.manager.update(id, settings(), {});
    await settle();
    expect(rig.view('One').connection.kind).toBe('logged-in');
  });

  it('send credentials that are longer than the specification allows as they were typed', async () => {
    const rig = await start();
    const systemId = 'a-system-id-of-27-octets-äö';
    const password = 'a password of many more than 8 octets: ßÿ';
    await rig.manager.create(settings({ systemId, systemType: 'longer-than-twelve' }), { password });
    await settle();
    expect(rig.ends[0]?.received).toMatchObject([
      { body: { systemId, password, systemType: 'longer-than-twelve' } },
    ]);
    expect(rig.view('One').connection.kind).toBe('logged-in');
  });

  it('stay idle after an unbind until they are bound again', async () => {
    const rig = await start();
    const { id } = await rig.manager.create(settings(), { password: '' });
    await settle();
    rig.manager.unbind([id]);
    await settle();
    expect(rig.view('One')).toMatchObject({ connection: { kind: 'idle' }, last: { kind: 'ok' } });
    await rig.clock.advanceAsync(3_600_000);
    expect(rig.ends).toHaveLength(1);
    rig.manager.bind([id]);
    await settle();
    expect(rig.view('One').connection.kind).toBe('logged-in');
    rig.manager.unbind([id]);
    await settle();
    // Saving an enabled trunk binds it, whatever was changed.
    await rig.manager.update(id, settings({ name: 'Uno' }), {});
    await settle();
    expect(rig.view('Uno').connection.kind).toBe('logged-in');
  });

  it('are deleted after an unbind, with their passwords', async () => {
    const rig = await start();
    const one = await rig.manager.create(settings(), { password: 'eins' });
    const two = await rig.manager.create(settings({ name: 'Two' }), { password: 'zwei' });
    await rig.manager.create(settings({ name: 'Three' }), { password: 'drei' });
    await settle();
    rig.takeEvents();
    await rig.manager.delete([one.id, two.id, one.id]);
    expect(rig.names()).toEqual(['Three']);
    expect(rig.ends[0]?.commands).toContain('unbind');
    expect(rig.ends[1]?.commands).toContain('unbind');
    expect([...rig.keychain!.passwords.values()]).toEqual(['drei']);
    expect(rig.file.text).not.toContain('"Two"');
    expect(rig.events.at(-1)).toMatchObject({ name: 'trunk.deleted', payload: { ids: [one.id, two.id] } });
    expect(rig.manager.find(one.id)).toBeUndefined();
    await expect(rig.manager.delete([one.id])).rejects.toMatchObject({ code: 'not-found' });
    expect(rig.manager.bind([one.id])).toEqual([
      { id: one.id, sentence: 'This trunk does not exist any more.' },
    ]);
    await expect(rig.manager.update(one.id, settings(), {})).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('that cannot be stored are not there, and leave no password behind', async () => {
    const rig = await start();
    rig.file.isBroken = true;
    await expect(rig.manager.create(settings(), { password: 'geheim' })).rejects.toMatchObject({
      code: 'unavailable',
      message: 'The settings could not be saved: disk full',
    });
    expect(rig.names()).toEqual([]);
    expect(rig.keychain?.passwords.size).toBe(0);
    expect(rig.takeEvents()).toEqual([]);
    rig.file.isBroken = false;
    await rig.manager.create(settings(), { password: 'geheim' });
    expect(rig.names()).toEqual(['One']);
  });
});

describe('the trunks towards the message service', () => {
  it('have room only while they are logged in and may send, and tell when they get it', async () => {
    const rig = await start();
    const room: string[] = [];
    rig.manager.onRoom((id) => void room.push(id));
    rig.status = 0x0e;
    const { id } = await rig.manager.create(settings({ window: 2 }), { password: '' });
    await settle();
    const link = rig.manager.find(id)!;
    expect(link.freeWindow()).toBe(0);
    expect(room).toEqual([]);
    const body = createPdu('submit_sm', { sequenceNumber: 0 }).body!;
    const outcomes: unknown[] = [];
    link.submit({ command: 'submit_sm', body }, (outcome, sent) => void outcomes.push([outcome.kind, sent]));
    expect(outcomes).toEqual([['held', null]]);
    rig.status = 0;
    rig.manager.bind([id]);
    await settle();
    expect(room).toEqual([id]);
    expect(link.freeWindow()).toBe(2);
    link.submit({ command: 'submit_sm', body }, (outcome) => void outcomes.push(outcome.kind));
    expect(link.freeWindow()).toBe(1);
    await settle();
    expect(outcomes).toEqual([['held', null], 'response']);
    expect(room).toEqual([id, id]);
    expect(link).toMatchObject({ trunkId: id, trunkName: 'One' });

    const receiver = await rig.manager.create(settings({ name: 'Two', bindType: 'receiver' }), {
      password: '',
    });
    await settle();
    expect(rig.view('Two').connection.kind).toBe('logged-in');
    expect(rig.manager.find(receiver.id)?.freeWindow()).toBe(0);
  });

  it('tell the messages a second in both directions', async () => {
    const rig = await start();
    const { id } = await rig.manager.create(settings(), { password: '' });
    await settle();
    const body = createPdu('submit_sm', { sequenceNumber: 0 }).body!;
    for (let message = 0; message < 3; message += 1)
      rig.manager.find(id)?.submit({ command: 'submit_sm', body }, () => undefined);
    rig.ends[0]?.send(createPdu('deliver_sm', { sequenceNumber: 9 }));
    await settle();
    await rig.clock.advanceAsync(3000);
    const rates = rig.events
      .filter(({ name }) => name === 'trunk.rateMeasured')
      .map(({ payload }) => payload);
    expect(rates).toEqual([
      { id, messagesPerSecond: 4, queuedCount: 0 },
      { id, messagesPerSecond: 0, queuedCount: 0 },
    ]);
  });
});
