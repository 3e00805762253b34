import type { LinkAvailability, MessageLink, OnLinkOutcome } from '#electron/host/messages/message-links';
import type { StoredTrunk } from '#electron/host/settings/stored-settings';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import type { Clock } from '#shared/lib/clock';
import type { TrunkSettings } from '#shared/model/trunk';
import type { BindView, ConnectionState, LastState, ThrottleView } from '#shared/model/trunk-view';
import { RateMeter } from './rate-meter';
import { needsRebind } from './settings-change';
import { TrunkBinds, type LinkAttempt, type TrunkBindsOptions } from './trunk-binds';
import type { TrunkLink } from './trunk-link';
import { trunkWarnings } from './trunk-warnings';

export interface ManagedTrunkOptions extends Omit<
  TrunkBindsOptions,
  'createLink' | 'onThrottleChanged' | 'onChanged' | 'onSent'
> {
  readonly clock: Clock;
  readonly createLink: (trunk: StoredTrunk, attempt: LinkAttempt) => TrunkLink;
  /** The state of the trunk, of one of its binds or of its throttle changed. */
  readonly onStateChanged: () => void;
  /** One bind changed; for the timeline. */
  readonly onBindChanged: (bind: BindView, label: string) => void;
  readonly onRateMeasured: (messagesPerSecond: number, queuedCount: number) => void;
}

/** One trunk of the host: what is stored of it, what keeps it bound, and its side towards the message service. */
export class ManagedTrunk implements MessageLink {
  readonly #rate: RateMeter;
  readonly #binds: TrunkBinds;
  #stored: StoredTrunk;
  /** While TLS keys of new connections are written to a file. */
  isKeyLogged = false;

  constructor(stored: StoredTrunk, options: ManagedTrunkOptions) {
    this.#stored = stored;
    this.#rate = new RateMeter(options.clock, (perSecond) =>
      options.onRateMeasured(perSecond, this.#binds.queuedCount),
    );
    this.#binds = new TrunkBinds(stored.settings, {
      clock: options.clock,
      random: options.random,
      createLink: (attempt) => options.createLink(this.#stored, attempt),
      onChanged: (bind, label) => {
        if (bind !== null) options.onBindChanged(bind, label);
        options.onStateChanged();
      },
      onThrottleChanged: options.onStateChanged,
      onSent: (cost) => this.#rate.count(cost),
      onRoom: options.onRoom,
      onLateResponse: options.onLateResponse,
      onMessage: async (request, sessionId) => {
        this.#rate.count();
        return options.onMessage(request, sessionId);
      },
    });
  }

  get stored(): StoredTrunk {
    return this.#stored;
  }

  get connection(): ConnectionState {
    return this.#binds.state.connection;
  }

  get last(): LastState | null {
    return this.#binds.state.last;
  }

  get bindViews(): readonly BindView[] {
    return this.#binds.views;
  }

  get throttle(): ThrottleView | null {
    return this.#binds.throttle;
  }

  get warnings(): string[] {
    return trunkWarnings(this.settings, this.#binds.views, this.#binds.certificateWarnings);
  }

  get queuedCount(): number {
    return this.#binds.queuedCount;
  }

  get trunkId(): StoredTrunk['id'] {
    return this.#stored.id;
  }

  get trunkName(): string {
    return this.#stored.settings.name;
  }

  get settings(): TrunkSettings {
    return this.#stored.settings;
  }

  availability(): LinkAvailability {
    return this.#binds.availability();
  }

  isThrottled(): boolean {
    return this.#binds.isThrottled;
  }

  freeCapacity(): number {
    return this.#binds.freeCapacity();
  }

  freeWindow(): number {
    return this.#binds.freeWindow();
  }

  exhaustedSources(): readonly string[] {
    return this.#binds.exhaustedSources();
  }

  wantsToSend(): void {
    this.#binds.wantsToSend();
  }

  reportQueued(count: number): void {
    this.#binds.reportQueued(count);
    // What waits is told with the rate: about once a second, however fast it changes.
    this.#rate.touch();
  }

  submit(request: MessageRequest, onOutcome: OnLinkOutcome): void {
    this.#binds.submit(request, onOutcome);
  }

  /** Binds what is always on; what is on demand becomes ready for the first message. */
  arm(): void {
    this.#binds.arm();
  }

  bind(): void {
    this.#binds.bind();
  }

  unbind(sentence?: string): void {
    this.#binds.unbind(sentence);
  }

  handleWake(): void {
    this.#binds.handleWake();
  }

  /** Takes what was saved and brings the connection in line with it: an enabled trunk binds at once. */
  update(stored: StoredTrunk, isSecretGiven: boolean): void {
    const before = this.#stored.settings;
    const after = stored.settings;
    this.#stored = stored;
    const isOther = needsRebind(before, after, isSecretGiven);
    if (after.isEnabled && isOther) this.#binds.rebind(after);
    else {
      this.#binds.takeSettings(after);
      if (after.isEnabled) this.#binds.arm();
      else this.#binds.unbind('Closed because the trunk was disabled.');
    }
  }

  async close(): Promise<void> {
    this.#rate.stop();
    await this.#binds.close();
    this.#rate.stop();
  }
}
