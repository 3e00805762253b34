import { SmscSimulator, type CallOptions, type StartOptions } from '#electron/host/simulator/smsc-simulator';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import { ListenError } from '#electron/smpp/transport/listen-for-transports';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import { systemClock } from '#electron/smpp/system-clock';
import type { HandsetMessage } from '#shared/model/simulator';

export interface StartSimulatorOptions extends StartOptions {
  /** A message arrived on a handset. */
  readonly onHandsetMessage: (message: HandsetMessage) => void;
  /** Who records what goes by on a connection from `remoteAddress` to `localAddress`. */
  readonly openLog: (localAddress: string, remoteAddress: string) => SimulatorLog;
  readonly onError: (error: unknown) => void;
}

export interface SimulatorLog {
  readonly sessionId: number;
  readonly recorder: PduRecorder;
}

export type StartedSimulator =
  | {
      readonly kind: 'started';
      readonly port: number;
      /** Calls an ESME that listens. Null when it was called, else why it could not be, as a sentence. */
      readonly call: (options: CallOptions) => Promise<string | null>;
      readonly stop: () => Promise<void>;
    }
  /** `sentence` says why, for the screen. */
  | { readonly kind: 'failed'; readonly sentence: string };

/** A simulator without a host around it: what a single command needs of one. */
export async function startSimulator(options: StartSimulatorOptions): Promise<StartedSimulator> {
  const simulator = new SmscSimulator({
    clock: systemClock,
    onError: options.onError,
    onSessionsChanged: () => undefined,
    onHandsetMessage: options.onHandsetMessage,
    openLog: ({ localAddress, remoteAddress }) => options.openLog(localAddress, remoteAddress),
  });
  try {
    const port = await simulator.start(options);
    const call = async (target: CallOptions): Promise<string | null> => {
      try {
        await simulator.call(target);
        return null;
      } catch (error) {
        if (error instanceof ConnectError) return error.sentence;
        throw error;
      }
    };
    return { kind: 'started', port, call, stop: () => simulator.stop() };
  } catch (error) {
    if (error instanceof ListenError) return { kind: 'failed', sentence: error.sentence };
    throw error;
  }
}
