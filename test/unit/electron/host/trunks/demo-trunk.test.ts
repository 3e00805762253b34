import { describe, expect, it } from 'vitest';
import { settle } from '#test/support/fake-clock';
import { FakeDemoSmsc, settings, useManagers } from './manager-rig';

const { start, end } = useManagers();

describe('the demo trunk', () => {
  it('is there at the first run, bound with the credentials of the simulator, without a keychain', async () => {
    const rig = await start({ isOffered: false, keychain: null });
    expect(rig.demo.starts).toBe(1);
    expect(rig.view('Demo trunk')).toMatchObject({
      isDemo: true,
      passwordStorage: 'simulator',
      settings: { host: '127.0.0.1', txPort: 40_001, rxPort: 40_001, systemId: 'demo' },
      connection: { kind: 'logged-in' },
    });
    expect(rig.ends[0]?.received).toMatchObject([{ body: { systemId: 'demo', password: 'p40001' } }]);
    expect(rig.file.text).not.toContain('p40001');
  });

  it('comes back bound at the next run, with that run’s credentials', async () => {
    const first = await start({ isOffered: false });
    await end(first);
    const demo = new FakeDemoSmsc();
    await demo.start();
    demo.stop();
    const second = await start({ file: first.file, demo });
    expect(second.view('Demo trunk')).toMatchObject({
      settings: { txPort: 40_002 },
      connection: { kind: 'logged-in' },
    });
  });

  it('is not offered a second time after it was deleted, but comes when it is asked for', async () => {
    const first = await start({ isOffered: false });
    await first.manager.delete([first.view('Demo trunk').id]);
    await end(first);
    const second = await start({ file: first.file });
    expect(second.names()).toEqual([]);
    expect(second.demo.starts).toBe(0);
    await second.manager.create(settings({ name: 'demo TRUNK' }), { password: '' });
    const offered = await second.manager.offerDemo();
    expect(offered.settings.name).toBe('Demo trunk 2');
    await settle();
    expect(second.view('Demo trunk 2').connection.kind).toBe('logged-in');
    expect((await second.manager.offerDemo()).id).toBe(offered.id);
    await second.manager.update(offered.id, { ...offered.settings, isEnabled: false }, {});
    await settle();
    expect((await second.manager.offerDemo()).settings.isEnabled).toBe(true);
    await settle();
    expect(second.view('Demo trunk 2').connection.kind).toBe('logged-in');
  });

  it('can be renamed without a new bind, and refuses to be sent elsewhere', async () => {
    const rig = await start({ isOffered: false });
    const { id, settings: shown } = rig.view('Demo trunk');
    await rig.manager.update(id, { ...shown, name: 'Playground' }, { password: 'ignored' });
    await settle();
    expect(rig.view('Playground')).toMatchObject({
      connection: { kind: 'logged-in' },
      settings: { txPort: 40_001 },
    });
    expect(rig.ends).toHaveLength(1);
    expect(rig.file.text).not.toContain('40001');
    await expect(rig.manager.update(id, { ...shown, host: 'smsc.example' }, {})).rejects.toMatchObject({
      code: 'refused',
      details: { 'settings.host': expect.stringContaining('built-in simulator') as string },
    });
    await expect(rig.manager.update(id, { ...shown, systemId: 'me' }, {})).rejects.toMatchObject({
      details: { 'settings.systemId': expect.stringContaining('Create another trunk') as string },
    });
    await rig.manager.update(id, { ...shown, bindType: 'receiver' }, {});
    await settle();
    expect(rig.ends[1]?.commands).toEqual(['bind_receiver']);
  });

  it('says why when the simulator does not run, and binds by itself when it is started', async () => {
    const rig = await start({ isOffered: false });
    rig.demo.stop();
    rig.ends[0]?.close();
    await settle();
    expect(rig.view('Demo trunk').last).toMatchObject({ kind: 'disconnected' });
    await rig.clock.advanceAsync(10_000);
    expect(rig.view('Demo trunk').last?.sentence).toContain('The built-in simulator is not running.');
    await rig.demo.start();
    await settle();
    expect(rig.view('Demo trunk')).toMatchObject({
      connection: { kind: 'logged-in' },
      settings: { txPort: 40_002 },
    });
  });

  it('does not keep the others from starting when the simulator cannot', async () => {
    const demo = new FakeDemoSmsc();
    demo.start = () => Promise.reject(new Error('out of sockets'));
    demo.problemSentence = 'No port is free.';
    const rig = await start({ isOffered: false, demo });
    expect(rig.view('Demo trunk')).toMatchObject({
      connection: { kind: 'waiting' },
      last: { sentence: 'The built-in simulator could not start: No port is free.' },
    });
    expect(rig.logged.splice(0)).toHaveLength(1);
  });
});
