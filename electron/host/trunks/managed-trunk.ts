import type { LinkAvailability, MessageLink, OnLinkOutcome } from '#electron/host/messages/message-links';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import type { StoredTrunk } from '#electron/host/settings/stored-settings';
import type { Clock } from '#shared/lib/clock';
import type { TrunkSettings } from '#shared/model/trunk';
import type { ConnectionState, LastState } from '#shared/model/trunk-view';
import { RateMeter } from './rate-meter';
import { needsRebind } from './settings-change';
import type { LinkListener, LinkTraffic, TrunkLink } from './trunk-link';
import { TrunkRunner } from './trunk-runner';

export interface ManagedTrunkOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly createLink: (
    trunk: StoredTrunk,
    settings: TrunkSettings,
    listener: LinkListener,
    traffic: LinkTraffic,
  ) => TrunkLink;
  readonly onChanged: (connection: ConnectionState, last: LastState | null) => void;
  readonly onRateMeasured: (messagesPerSecond: number) => void;
  readonly traffic: LinkTraffic;
}

/** One trunk of the host: what is stored of it, what keeps it bound, and its side towards the message service. */
export class ManagedTrunk implements MessageLink {
  readonly #rate: RateMeter;
  readonly #runner: TrunkRunner;
  #stored: StoredTrunk;

  constructor(stored: StoredTrunk, options: ManagedTrunkOptions) {
    this.#stored = stored;
    this.#rate = new RateMeter(options.clock, options.onRateMeasured);
    const traffic: LinkTraffic = {
      ...options.traffic,
      onMessage: async (request) => {
        this.#rate.count();
        return options.traffic.onMessage(request);
      },
    };
    this.#runner = new TrunkRunner(stored.settings, {
      clock: options.clock,
      random: options.random,
      createLink: (settings, listener) => options.createLink(this.#stored, settings, listener, traffic),
      onChanged: (connection, last) => {
        options.onChanged(connection, last);
        if (connection.kind === 'logged-in') options.traffic.onRoom();
      },
    });
  }

  get stored(): StoredTrunk {
    return this.#stored;
  }

  get connection(): ConnectionState {
    return this.#runner.connection;
  }

  get last(): LastState | null {
    return this.#runner.last;
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
    const { bindType, name } = this.#stored.settings;
    if (bindType === 'receiver') {
      return {
        kind: 'unable',
        sentence: `${name} is bound as a receiver and cannot send. Choose another trunk, or change its bind type to transceiver.`,
      };
    }
    if (this.#runner.link !== null) return { kind: 'up' };
    return { kind: 'down', sentence: this.last?.sentence ?? 'The trunk is not logged in.' };
  }

  isThrottled(): boolean {
    return false;
  }

  freeCapacity(): number {
    return this.freeWindow();
  }

  freeWindow(): number {
    return this.#runner.link?.freeWindow() ?? 0;
  }

  exhaustedSources(): readonly string[] {
    return [];
  }

  wantsToSend(): void {
    // A bind that is always on comes up by itself.
  }

  reportQueued(_count: number): void {
    // Shown by the binds.
  }

  submit(request: MessageRequest, onOutcome: OnLinkOutcome): void {
    const { link } = this.#runner;
    if (link === null || link.freeWindow() === 0) {
      onOutcome({ kind: 'held', reason: 'The trunk is not logged in.' }, null);
      return;
    }
    this.#rate.count();
    let isWithin = true;
    link.submit(request, (outcome, sequenceNumber) => {
      const sent = sequenceNumber === 0 ? null : { sessionId: link.sessionId, sequenceNumber };
      if (outcome.kind === 'not-sent' && !isWithin) onOutcome({ kind: 'held', reason: outcome.reason }, sent);
      else onOutcome(outcome, sent);
    });
    isWithin = false;
  }

  bind(): void {
    this.#runner.bind();
  }

  unbind(sentence?: string): void {
    this.#runner.unbind(sentence);
  }

  /** Takes what was saved and brings the connection in line with it: an enabled trunk binds at once. */
  update(stored: StoredTrunk, isPasswordGiven: boolean): void {
    const before = this.#stored.settings;
    const after = stored.settings;
    this.#stored = stored;
    if (!after.isEnabled) {
      this.#runner.takeSettings(after);
      this.#runner.unbind('Closed because the trunk was disabled.');
    } else if (needsRebind(before, after, isPasswordGiven)) {
      this.#runner.rebind(after);
    } else {
      this.#runner.takeSettings(after);
      this.#runner.bind();
    }
  }

  async close(): Promise<void> {
    this.#rate.stop();
    await this.#runner.close();
  }
}
