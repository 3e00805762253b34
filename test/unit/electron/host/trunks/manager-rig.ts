import { afterEach } from 'vitest';
import { EventHub, type HostEvent } from '#electron/host/event-hub';
import { Secrets } from '#electron/host/secrets/secrets';
import type { SettingsFile } from '#electron/host/settings/settings-file';
import { SettingsStore } from '#electron/host/settings/settings-store';
import type { DemoSmsc, Endpoint } from '#electron/host/trunks/endpoint';
import { OutbindPort } from '#electron/host/trunks/outbind-port';
import { SmppLink } from '#electron/host/trunks/smpp-link';
import { TrunkManager } from '#electron/host/trunks/trunk-manager';
import type { NewTimelineEntry } from '#electron/host/trunks/trunk-timelines';
import type { TrunkId } from '#shared/model/ids';
import { memoryTransportPair } from '#electron/smpp/transport/memory-transport';
import type { ConnectOptions } from '#electron/smpp/transport/connect-transport';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';
import { FakeClock, settle } from '#test/support/fake-clock';
import { MemoryKeychain } from '#test/support/host';
import { FakeCallPort, SmscEnd } from './trunk-rig';

export const settings = (given: Partial<TrunkSettings> = {}): TrunkSettings => ({
  ...trunkSettings.parse({ name: 'One', host: 'smsc.example', systemId: 'user' }),
  ...given,
});

export class FakeDemoSmsc implements DemoSmsc {
  endpoint: Endpoint | null = null;
  starts = 0;
  problemSentence: string | null = null;
  #listeners = new Set<() => void>();
  #port = 40_000;

