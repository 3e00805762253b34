import { roleOf } from '#electron/host/trunks/endpoint';
import { SmppLink } from '#electron/host/trunks/smpp-link';
import { TrunkRunner } from '#electron/host/trunks/trunk-runner';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import type { RequestOutcome } from '#electron/smpp/session/session-types';
import { systemClock } from '#electron/smpp/system-clock';
import type { PduDirection } from '#shared/model/pdu-row';
import { bindPort, type TrunkSettings } from '#shared/model/trunk';
import { type ConnectionState, type LastState } from '#shared/model/trunk-view';
import type { Pdu, SubmitSmBody } from '#shared/smpp/pdu';

export type { RequestOutcome };

export interface DirectTrunkOptions {
  readonly settings: TrunkSettings;
  readonly password: string;
  /** A framed PDU, passwords and all. */
  readonly onPdu: (direction: PduDirection, octets: Uint8Array, timeMs: number) => void;
  /** Octets that could not be framed, with the reason as a sentence. */
  readonly onOctets: (direction: PduDirection, octets: Uint8Array, timeMs: number, reason: string) => void;
  readonly onChanged: (connection: ConnectionState, last: LastState | null) => void;
  /** The window has room. */
  readonly onRoom: () => void;
  /** A deliver_sm or data_sm; resolves to the command_status to answer with. */
  readonly onMessage: (request: Pdu) => Promise<number>;
  /** Told of a mistake of ours. */
  readonly onError: (error: unknown) => void;
}

/** A trunk without a data folder, a store or a log: what a single command needs of one. */
export class DirectTrunk {
  readonly #runner: TrunkRunner;

  constructor(options: DirectTrunkOptions) {
    const { settings, password, onError, onRoom, onMessage } = options;
    const { host, systemId } = settings;
    const endpoint = { host, port: bindPort(roleOf(settings), settings), systemId, password };
    this.#runner = new TrunkRunner(settings, {
      clock: systemClock,
      random: Math.random,
      onChanged: options.onChanged,
      createLink: (current, listener) =>
        new SmppLink({
          settings: current,
          resolveEndpoint: () => Promise.resolve({ kind: 'ready', endpoint }),
          connect: connectTransport,
          clock: systemClock,
          log: {
            sessionId: 0,
            recorder: { recordPdu: options.onPdu, recordOctets: options.onOctets },
            // Every failure comes through `onChanged` with its sentence.
            note: () => undefined,
          },
          listener,
          traffic: { onRoom, onMessage, onLateResponse: () => undefined },
          onError,
        }),
    });
  }

  bind(): void {
    this.#runner.bind();
  }

  freeWindow(): number {
    return this.#runner.link?.freeWindow() ?? 0;
  }

  submit(body: SubmitSmBody, onOutcome: (outcome: RequestOutcome) => void): void {
    const { link } = this.#runner;
    if (link === null) onOutcome({ kind: 'not-sent', reason: 'The link is not bound.' });
    else link.submit({ command: 'submit_sm', body }, onOutcome);
  }

  /** Unbinds; resolves when the session has ended. */
  async close(): Promise<void> {
    await this.#runner.close();
  }
}
