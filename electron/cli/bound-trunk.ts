import { DirectTrunk, type DirectTrunkOptions } from '#electron/host/direct/direct-trunk';
import type { TrunkSettings } from '#shared/model/trunk';
import type { ConnectionState, LastState } from '#shared/model/trunk-view';
import { versionOf } from '#shared/smpp/tables/versions';
import type { CommandCapture } from './capture-option';
import { writeEvent, type CliIo } from './cli-io';

export type LoggedIn = Extract<ConnectionState, { kind: 'logged-in' }>;

/** What became of the first bind. */
export type FirstBind =
  | { readonly kind: 'bound'; readonly info: LoggedIn }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly status: number | null;
      readonly sentence: string;
    };

export interface BindOptions extends Omit<DirectTrunkOptions, 'onChanged' | 'onError'> {
  readonly io: CliIo;
  readonly capture: CommandCapture;
  /** Every change of the connection after the first bind. */
  readonly onChanged: (connection: ConnectionState, last: LastState | null) => void;
}

/**
 * Binds. A first attempt that fails is not repeated: `first` says why. Closing the trunk ends the attempt as well.
 */
export function startBind({ io, capture, onChanged, ...options }: BindOptions): {
  readonly trunk: DirectTrunk;
  readonly first: Promise<FirstBind>;
} {
  let tellFirst: ((first: FirstBind) => void) | null = null;
  const first = new Promise<FirstBind>((resolve) => (tellFirst = resolve));
  const settle = (outcome: FirstBind): void => {
    tellFirst?.(outcome);
    tellFirst = null;
  };
  // A connection that is made again is a session of its own.
  let session = 0;
  const beginSession = (): void => {
    session += 1;
    const { name, host, txPort } = options.settings;
    const remoteAddress = host.includes(':') ? `[${host}]:${txPort}` : `${host}:${txPort}`;
    capture.describe({ id: session, name, role: 'esme', localAddress: '', remoteAddress });
  };
  beginSession();
  const trunk: DirectTrunk = new DirectTrunk({
    ...options,
    onPdu: (direction, octets, timeMs) => {
      capture.pdu(session, direction, octets, timeMs);
      options.onPdu(direction, octets, timeMs);
    },
    onOctets: (direction, octets, timeMs, reason) => {
      capture.octets(session, direction, octets, timeMs, reason);
      options.onOctets(direction, octets, timeMs, reason);
    },
    onError: (error) => io.writeNote(`Trunkline made a mistake: ${String(error)}`),
    onChanged: (connection, last) => {
      if (connection.kind === 'waiting') beginSession();
      if (tellFirst === null) {
        onChanged(connection, last);
      } else if (connection.kind === 'logged-in') {
        settle({ kind: 'bound', info: connection });
      } else if (connection.kind === 'idle') {
        const sentence = 'Stopped before the SMSC answered the bind.';
        settle({ kind: 'failed', reason: 'stopped', status: null, sentence });
      } else if (last !== null && hasFailed(connection)) {
        settle({ kind: 'failed', reason: last.kind, status: last.commandStatus, sentence: last.sentence });
        // Ends the wait for the next attempt, where there is one.
        void trunk.close();
      }
    },
  });
  trunk.bind();
  return { trunk, first };
}

export function tellBound(io: CliIo, isJson: boolean, settings: TrunkSettings, info: LoggedIn): void {
  const { bindType, systemId } = settings;
  const { remoteAddress, smscInterfaceVersion } = info;
  const smscVersion = smscInterfaceVersion === null ? null : versionOf(smscInterfaceVersion);
  if (isJson) writeEvent(io, 'bound', { bindType, systemId, remoteAddress, smscVersion });
  else io.writeNote(`Bound to ${remoteAddress} as ${bindType}.`);
}

export function tellBindFailed(
  io: CliIo,
  isJson: boolean,
  { reason, status, sentence }: Extract<FirstBind, { kind: 'failed' }>,
): void {
  if (isJson) writeEvent(io, 'bindFailed', { reason, status, sentence });
  io.writeNote(sentence);
}

function hasFailed({ kind }: ConnectionState): boolean {
  return kind === 'waiting' || kind === 'login-failed' || kind === 'error';
}
