import { DirectTrunk, type DirectState, type DirectTrunkOptions } from '#electron/host/direct/direct-trunk';
import { bindPlan } from '#electron/host/trunks/bind-plan';
import type { CaptureSession } from '#shared/capture/capture-record';
import type { PduDirection } from '#shared/model/pdu-row';
import type { TrunkSettings } from '#shared/model/trunk';
import type { ConnectionState, LastState } from '#shared/model/trunk-view';
import { versionOf } from '#shared/smpp/tables/versions';
import type { CommandCapture } from './capture-option';
import { writeEvent, type CliIo } from './cli-io';
import { FirstFailures } from './first-failures';
import { inOptions } from './option-words';

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

export interface BindOptions extends Omit<DirectTrunkOptions, 'onChanged' | 'onError' | 'openRecorder'> {
  readonly io: CliIo;
  readonly capture: CommandCapture;
  /** The trunk is a stored one, whose fields are those of the editor. */
  readonly isStored: boolean;
  /** A framed PDU, passwords and all. */
  readonly onPdu: (
    session: CaptureSession,
    direction: PduDirection,
    octets: Uint8Array,
    timeMs: number,
  ) => void;
  /** Octets that could not be framed, with the reason as a sentence. */
  readonly onOctets: (direction: PduDirection, octets: Uint8Array, timeMs: number, reason: string) => void;
  /** The trunk as a whole went into another state after its first bind. */
  readonly onChanged: (connection: ConnectionState, last: LastState | null) => void;
}

/**
 * Binds. Every host is tried once; when none takes the bind, `first` says why, and nothing is tried any more. Closing the
 * trunk ends the attempt as well.
 */
export function startBind({ io, capture, isStored, onChanged, onPdu, onOctets, ...options }: BindOptions): {
  readonly trunk: DirectTrunk;
  readonly first: Promise<FirstBind>;
} {
  const { settings } = options;
  let tellFirst: ((first: FirstBind) => void) | null = null;
  const first = new Promise<FirstBind>((resolve) => (tellFirst = resolve));
  const settle = (outcome: FirstBind): void => {
    tellFirst?.(outcome);
    tellFirst = null;
  };
  const failures = new FirstFailures(bindPlan(settings));
  let known: ConnectionState['kind'] = 'connecting';
  let told: LastState | null = null;
  const worded = (last: LastState): LastState =>
    isStored ? last : { ...last, sentence: inOptions(last.sentence) };
  const handleFirst = ({ connection, bind }: DirectState): void => {
    const last = bind.last === null ? null : worded(bind.last);
    if (connection.kind === 'logged-in') {
      settle({ kind: 'bound', info: connection });
    } else if (bind.port === 'listening') {
      // That it listens, or who called in vain.
      if (last !== null && bind.last !== told) io.writeNote(last.sentence);
      told = bind.last;
    } else if (bind.connection.kind === 'idle') {
      const sentence = 'Stopped before the SMSC answered the bind.';
      settle({ kind: 'failed', reason: 'stopped', status: null, sentence });
    } else if (last !== null && failures.isHopeless(bind)) {
      settle({ kind: 'failed', reason: last.kind, status: last.commandStatus, sentence: last.sentence });
      // Ends the wait for the next attempt.
      void trunk.close();
    } else if (last !== null && bind.connection.kind === 'waiting') {
      io.writeNote(`${last.sentence} The next host is tried in ${secondsUntil(bind.connection, last)} s.`);
    }
  };
  let sessions = 0;
  const trunk: DirectTrunk = new DirectTrunk({
    ...options,
    openRecorder: (remoteAddress) => {
      sessions += 1;
      const id = sessions;
      const session: CaptureSession = {
        id,
        name: settings.name,
        role: 'esme',
        localAddress: '',
        remoteAddress,
      };
      capture.describe(session);
      return {
        recordPdu: (direction, octets, timeMs) => {
          capture.pdu(id, direction, octets, timeMs);
          onPdu(session, direction, octets, timeMs);
        },
        recordOctets: (direction, octets, timeMs, reason) => {
          capture.octets(id, direction, octets, timeMs, reason);
          onOctets(direction, octets, timeMs, reason);
        },
      };
    },
    onError: (error) => io.writeNote(`Trunkline made a mistake: ${String(error)}`),
    onChanged: (state) => {
      const { connection, last } = state;
      if (tellFirst !== null) handleFirst(state);
      else if (connection.kind !== known) onChanged(connection, last === null ? null : worded(last));
      known = connection.kind;
    },
  });
  trunk.bind();
  return { trunk, first };
}

/** Seconds from what happened to the next attempt. */
export function secondsUntil({ retryAtMs }: { readonly retryAtMs: number }, { atMs }: LastState): number {
  return Math.max(0, Math.round((retryAtMs - atMs) / 1000));
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
