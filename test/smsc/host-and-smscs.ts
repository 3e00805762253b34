import { afterEach, expect } from 'vitest';
import type { TrunkId } from '#shared/model/ids';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import { startTestHost, type TestHost } from '#test/support/host';
import { CountingSmsc, type Verdict } from './counting-smsc';

export interface HostAndSmscs {
  readonly host: TestHost;
  /** An SMSC that judges each message by the number in its text. */
  readonly startSmsc: (judge: (index: number, count: number) => Verdict) => Promise<CountingSmsc>;
  readonly createTrunk: (
    name: string,
    smsc: CountingSmsc,
    changes?: Partial<TrunkSettings>,
  ) => Promise<TrunkId>;
  /** Resolves when the trunk is logged in, or was since it was created. */
  readonly loggedIn: (id: TrunkId) => Promise<unknown>;
}

/** A whole host with its workers, and SMSCs over real sockets. Ends them after each test; the host logged nothing. */
export function useHostAndSmscs(): () => Promise<HostAndSmscs> {
  const hosts: TestHost[] = [];
  const smscs: CountingSmsc[] = [];
  afterEach(async () => {
    for (const host of hosts.splice(0)) {
      await host.close();
      expect(host.logged).toEqual([]);
    }
    await Promise.all(smscs.splice(0).map((smsc) => smsc.close()));
  });
  return async () => {
    const host = await startTestHost();
    hosts.push(host);
    return {
      host,
      startSmsc: async (judge) => {
        const smsc = await CountingSmsc.start({ total: 10, judge });
        smscs.push(smsc);
        return smsc;
      },
      createTrunk: async (name, smsc, changes = {}) => {
        const settings = trunkSettings.parse({
          name,
          host: '127.0.0.1',
          txPort: smsc.port,
          systemId: 'demo',
        });
        const { id } = await host.call('trunk.create', {
          settings: { ...settings, ...changes },
          secrets: { password: 'secret01' },
        });
        return id;
      },
      loggedIn: (trunkId) =>
        host.until(
          'trunk.stateChanged',
          ({ id, connection }) => id === trunkId && connection.kind === 'logged-in',
        ),
    };
  };
}

/** So many numbers, each of them another one. */
export function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `+1202${5_000_000 + index}`);
}
