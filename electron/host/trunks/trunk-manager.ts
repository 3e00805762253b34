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
import type { TrunkSecrets, TrunkSettings } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';
import type { Pdu } from '#shared/smpp/pdu';
import { RpcError } from '#shared/rpc/errors';
import { comparableName, demoSettings, freeCopyName } from './demo-trunk';
import {
  demoSettingsToStore,
  hasSecret,
  passwordStorageOf,
  resolveEndpoint,
  shownSettings,
  type DemoSmsc,
} from './endpoint';
import { ManagedTrunk } from './managed-trunk';
import type { CreateLinkOptions } from './open-link';
import { TimelineRecorder } from './timeline-recorder';
import type { TrunkLink } from './trunk-link';
import { copySecrets, forgetSecrets, saveSecrets } from './trunk-secrets';
import type { TrunkTimelines } from './trunk-timelines';

/** What the address book has to say of a trunk. */
export interface SourceWarnings {
  warnings(trunk: TrunkSettings): readonly string[];
  onChanged(listener: () => void): Unsubscribe;
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
  readonly timelines: Pick<TrunkTimelines, 'record' | 'delete'>;
  /** Takes a line of TLS keys of a trunk whose keys are logged. */
  readonly writeKey: (id: TrunkId, line: string) => void;
  readonly createLink: (options: CreateLinkOptions) => TrunkLink;
}

/** A trunk that something was not done with, and why. */
export interface TrunkRefusal {
  readonly id: TrunkId;
  readonly sentence: string;
}

/** All trunks of the host: their settings, secrets and connections. */
export class TrunkManager implements MessageLinks {
  readonly #options: TrunkManagerOptions;
  readonly #trunks = new Map<TrunkId, ManagedTrunk>();
  readonly #room: Emitter<TrunkId>;
  readonly #late: Emitter<LateResponse>;
  readonly #stopListening: Unsubscribe[];
  #inbound: InboundSink | null = null;
  #sourceWarnings: SourceWarnings | null = null;
  /** Changes wait for each other: two that are made at once must not both find a name free. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor(options: TrunkManagerOptions) {
    this.#options = options;
    const report = (error: unknown): void => options.logger.error('A listener of the trunks failed', error);
    this.#room = new Emitter(report);
    this.#late = new Emitter(report);
    this.#stopListening = [options.demoSmsc.onChanged(() => this.#handleDemoSmscChanged())];
  }

  /** Loads the trunks, offers the demo trunk at the first run, and binds what is enabled. */
  async start(inbound: InboundSink, sourceWarnings: SourceWarnings): Promise<void> {
    this.#inbound = inbound;
    this.#sourceWarnings = sourceWarnings;
    this.#stopListening.push(
      sourceWarnings.onChanged(() => {
        for (const trunk of this.#trunks.values()) this.#emitState(trunk);
      }),
    );
    const { store } = this.#options;
    for (const stored of store.trunks) this.#add(stored);
    if (store.trunks.length === 0 && !store.isDemoOffered) this.#createDemo();
    const enabled = [...this.#trunks.values()].filter((trunk) => trunk.settings.isEnabled);
    if (enabled.some((trunk) => trunk.stored.isDemo)) await this.#startDemoSmsc();
    for (const trunk of enabled) trunk.arm();
  }

  list(): TrunkView[] {
    return [...this.#trunks.values()].map((trunk) => this.#viewOf(trunk));
  }

  /** Rejects with `not-found` when there is no such trunk. */
  get(id: TrunkId): TrunkView {
    return this.#viewOf(this.#get(id));
  }

  stored(id: TrunkId): StoredTrunk {
    return this.#get(id).stored;
  }

  create(settings: TrunkSettings, secrets: TrunkSecrets): Promise<TrunkView> {
    return this.#change(async () => {
      this.#assertNameIsFree(settings.name, null);
      return this.#viewOf(await this.#create(settings, secrets));
    });
  }

  /** Secrets left out stay as they are; an empty one is taken away. */
  update(id: TrunkId, given: TrunkSettings, secrets: TrunkSecrets): Promise<TrunkView> {
    return this.#change(async () => {
      const trunk = this.#get(id);
      this.#assertNameIsFree(given.name, id);
      const { isDemo } = trunk.stored;
      const settings = isDemo ? demoSettingsToStore(trunk.stored, given, this.#options.demoSmsc) : given;
      const isSecretGiven = !isDemo && Object.values(secrets).some((secret) => secret !== undefined);
      const kept = isSecretGiven
        ? await saveSecrets(trunk.stored, secrets, this.#options.secrets)
        : trunk.stored;
      this.#save(trunk, { ...kept, settings }, isSecretGiven);
      return this.#viewOf(trunk);
    });
  }

