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
import { demoSettings } from './demo-trunk';
import { demoSettingsToStore, resolveEndpoint, type DemoSmsc } from './endpoint';
import type { KeyLogs } from './key-logs';
import { ManagedTrunk } from './managed-trunk';
import type { CreateLinkOptions } from './open-link';
import { assertNameIsFree, assertUsable } from './settings-check';
import { TimelineRecorder } from './timeline-recorder';
import type { TrunkLink } from './trunk-link';
import { TrunkViews, type SourceWarnings } from './trunk-views';
import { copySecrets, forgetSecrets, saveSecrets } from './trunk-secrets';
import type { TrunkTimelines } from './trunk-timelines';

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
  /** Takes the TLS keys of a trunk whose keys are logged, line by line. */
  readonly keyLogs: Pick<KeyLogs, 'write' | 'delete'>;
  readonly createLink: (options: CreateLinkOptions) => TrunkLink;
}

/** A trunk that something was not done with, and why. */
export interface TrunkRefusal {
  readonly id: TrunkId;
  readonly sentence: string;
}

/** One of many trunks that are added, or changed where there is an id. */
export interface TrunkEntry {
  readonly id: TrunkId | null;
  readonly settings: TrunkSettings;
}

/** All trunks of the host: their settings, secrets and connections. */
export class TrunkManager implements MessageLinks {
  readonly #options: TrunkManagerOptions;
  readonly #trunks = new Map<TrunkId, ManagedTrunk>();
  readonly #views: TrunkViews;
  readonly #room: Emitter<TrunkId>;
  readonly #late: Emitter<LateResponse>;
  readonly #stopListening: Unsubscribe[];
  #inbound: InboundSink | null = null;
  /** Changes wait for each other: two that are made at once must not both find a name free. */
  #changes: Promise<unknown> = Promise.resolve();
  /** Deleted trunks that are still being unbound. */
  readonly #leaving = new Set<Promise<unknown>>();

  constructor(options: TrunkManagerOptions) {
    this.#options = options;
    this.#views = new TrunkViews(options);
    const report = (error: unknown): void => options.logger.error('A listener of the trunks failed', error);
    this.#room = new Emitter(report);
    this.#late = new Emitter(report);
    this.#stopListening = [options.demoSmsc.onChanged(() => this.#handleDemoSmscChanged())];
  }

  /** Loads the trunks, offers the demo trunk at the first run, and binds what is enabled. */
  async start(inbound: InboundSink, sourceWarnings: SourceWarnings): Promise<void> {
    this.#inbound = inbound;
    this.#views.sourceWarnings = sourceWarnings;
    this.#stopListening.push(
      sourceWarnings.onChanged(() => {
        for (const trunk of this.#trunks.values()) this.#views.tellState(trunk);
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
    return [...this.#trunks.values()].map((trunk) => this.#views.viewOf(trunk));
  }

  /** Rejects with `not-found` when there is no such trunk. */
  get(id: TrunkId): TrunkView {
    return this.#views.viewOf(this.#get(id));
  }

  stored(id: TrunkId): StoredTrunk {
    return this.#get(id).stored;
  }

  /** A copy is made with the secrets of its `original`, but for those that are given. */
  create(
    settings: TrunkSettings,
    secrets: TrunkSecrets,
    original: TrunkId | null = null,
  ): Promise<TrunkView> {
    return this.#change(async () => {
      assertUsable(settings);
      assertNameIsFree(settings.name, null, this.#trunks.values());
      const lent =
        original === null ? {} : await copySecrets(this.#get(original).stored, this.#options.secrets);
      return this.#views.viewOf(await this.#create(settings, { ...lent, ...secrets }));
    });
  }

  /** Secrets left out stay as they are; an empty one is taken away. */
  update(id: TrunkId, given: TrunkSettings, secrets: TrunkSecrets): Promise<TrunkView> {
    return this.#change(async () => {
      const trunk = this.#get(id);
      assertUsable(given);
      assertNameIsFree(given.name, id, this.#trunks.values());
      const { isDemo } = trunk.stored;
      const settings = isDemo ? demoSettingsToStore(trunk.stored, given, this.#options.demoSmsc) : given;
      const isSecretGiven = !isDemo && Object.values(secrets).some((secret) => secret !== undefined);
      const kept = isSecretGiven
        ? await saveSecrets(trunk.stored, secrets, this.#options.secrets)
        : trunk.stored;
      this.#save(trunk, { ...kept, settings }, isSecretGiven);
      return this.#views.viewOf(trunk);
    });
  }

  setEnabled(ids: readonly TrunkId[], isEnabled: boolean): Promise<TrunkRefusal[]> {
    return this.#change(() => {
      const changed: ManagedTrunk[] = [];
      const refused = this.#forEach(ids, (trunk) => {
        if (trunk.settings.isEnabled !== isEnabled) changed.push(trunk);
      });
      this.#saveAll(
        changed.map((trunk) => ({
          trunk,
          stored: { ...trunk.stored, settings: { ...trunk.settings, isEnabled } },
        })),
      );
      return Promise.resolve(refused);
    });
  }

