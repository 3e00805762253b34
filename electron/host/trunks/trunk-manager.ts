import type { EventHub } from '#electron/host/event-hub';
import type { HostLogger } from '#electron/host/host-services';
import type {
  InboundSink,
  LateResponse,
  MessageLink,
  MessageLinks,
} from '#electron/host/messages/message-links';
import type { Secrets } from '#electron/host/secrets/secrets';
import type { SettingsStore } from '#electron/host/settings/settings-store';
import type { StoredTrunk } from '#electron/host/settings/stored-settings';
import type { Clock } from '#shared/lib/clock';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import { trunkId as trunkIdSchema, type TrunkId } from '#shared/model/ids';
import type { TrunkSettings } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';
import { RpcError } from '#shared/rpc/errors';
import { comparableName, demoSettings } from './demo-trunk';
import {
  demoSettingsToStore,
  passwordAccount,
  passwordStorageOf,
  resolveEndpoint,
  shownSettings,
  type DemoSmsc,
  type EndpointResult,
} from './endpoint';
import { ManagedTrunk } from './managed-trunk';
import type { LinkListener, LinkTraffic, TrunkLink } from './trunk-link';

/** What a trunk's connection is made of; tests hand in their own. */
export interface CreateLinkOptions {
  readonly name: string;
  readonly settings: TrunkSettings;
  readonly resolveEndpoint: () => Promise<EndpointResult>;
  readonly listener: LinkListener;
  readonly traffic: LinkTraffic;
}

export interface TrunkManagerOptions {
  readonly store: SettingsStore;
  readonly secrets: Secrets;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly random: () => number;
  readonly createId: () => string;
  readonly logger: HostLogger;
  readonly demoSmsc: DemoSmsc;
  readonly createLink: (options: CreateLinkOptions) => TrunkLink;
}

/** All trunks of the host: their settings, passwords and connections. */
export class TrunkManager implements MessageLinks {
  readonly #options: TrunkManagerOptions;
  readonly #trunks = new Map<TrunkId, ManagedTrunk>();
  readonly #room: Emitter<TrunkId>;
  readonly #late: Emitter<LateResponse>;
  readonly #stopListening: Unsubscribe;
  #inbound: InboundSink | null = null;
  /** Changes wait for each other: two that are made at once must not both find a name free. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor(options: TrunkManagerOptions) {
    this.#options = options;
    const report = (error: unknown): void => options.logger.error('A listener of the trunks failed', error);
    this.#room = new Emitter(report);
    this.#late = new Emitter(report);
    this.#stopListening = options.demoSmsc.onChanged(() => this.#handleDemoSmscChanged());
  }

  /** Loads the trunks, offers the demo trunk at the first run, and binds what is enabled. */
  async start(inbound: InboundSink): Promise<void> {
    this.#inbound = inbound;
    const { store } = this.#options;
    for (const stored of store.trunks) this.#add(stored);
    if (store.trunks.length === 0 && !store.isDemoOffered) this.#createDemo();
    const enabled = [...this.#trunks.values()].filter((trunk) => trunk.stored.settings.isEnabled);
    if (enabled.some((trunk) => trunk.stored.isDemo)) await this.#startDemoSmsc();
    for (const trunk of enabled) trunk.bind();
  }

  list(): TrunkView[] {
    return [...this.#trunks.values()].map((trunk) => this.#viewOf(trunk));
  }

  create(settings: TrunkSettings, password: string): Promise<TrunkView> {
    return this.#change(async () => {
      this.#assertNameIsFree(settings.name, null);
      const id = trunkIdSchema.parse(this.#options.createId());
      const { secrets, store } = this.#options;
      const keptIn = await secrets.save(passwordAccount(id), password);
      const stored: StoredTrunk = {
        id,
        isDemo: false,
        isPasswordInKeychain: keptIn === 'keychain',
        settings,
      };
      try {
        store.saveTrunk(stored);
      } catch (error) {
        await secrets.forget(passwordAccount(id));
        throw error;
      }
      const trunk = this.#add(stored);
      this.#emitChanged(trunk);
      if (settings.isEnabled) trunk.bind();
      return this.#viewOf(trunk);
    });
  }

  /** `password` undefined keeps the one there is. */
  update(id: TrunkId, given: TrunkSettings, password: string | undefined): Promise<TrunkView> {
    return this.#change(async () => {
      const trunk = this.#get(id);
      this.#assertNameIsFree(given.name, id);
      const settings = trunk.stored.isDemo
        ? demoSettingsToStore(trunk.stored, given, this.#options.demoSmsc)
        : given;
      let { isPasswordInKeychain } = trunk.stored;
      const isPasswordGiven = password !== undefined && !trunk.stored.isDemo;
      if (isPasswordGiven) {
        isPasswordInKeychain =
          (await this.#options.secrets.save(passwordAccount(id), password)) === 'keychain';
      }
      const stored = { ...trunk.stored, settings, isPasswordInKeychain };
      this.#options.store.saveTrunk(stored);
      trunk.update(stored, isPasswordGiven);
      this.#emitChanged(trunk);
      return this.#viewOf(trunk);
    });
  }

  /** Unbinds the trunks, then deletes them with their passwords. */
  delete(ids: readonly TrunkId[]): Promise<void> {
    return this.#change(async () => {
      const trunks = [...new Set(ids)].map((id) => this.#get(id));
      const deleted = trunks.map((trunk) => trunk.trunkId);
      await Promise.all(trunks.map((trunk) => trunk.close()));
      this.#options.store.deleteTrunks(new Set(deleted));
      for (const id of deleted) this.#trunks.delete(id);
      this.#options.hub.emit('trunk.deleted', { ids: deleted });
      for (const trunk of trunks) {
        if (!trunk.stored.isDemo) await this.#options.secrets.forget(passwordAccount(trunk.trunkId));
      }
    });
  }

