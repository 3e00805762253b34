import { listenForTransports, type ListenOptions } from './listen-for-transports';
import type { Transport } from './transport';

/** A port that one peer at a time may call. */
export interface CallPort {
  readonly host: string;
  readonly port: number;
  /** The call is over, or was not the right one: the next may come. */
  release(): void;
  /** Stops listening. A call that was taken lives on until its owner ends it. */
  close(): Promise<void>;
}

export interface CallHandlers {
  /** A peer has called, and nothing of it was read yet. Until `release` nobody else is taken. */
  onCall(transport: Transport): void;
  /** Somebody called meanwhile and was dropped. */
  onDropped(remoteAddress: string): void;
}

/** Listens for an SMSC's outbind (SMPP 3.4 section 2.2.1). Rejects with a `ListenError` only. */
export async function listenForCall(options: ListenOptions, handlers: CallHandlers): Promise<CallPort> {
  let isTaken = false;
  const server = await listenForTransports(options, (transport) => {
    if (isTaken) {
      transport.destroy();
      handlers.onDropped(transport.remoteAddress);
      return;
    }
    isTaken = true;
    handlers.onCall(transport);
  });
  return {
    host: server.host,
    port: server.port,
    release: () => {
      isTaken = false;
    },
    close: async () => {
      isTaken = true;
      await server.close();
    },
  };
}