  /**
   * Adds and changes many trunks as one change: everything is saved, or nothing. New ones come without secrets, and
   * those that are changed keep theirs.
   */
  applyAll(entries: readonly TrunkEntry[]): Promise<void> {
    return this.#change(() => {
      const known = entries.map(({ id, settings }) => {
        assertUsable(settings);
        assertNameIsFree(settings.name, id, this.#trunks.values());
        const trunk = id === null ? null : this.#get(id);
        return { trunk, stored: { ...(trunk?.stored ?? this.#newTrunk(settings, false)), settings } };
      });
      this.#saveAll(known);
      return Promise.resolve();
    });
  }

  /** Deletes the trunks with their secrets and timelines; they are gone at once, and unbound behind that. */
  async delete(ids: readonly TrunkId[]): Promise<void> {
    const trunks = await this.#change(() => {
      const known = [...new Set(ids)].map((id) => this.#get(id));
      const deleted = known.map((trunk) => trunk.trunkId);
      this.#options.store.deleteTrunks(new Set(deleted));
      for (const id of deleted) this.#trunks.delete(id);
      this.#options.hub.emit('trunk.deleted', { ids: deleted });
      return Promise.resolve(known);
    });
    const leaving = Promise.all(trunks.map((trunk) => this.#leave(trunk)));
    this.#leaving.add(leaving);
    await leaving.finally(() => this.#leaving.delete(leaving));
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
    this.#views.tellChanged(trunk);
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
      return this.#views.viewOf(trunk);
    });
  }

  /** Unbinds everything in an orderly way; bounded by the sessions' own timers. */
  async close(): Promise<void> {
    for (const stop of this.#stopListening) stop();
    const closing = [...this.#trunks.values()].map((trunk) => trunk.close());
    await Promise.all([...closing, ...this.#leaving]);
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
    const { clock, random, hub, createLink, secrets, demoSmsc, timelines, keyLogs } = this.#options;
    const recorder = new TimelineRecorder();
    const trunk: ManagedTrunk = new ManagedTrunk(stored, {
      clock,
      random,
      createLink: (current, attempt) =>
        createLink({
          ...attempt,
          trunkId: id,
          resolveEndpoint: () => resolveEndpoint(current, attempt.spec, attempt.host, secrets, demoSmsc),
          onKeyLog: trunk.isKeyLogged ? (line) => keyLogs.write(id, line) : undefined,
        }),
      onStateChanged: () => {
        // A deleted trunk is still being unbound; nobody hears of it any more.
        if (!this.#trunks.has(id)) return;
        this.#views.tellState(trunk);
        if (trunk.last?.kind === 'no-password') this.#views.tellChanged(trunk);
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
      store.saveTrunks([stored]);
    } catch (error) {
      await forgetSecrets(stored, secrets);
      throw error;
    }
    const trunk = this.#add(stored);
    this.#views.tellChanged(trunk);
    if (settings.isEnabled) trunk.arm();
    return trunk;
  }

  #createDemo(): ManagedTrunk {
    const names = [...this.#trunks.values()].map((trunk) => trunk.trunkName);
    const stored = this.#newTrunk(demoSettings(names), true);
    this.#options.store.saveTrunks([stored]);
    const trunk = this.#add(stored);
    this.#views.tellChanged(trunk);
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
    this.#options.store.saveTrunks([stored]);
    trunk.update(stored, isSecretGiven);
    this.#views.tellChanged(trunk);
  }

  /** Saves all with one write, then adds what is new and tells of each. */
  #saveAll(changes: readonly { readonly trunk: ManagedTrunk | null; readonly stored: StoredTrunk }[]): void {
    this.#options.store.saveTrunks(changes.map(({ stored }) => stored));
    for (const { trunk, stored } of changes) {
      if (trunk !== null) {
        trunk.update(stored, false);
        this.#views.tellChanged(trunk);
        continue;
      }
      const added = this.#add(stored);
      this.#views.tellChanged(added);
      if (stored.settings.isEnabled) added.arm();
    }
  }

  async #leave(trunk: ManagedTrunk): Promise<void> {
    const { secrets, timelines, keyLogs } = this.#options;
    await trunk.close();
    keyLogs.delete(trunk.trunkId);
    if (!trunk.stored.isDemo) await forgetSecrets(trunk.stored, secrets);
    await timelines.delete(trunk.trunkId);
  }

  async #startDemoSmsc(): Promise<void> {
    const { demoSmsc, logger } = this.#options;
    await demoSmsc.start().catch((error: unknown) => logger.error('The simulator could not start', error));
  }

  /** The simulator has another port and other credentials each time it starts. */
  #handleDemoSmscChanged(): void {
    for (const trunk of this.#trunks.values()) {
      if (!trunk.stored.isDemo) continue;
      this.#views.tellChanged(trunk);
      if (this.#options.demoSmsc.credentials() !== null && trunk.connection.kind === 'waiting') trunk.bind();
    }
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

  #change<T>(make: () => Promise<T>): Promise<T> {
    const turn = this.#changes.then(make);
    this.#changes = turn.catch(() => undefined);
    return turn;
  }
}