  /** A copy with the same secrets under a free name; disabled, so that it does not bind beside its original. */
  duplicate(id: TrunkId): Promise<TrunkView> {
    return this.#change(async () => {
      const { stored } = this.#get(id);
      const names = [...this.#trunks.values()].map((trunk) => trunk.trunkName);
      const name = freeCopyName(stored.settings.name, names);
      const secrets = stored.isDemo ? {} : await copySecrets(stored, this.#options.secrets);
      return this.#viewOf(await this.#create({ ...stored.settings, name, isEnabled: false }, secrets));
    });
  }

  setEnabled(ids: readonly TrunkId[], isEnabled: boolean): Promise<TrunkRefusal[]> {
    return this.#change(() =>
      Promise.resolve(
        this.#forEach(ids, (trunk) => {
          if (trunk.settings.isEnabled === isEnabled) return;
          this.#save(trunk, { ...trunk.stored, settings: { ...trunk.settings, isEnabled } }, false);
        }),
      ),
    );
  }

  /** Unbinds the trunks, then deletes them with their secrets and timelines. */
  delete(ids: readonly TrunkId[]): Promise<void> {
    return this.#change(async () => {
      const { store, secrets, timelines, hub } = this.#options;
      const trunks = [...new Set(ids)].map((id) => this.#get(id));
      const deleted = trunks.map((trunk) => trunk.trunkId);
      await Promise.all(trunks.map((trunk) => trunk.close()));
      store.deleteTrunks(new Set(deleted));
      for (const id of deleted) this.#trunks.delete(id);
      hub.emit('trunk.deleted', { ids: deleted });
      for (const { stored, trunkId } of trunks) {
        if (!stored.isDemo) await forgetSecrets(stored, secrets);
        await timelines.delete(trunkId);
      }
    });
  }

  bind(ids: readonly TrunkId[]): TrunkRefusal[] {
    return this.#forEach(ids, (trunk) => {
      if (trunk.settings.isEnabled) {
        trunk.bind();
        return;
      }
      const sentence = `“${trunk.trunkName}” is disabled. Enable it in its settings, then bind it.`;
      throw new RpcError('refused', sentence);
    });
  }

  unbind(ids: readonly TrunkId[]): TrunkRefusal[] {
    return this.#forEach(ids, (trunk) => trunk.unbind());
  }

  setKeyLogged(id: TrunkId, isOn: boolean): void {
    const trunk = this.#get(id);
    trunk.isKeyLogged = isOn;
    this.#emitChanged(trunk);
  }

  /** The computer woke or its network changed: what stands is checked, what waits is tried at once. */
  handleWake(): void {
    for (const trunk of this.#trunks.values()) trunk.handleWake();
  }

  /** The demo trunk, created if it was deleted, enabled and bound; its simulator is started if need be. */
  offerDemo(): Promise<TrunkView> {
    return this.#change(async () => {
      await this.#startDemoSmsc();
      const known = [...this.#trunks.values()].find((trunk) => trunk.stored.isDemo);
      const trunk = known ?? this.#createDemo();
      if (!trunk.settings.isEnabled) {
        this.#save(trunk, { ...trunk.stored, settings: { ...trunk.settings, isEnabled: true } }, false);
      }
      trunk.bind();
      return this.#viewOf(trunk);
    });
  }

  /** Unbinds everything in an orderly way; bounded by the sessions' own timers. */
  async close(): Promise<void> {
    for (const stop of this.#stopListening) stop();
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
    const { clock, random, hub, createLink, secrets, demoSmsc, timelines, writeKey } = this.#options;
    const recorder = new TimelineRecorder();
    const trunk: ManagedTrunk = new ManagedTrunk(stored, {
      clock,
      random,
      createLink: (current, attempt) =>
        createLink({
          ...attempt,
          trunkId: id,
          resolveEndpoint: () => resolveEndpoint(current, attempt.spec, attempt.host, secrets, demoSmsc),
          onKeyLog: trunk.isKeyLogged ? (line) => writeKey(id, line) : undefined,
        }),
      onStateChanged: () => {
        this.#emitState(trunk);
        if (trunk.last?.kind === 'no-password') this.#emitChanged(trunk);
      },
      onBindChanged: (bind, label) => {
        const entry = recorder.entryOf(bind, label, clock.now());
        if (entry !== null) timelines.record(id, entry);
      },
      onRateMeasured: (messagesPerSecond, queuedCount) =>
        hub.emit('trunk.rateMeasured', { id, messagesPerSecond, queuedCount }),
      onRoom: () => this.#room.emit(id),
      onLateResponse: (late) => this.#late.emit({ trunkId: id, ...late }),
      onMessage: (request, sessionId) => this.#receive(trunk, request, sessionId),
    });
    this.#trunks.set(id, trunk);
    return trunk;
  }

  async #receive(trunk: ManagedTrunk, request: Pdu, sessionId: number): Promise<number> {
    if (this.#inbound === null) throw new Error('A message came in before the host was ready');
    return this.#inbound.receive(trunk.trunkId, trunk.trunkName, request, sessionId);
  }

  async #create(settings: TrunkSettings, given: TrunkSecrets): Promise<ManagedTrunk> {
    const { secrets, store } = this.#options;
    const stored = await saveSecrets(this.#newTrunk(settings, false), given, secrets);
    try {
      store.saveTrunk(stored);
    } catch (error) {
      await forgetSecrets(stored, secrets);
      throw error;
    }
    const trunk = this.#add(stored);
    this.#emitChanged(trunk);
    if (settings.isEnabled) trunk.arm();
    return trunk;
  }

  #createDemo(): ManagedTrunk {
    const names = [...this.#trunks.values()].map((trunk) => trunk.trunkName);
    const stored = this.#newTrunk(demoSettings(names), true);
    this.#options.store.saveTrunk(stored);
    const trunk = this.#add(stored);
    this.#emitChanged(trunk);
    return trunk;
  }

  #newTrunk(settings: TrunkSettings, isDemo: boolean): StoredTrunk {
    return {
      id: trunkIdSchema.parse(this.#options.createId()),
      isDemo,
      isPasswordInKeychain: false,
      isReceiverPasswordInKeychain: false,
      isClientKeyInKeychain: false,
      settings,
    };
  }

  #save(trunk: ManagedTrunk, stored: StoredTrunk, isSecretGiven: boolean): void {
    this.#options.store.saveTrunk(stored);
    trunk.update(stored, isSecretGiven);
    this.#emitChanged(trunk);
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
    const { stored, connection, last, throttle, queuedCount, isKeyLogged } = trunk;
    return {
      id: trunk.trunkId,
      settings: shownSettings(stored, demoSmsc),
      isDemo: stored.isDemo,
      passwordStorage: passwordStorageOf(stored, secrets),
      hasReceiverPassword: hasSecret(stored, 'receiver-password', secrets),
      hasClientKey: hasSecret(stored, 'client-key', secrets),
      connection,
      last,
      binds: [...trunk.bindViews],
      throttle,
      queuedCount,
      warnings: this.#warningsOf(trunk),
      isKeyLogged,
    };
  }

  #warningsOf(trunk: ManagedTrunk): string[] {
    return [...trunk.warnings, ...(this.#sourceWarnings?.warnings(trunk.settings) ?? [])];
  }

  #emitChanged(trunk: ManagedTrunk): void {
    this.#options.hub.emit('trunk.changed', this.#viewOf(trunk));
  }

  #emitState(trunk: ManagedTrunk): void {
    const { connection, last, throttle, bindViews } = trunk;
    const warnings = this.#warningsOf(trunk);
    const binds = [...bindViews];
    this.#options.hub.emit('trunk.stateChanged', {
      id: trunk.trunkId,
      connection,
      last,
      binds,
      throttle,
      warnings,
    });
  }

  /** Does it to each; what one of them is refused never keeps it from the others. */
  #forEach(ids: readonly TrunkId[], act: (trunk: ManagedTrunk) => void): TrunkRefusal[] {
    const refused: TrunkRefusal[] = [];
    for (const id of new Set(ids)) {
      try {
        act(this.#get(id));
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        refused.push({ id, sentence: error.message });
      }
    }
    return refused;
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