  bind(id: TrunkId): void {
    const trunk = this.#get(id);
    if (!trunk.stored.settings.isEnabled) {
      throw new RpcError(
        'refused',
        `“${trunk.trunkName}” is disabled. Enable it in its settings, then bind it.`,
      );
    }
    trunk.bind();
  }

  unbind(id: TrunkId): void {
    this.#get(id).unbind();
  }

  /** The demo trunk, created if it was deleted, enabled and bound; its simulator is started if need be. */
  offerDemo(): Promise<TrunkView> {
    return this.#change(async () => {
      await this.#startDemoSmsc();
      const known = [...this.#trunks.values()].find((trunk) => trunk.stored.isDemo);
      const trunk = known ?? this.#createDemo();
      if (!trunk.stored.settings.isEnabled) {
        const stored = { ...trunk.stored, settings: { ...trunk.stored.settings, isEnabled: true } };
        this.#options.store.saveTrunk(stored);
        trunk.update(stored, false);
        this.#emitChanged(trunk);
      }
      trunk.bind();
      return this.#viewOf(trunk);
    });
  }

  /** Unbinds everything in an orderly way; bounded by the sessions' own timers. */
  async close(): Promise<void> {
    this.#stopListening();
    await Promise.all([...this.#trunks.values()].map((trunk) => trunk.close()));
  }

  find(trunkId: TrunkId): MessageLink | undefined {
    return this.#trunks.get(trunkId);
  }

  onRoom(listener: (trunkId: TrunkId) => void): Unsubscribe {
    return this.#room.on(listener);
  }

  onLateResponse(listener: (late: LateResponse) => void): Unsubscribe {
    return this.#late.on(listener);
  }

  #add(stored: StoredTrunk): ManagedTrunk {
    const { id } = stored;
    const { clock, random, hub, createLink, secrets, demoSmsc } = this.#options;
    const trunk: ManagedTrunk = new ManagedTrunk(stored, {
      clock,
      random,
      createLink: (current, settings, listener, traffic) =>
        createLink({
          name: settings.name,
          settings,
          resolveEndpoint: () => resolveEndpoint(current, secrets, demoSmsc),
          listener,
          traffic,
        }),
      onChanged: (connection, last) => {
        const { binds, throttle, warnings } = this.#viewOf(trunk);
        hub.emit('trunk.stateChanged', { id, connection, last, binds, throttle, warnings });
        if (last?.kind === 'no-password') this.#emitChanged(trunk);
      },
      onRateMeasured: (messagesPerSecond) => hub.emit('trunk.rateMeasured', { id, messagesPerSecond, queuedCount: 0 }),
      traffic: {
        onRoom: () => this.#room.emit(id),
        onLateResponse: (late) => this.#late.emit({ trunkId: id, ...late }),
        onMessage: (request) => this.#receive(trunk, request),
      },
    });
    this.#trunks.set(id, trunk);
    return trunk;
  }

  async #receive(trunk: ManagedTrunk, request: Parameters<LinkTraffic['onMessage']>[0]): Promise<number> {
    if (this.#inbound === null) throw new Error('A message came in before the host was ready');
    return this.#inbound.receive(trunk.trunkId, trunk.trunkName, request);
  }

  #createDemo(): ManagedTrunk {
    const names = [...this.#trunks.values()].map((trunk) => trunk.trunkName);
    const id = trunkIdSchema.parse(this.#options.createId());
    const stored = { id, isDemo: true, isPasswordInKeychain: false, settings: demoSettings(names) };
    this.#options.store.saveTrunk(stored);
    const trunk = this.#add(stored);
    this.#emitChanged(trunk);
    return trunk;
  }

  async #startDemoSmsc(): Promise<void> {
    const { demoSmsc, logger } = this.#options;
    await demoSmsc.start().catch((error: unknown) => logger.error('The simulator could not start', error));
  }

  /** The simulator has another port and other credentials each time it starts. */
  #handleDemoSmscChanged(): void {
    for (const trunk of this.#trunks.values()) {
      if (!trunk.stored.isDemo) continue;
      this.#emitChanged(trunk);
      if (this.#options.demoSmsc.credentials() !== null && trunk.connection.kind === 'waiting') trunk.bind();
    }
  }

  #viewOf(trunk: ManagedTrunk): TrunkView {
    const { secrets, demoSmsc } = this.#options;
    return {
      id: trunk.trunkId,
      settings: shownSettings(trunk.stored, demoSmsc),
      isDemo: trunk.stored.isDemo,
      passwordStorage: passwordStorageOf(trunk.stored, secrets),
      hasReceiverPassword: false,
      hasClientKey: false,
      connection: trunk.connection,
      last: trunk.last,
      binds: [],
      throttle: null,
      queuedCount: 0,
      warnings: [],
      isKeyLogged: false,
    };
  }

  #emitChanged(trunk: ManagedTrunk): void {
    this.#options.hub.emit('trunk.changed', this.#viewOf(trunk));
  }

  #get(id: TrunkId): ManagedTrunk {
    const trunk = this.#trunks.get(id);
    if (trunk === undefined) throw new RpcError('not-found', 'This trunk does not exist any more.');
    return trunk;
  }

  #assertNameIsFree(name: string, exceptId: TrunkId | null): void {
    for (const other of this.#trunks.values()) {
      if (other.trunkId === exceptId || comparableName(other.trunkName) !== comparableName(name)) continue;
      throw new RpcError('conflict', `There is already a trunk named “${other.trunkName}”.`, {
        'settings.name': 'This name is taken. Give the trunk another one.',
      });
    }
  }

  #change<T>(make: () => Promise<T>): Promise<T> {
    const turn = this.#changes.then(make);
    this.#changes = turn.catch(() => undefined);
    return turn;
  }
}
