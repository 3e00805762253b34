import type { Endpoint } from '#electron/host/trunks/endpoint';
import { OutbindPort } from '#electron/host/trunks/outbind-port';
import { SmppLink } from '#electron/host/trunks/smpp-link';
import { TrunkBinds } from '#electron/host/trunks/trunk-binds';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { listenForCall } from '#electron/smpp/transport/listen-for-call';
import type { LinkOutcome } from '#electron/host/messages/message-links';
import { formatAddress } from '#electron/smpp/transport/socket-transport';
import { systemClock } from '#electron/smpp/system-clock';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { TrunkSecrets, TrunkSettings } from '#shared/model/trunk';
import type { BindView, ConnectionState, LastState } from '#shared/model/trunk-view';
import type { Pdu } from '#shared/smpp/pdu';

export type { LinkOutcome } from '#electron/host/messages/message-links';

export interface DirectTrunkOptions {
  readonly settings: TrunkSettings;
  readonly secrets: TrunkSecrets;
  /**
   * Who records a connection, which is a session of its own; PDUs come passwords and all. `remoteAddress` is where it goes
   * to, empty where the SMSC calls.
   */
  readonly openRecorder: (remoteAddress: string) => PduRecorder;
  readonly onChanged: (state: DirectState) => void;
  /** The trunk has room: in its windows and by its rate. */
  readonly onRoom: () => void;
  /** A deliver_sm or data_sm; resolves to the command_status to answer with. */
  readonly onMessage: (request: Pdu) => Promise<number>;
  /** Told of a mistake of ours. */
  readonly onError: (error: unknown) => void;
}

export interface DirectState {
  readonly connection: ConnectionState;
  readonly last: LastState | null;
  /** The bind that changed. */
  readonly bind: BindView;
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
      onChanged: (bind) => {
        if (bind !== null) options.onChanged({ ...this.#binds.state, bind });
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
            recorder: options.openRecorder(spec.isOutbind ? '' : formatAddress(host.host, host.port)),
            // Every failure comes through `onChanged` with its sentence.
            note: () => undefined,
            takeSettings: () => undefined,
            end: () => undefined,
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

  submit(request: MessageRequest, onOutcome: (outcome: LinkOutcome) => void): void {
    this.#binds.submit(request, (outcome) => onOutcome(outcome));
  }

  /** Unbinds; resolves when the sessions have ended. */
  async close(): Promise<void> {
    await this.#binds.close();
  }
}
