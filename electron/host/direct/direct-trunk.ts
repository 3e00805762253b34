import type { Endpoint } from '#electron/host/trunks/endpoint';
import { OutbindPort } from '#electron/host/trunks/outbind-port';
import { SmppLink } from '#electron/host/trunks/smpp-link';
import { TrunkBinds } from '#electron/host/trunks/trunk-binds';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { listenForCall } from '#electron/smpp/transport/listen-for-call';
import type { LinkOutcome } from '#electron/host/messages/message-links';
import { systemClock } from '#electron/smpp/system-clock';
import type { PduDirection } from '#shared/model/pdu-row';
import type { TrunkSecrets, TrunkSettings } from '#shared/model/trunk';
import type { ConnectionState, LastState } from '#shared/model/trunk-view';
import type { Pdu, SubmitSmBody } from '#shared/smpp/pdu';

export type { LinkOutcome } from '#electron/host/messages/message-links';

export interface DirectTrunkOptions {
  readonly settings: TrunkSettings;
  readonly secrets: TrunkSecrets;
  /** A framed PDU, passwords and all. */
  readonly onPdu: (direction: PduDirection, octets: Uint8Array, timeMs: number) => void;
  /** Octets that could not be framed, with the reason as a sentence. */
  readonly onOctets: (direction: PduDirection, octets: Uint8Array, timeMs: number, reason: string) => void;
  readonly onChanged: (connection: ConnectionState, last: LastState | null) => void;
  /** The trunk has room: in its windows and by its rate. */
  readonly onRoom: () => void;
  /** A deliver_sm or data_sm; resolves to the command_status to answer with. */
  readonly onMessage: (request: Pdu) => Promise<number>;
  /** Told of a mistake of ours. */
  readonly onError: (error: unknown) => void;
}

/** A trunk without a data folder, a store or a log: what a single command needs of one. */
export class DirectTrunk {
  readonly #binds: TrunkBinds;

  constructor(options: DirectTrunkOptions) {
    const { settings, secrets, onError, onRoom, onMessage } = options;
    const outbindPort = new OutbindPort(listenForCall);
    this.#binds = new TrunkBinds(settings, {
      clock: systemClock,
      random: Math.random,
      onChanged: () => {
        const { connection, last } = this.#binds.state;
        options.onChanged(connection, last);
      },
      onThrottleChanged: () => undefined,
      onSent: () => undefined,
      onRoom,
      onMessage,
      onLateResponse: () => undefined,
      createLink: ({ spec, host, ...attempt }) => {
        const { password = '', receiverPassword, clientKeyPem } = secrets;
        const endpoint: Endpoint = {
          ...host,
          systemId: spec.systemId,
          password: spec.isSeparate ? (receiverPassword ?? password) : password,
          ...(clientKeyPem !== undefined && { clientKeyPem }),
        };
        return new SmppLink({
          ...attempt,
          bind: spec,
          resolveEndpoint: () => Promise.resolve({ kind: 'ready', endpoint }),
          connect: connectTransport,
          outbindPort,
          clock: systemClock,
          log: {
            sessionId: 0,
            recorder: { recordPdu: options.onPdu, recordOctets: options.onOctets },
            // Every failure comes through `onChanged` with its sentence.
            note: () => undefined,
          },
          onError,
        });
      },
    });
  }

  bind(): void {
    this.#binds.bind();
  }

  /** Messages that may leave now; `onRoom` follows where there are none. */
  freeCapacity(): number {
    return this.#binds.freeCapacity();
  }

  submit(body: SubmitSmBody, onOutcome: (outcome: LinkOutcome) => void): void {
    this.#binds.submit({ command: 'submit_sm', body }, (outcome) => onOutcome(outcome));
  }

  /** Unbinds; resolves when the sessions have ended. */
  async close(): Promise<void> {
    await this.#binds.close();
  }
}
