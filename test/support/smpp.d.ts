/** What the tests and benchmarks use of `smpp` 0.6.0-rc.4, which comes without types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  export type Fields = Readonly<Record<string, unknown>>;

  export class PDU {
    constructor(command: string | Buffer, options?: Fields);
    readonly command: string;
    readonly command_length: number;
    readonly command_id: number;
    readonly command_status: number;
    readonly sequence_number: number;
    /** Mandatory fields and TLVs by the names of the specification. */
    readonly [field: string]: unknown;
    toBuffer(): Buffer;
    isResponse(): boolean;
    response(options?: Fields): PDU;
  }

  type Send = (options: Fields, onResponse?: (response: PDU) => void) => boolean;

  export class Session extends EventEmitter {
    readonly socket: Socket;
    readonly closed: boolean;
    readonly bind_transceiver: Send;
    readonly bind_transmitter: Send;
    readonly bind_receiver: Send;
    readonly submit_sm: Send;
    readonly deliver_sm: Send;
    readonly data_sm: Send;
    enquire_link(onResponse?: (response: PDU) => void): boolean;
    unbind(onResponse?: (response: PDU) => void): boolean;
    send(pdu: PDU, onResponse?: (response: PDU) => void): boolean;
    close(callback?: () => void): void;
    destroy(callback?: () => void): void;
  }

  export interface ConnectOptions {
    readonly host: string;
    readonly port: number;
    readonly tls?: boolean;
    readonly ca?: string;
    readonly servername?: string;
    readonly rejectUnauthorized?: boolean;
  }

  interface Smpp {
    connect(options: ConnectOptions, onConnected?: (session: Session) => void): Session;
    createServer(
      options: { readonly key?: string; readonly cert?: string },
      onSession: (session: Session) => void,
    ): NetServer;
    readonly PDU: typeof PDU;
    /** Tables by the names of the specification. */
    readonly commands: Readonly<Record<string, { readonly id: number; readonly params?: Fields }>>;
    readonly tlvs: Readonly<Record<string, { readonly id: number }>>;
    readonly errors: Readonly<Record<string, number>>;
    readonly Session: typeof Session;
    /** "ASCII" is GSM 03.38 unpacked, by mistake. */
    readonly encodings: {
      readonly ASCII: { encode(text: string): Buffer; decode(octets: Buffer): string };
    };
  }
  const smpp: Smpp;
  export default smpp;
}
