import type { MessageLink } from '#electron/host/messages/message-links';
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

  get bindType(): TrunkSettings['bindType'] {
    return this.#stored.settings.bindType;
  }

  freeWindow(): number {
    return this.#runner.link?.freeWindow() ?? 0;
  }

  submit: MessageLink['submit'] = (body, tlvs, onOutcome) => {
    const { link } = this.#runner;
    if (link === null) {
      onOutcome({ kind: 'not-sent', reason: 'The trunk is not logged in.' }, 0);
      return;
    }
    this.#rate.count();
    link.submit(body, tlvs, onOutcome);
  };

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
