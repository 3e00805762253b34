import { describe, expect, it } from 'vitest';
import type { HostLogger } from '#electron/host/host-services';
import type { Keychain } from '#electron/host/secrets/keychain';
import { Secrets } from '#electron/host/secrets/secrets';
import { FakeClock, settle } from '#test/support/fake-clock';

/** A keychain in memory whose next answers can be made to fail or to never come. */
class FakeKeychain implements Keychain {
  readonly passwords = new Map<string, string>();
  next: 'works' | 'fails' | 'hangs' = 'works';
  failure = new Error('Secret Service: unlock prompt was dismissed');
  inUse = 0;
  mostInUse = 0;

  async #use<T>(answer: () => T): Promise<T> {
    this.inUse += 1;
    this.mostInUse = Math.max(this.mostInUse, this.inUse);
    await settle(1);
    if (this.next === 'hangs') return new Promise<never>(() => undefined);
    this.inUse -= 1;
    if (this.next === 'fails') throw this.failure;
    return answer();
  }

  getPassword = (account: string) => this.#use(() => this.passwords.get(account) ?? null);
  setPassword = (account: string, password: string) =>
    this.#use(() => void this.passwords.set(account, password));
  deletePassword = (account: string) => this.#use(() => this.passwords.delete(account));
}

function setUp() {
  const clock = new FakeClock();
  const keychain = new FakeKeychain();
  const logged: string[] = [];
  const logger: HostLogger = {
    info: (message) => logged.push(message),
    warn: (message) => logged.push(message),
    error: (message, error) => logged.push(`${message}: ${String(error)}`),
  };
  const secrets = new Secrets({ openKeychain: () => Promise.resolve(keychain), clock, logger });
  return { clock, keychain, logged, secrets, logger };
}

describe('secrets', () => {
  it('are in the keychain where it works', async () => {
    const { secrets, keychain, clock } = setUp();
    expect(await secrets.probe()).toEqual({ kind: 'available' });
    expect(await secrets.save('a', 'geheim')).toBe('keychain');
    expect(keychain.passwords.get('a')).toBe('geheim');
    expect(secrets.isKeptForThisRun('a')).toBe(false);
    expect(await secrets.read('a')).toBe('geheim');
    await secrets.forget('a');
    expect(keychain.passwords.size).toBe(0);
    expect(await secrets.read('a')).toBeNull();
    clock.assertNoTimers();
  });

  it('are kept for this run where no keychain can be opened, and the reason is said', async () => {
    const { clock, logger } = setUp();
    const openKeychain = () => Promise.reject(new Error('Platform failure: DBus error: no address'));
    const secrets = new Secrets({ openKeychain, clock, logger });
    expect(await secrets.probe()).toEqual({
      kind: 'unavailable',
      sentence:
        'The system’s keychain cannot be used (no Secret Service such as GNOME Keyring or KWallet runs in this session), so passwords are kept for this run only and have to be entered again after a restart.',
    });
    expect(await secrets.save('a', 'geheim')).toBe('this-run');
    expect(secrets.isKeptForThisRun('a')).toBe(true);
    expect(await secrets.read('a')).toBe('geheim');
    await secrets.forget('a');
    expect(await secrets.read('a')).toBeNull();
  });

  it('are kept for this run when the keychain answers but will not take them, until it does', async () => {
    const { secrets, keychain } = setUp();
    await secrets.probe();
    keychain.next = 'fails';
    expect(await secrets.save('a', 'eins')).toBe('this-run');
    expect(secrets.status).toEqual({
      kind: 'unavailable',
      sentence: expect.stringContaining('it is locked and was not unlocked') as string,
    });
    expect(await secrets.read('a')).toBe('eins');
    keychain.next = 'works';
    expect(await secrets.save('a', 'zwei')).toBe('keychain');
    expect(secrets.status).toEqual({ kind: 'available' });
    expect(secrets.isKeptForThisRun('a')).toBe(false);
    expect(await secrets.read('a')).toBe('zwei');
  });

  it('gives up a probe that hangs after three seconds', async () => {
    const { secrets, keychain, clock } = setUp();
    keychain.next = 'hangs';
    const probe = secrets.probe();
    await clock.advanceAsync(2999);
    expect(secrets.status).toMatchObject({ sentence: 'The keychain has not been asked yet.' });
    await clock.advanceAsync(1);
    expect(await probe).toMatchObject({ kind: 'unavailable' });
    expect(await secrets.save('a', 'x')).toBe('this-run');
    clock.assertNoTimers();
  });

  it('asks a keychain that hung no more, and one thing at a time', async () => {
    const { secrets, keychain, clock } = setUp();
    await secrets.probe();
    await Promise.all([secrets.save('a', '1'), secrets.save('b', '2'), secrets.read('a')]);
    expect(keychain.mostInUse).toBe(1);
    keychain.next = 'hangs';
    const saved = secrets.save('c', '3');
    await clock.advanceAsync(60_000);
    expect(await saved).toBe('this-run');
    keychain.inUse = 0;
    expect(await secrets.save('d', '4')).toBe('this-run');
    expect(await secrets.read('a')).toBeNull();
    expect(keychain.inUse).toBe(0);
  });

  it('never name a password in the log', async () => {
    const { secrets, keychain, logged } = setUp();
    await secrets.probe();
    keychain.next = 'fails';
    await secrets.save('a', 'Hunter2!');
    await secrets.read('b');
    await secrets.forget('a');
    expect(logged).toHaveLength(3);
    expect(logged.join('\n')).not.toContain('Hunter2!');
  });
});