  credentials = () => this.endpoint;
  problem = () => this.problemSentence;
  start(): Promise<void> {
    this.starts += 1;
    this.#port += 1;
    this.endpoint ??= { host: '127.0.0.1', port: this.#port, systemId: 'demo', password: `p${this.#port}` };
    this.#changed();
    return Promise.resolve();
  }
  stop(): void {
    this.endpoint = null;
    this.#changed();
  }
  onChanged = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** A settings file in memory that lasts over several managers; `isBroken` makes writing fail. */
export class MemoryFile implements SettingsFile {
  readonly path = '/memory/settings.json';
  readonly notice = null;
  isBroken = false;
  writes = 0;
  text = '{}';

  read = (): unknown => JSON.parse(this.text);
  write(value: Readonly<Record<string, unknown>>): void {
    if (this.isBroken) throw new Error('disk full');
    this.writes += 1;
    this.text = JSON.stringify(value);
  }
}

export class ManagerRig {
  readonly file: MemoryFile;
  /** Null where there is none. */
  readonly keychain: MemoryKeychain | null;
  readonly demo: FakeDemoSmsc;
  readonly clock = new FakeClock();
  readonly events: HostEvent[] = [];
  readonly dialled: ConnectOptions[] = [];
  readonly ends: SmscEnd[] = [];
  readonly logged: string[] = [];
  readonly secrets: Secrets;
  readonly manager: TrunkManager;
  readonly timeline: (NewTimelineEntry & { readonly id: TrunkId })[] = [];
  readonly deletedTimelines: TrunkId[] = [];
  readonly keys: string[] = [];
  readonly deletedKeys: TrunkId[] = [];
  sourceWarnings: string[] = [];
  tellSourcesChanged: () => void = () => undefined;
  status = 0;
  #ids = 0;

  constructor(file: MemoryFile, keychain: MemoryKeychain | null, demo: FakeDemoSmsc, idPrefix: string) {
    this.file = file;
    this.keychain = keychain;
    this.demo = demo;
    const logger = {
      info: () => undefined,
      warn: () => undefined,
      error: (message: string, error: unknown) => void this.logged.push(`${message} ${String(error)}`),
    };
    const hub = new EventHub((error) => void this.logged.push(String(error)));
    hub.subscribe((event) => void this.events.push(structuredClone(event)));
    const openKeychain = () =>
      keychain === null ? Promise.reject(new Error('DBus error')) : Promise.resolve(keychain);
    this.secrets = new Secrets({ openKeychain, clock: this.clock, logger });
    this.manager = new TrunkManager({
      store: new SettingsStore(file),
      secrets: this.secrets,
      hub,
      clock: this.clock,
      random: () => 0.5,
      createId: () => `${idPrefix}${(this.#ids += 1)}`,
      logger,
      demoSmsc: demo,
      timelines: {
        record: (id, entry) => void this.timeline.push({ id, ...entry }),
        delete: (id) => Promise.resolve(void this.deletedTimelines.push(id)),
      },
      keyLogs: {
        write: (_id, line) => void this.keys.push(line),
        delete: (id) => void this.deletedKeys.push(id),
      },
      createLink: ({ trunkId: _trunkId, host: _host, spec, ...options }) =>
        new SmppLink({
          ...options,
          bind: spec,
          outbindPort: new OutbindPort(new FakeCallPort().listen),
          clock: this.clock,
          connect: (target) => {
            this.dialled.push(target);
            const { left, right } = memoryTransportPair();
            const { status } = this;
            this.ends.push(
              new SmscEnd(
                right,
                left,
                status === 0 ? { kind: 'accepts' } : { kind: 'refuses', commandStatus: status },
              ),
            );
            return Promise.resolve(left);
          },
          log: {
            sessionId: this.dialled.length + 1,
            recorder: { recordPdu: () => undefined, recordOctets: () => undefined },
            note: () => undefined,
            takeSettings: () => undefined,
            end: () => undefined,
          },
          onError: (error) => void this.logged.push(String(error)),
        }),
    });
  }

  async start(): Promise<this> {
    await this.secrets.probe();
    await this.manager.start(
      { receive: () => Promise.resolve(0) },
      {
        warnings: () => this.sourceWarnings,
        onChanged: (listener) => {
          this.tellSourcesChanged = listener;
          return () => undefined;
        },
      },
    );
    await settle();
    return this;
  }

  view(name: string): TrunkView {
    const view = this.manager.list().find((trunk) => trunk.settings.name === name);
    if (view === undefined) throw new Error(`no trunk ${name}`);
    return view;
  }

  names(): string[] {
    return this.manager.list().map((trunk) => trunk.settings.name);
  }

  takeEvents(): string[] {
    return this.events.splice(0).map(({ name }) => name);
  }
}

export interface RigGiven {
  readonly file?: MemoryFile;
  /** Null for a machine without one. */
  readonly keychain?: MemoryKeychain | null;
  readonly demo?: FakeDemoSmsc;
  /** False for the very first run; otherwise the demo trunk was offered, and deleted, before. */
  readonly isOffered?: boolean;
}

/** Starts managers for a test file and ends them after each test, which must leave no timer behind. */
export function useManagers(): {
  readonly start: (given?: RigGiven) => Promise<ManagerRig>;
  readonly end: (rig: ManagerRig) => Promise<void>;
} {
  const rigs: ManagerRig[] = [];
  const end = async (rig: ManagerRig): Promise<void> => {
    const closed = rig.manager.close();
    await rig.clock.advanceAsync(12_000);
    await closed;
    rig.clock.assertNoTimers();
  };
  afterEach(async () => {
    for (const rig of rigs.splice(0)) await end(rig);
  });
  return {
    end,
    start: (given = {}) => {
      const file = given.file ?? new MemoryFile();
      if (given.isOffered !== false && file.text === '{}') file.text = '{"isDemoOffered":true}';
      const keychain = given.keychain === undefined ? new MemoryKeychain() : given.keychain;
      const rig = new ManagerRig(file, keychain, given.demo ?? new FakeDemoSmsc(), `id${rigs.length}-`);
      rigs.push(rig);
      return rig.start();
    },
  };
}
