import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { SessionId } from '#shared/model/ids';
import type { SessionFacts } from '#shared/session/session-track';

/** What is known of a session beside its name. */
export type SessionDetails = Pick<
  SessionFacts,
  'alphabets' | 'isCaptured' | 'localAddress' | 'remoteAddress'
>;
/** What may change of a session while it stands: its trunk is renamed, or its capture switched off. */
export type SessionChange = SessionDetails & Partial<Pick<SessionFacts, 'name'>>;

/** The place of one session in the log. */
export interface LogSession {
  readonly sessionId: SessionId;
  readonly recorder: PduRecorder;
  /** Once more is known of it, or something of it changed. */
  describe(change: SessionChange): void;
  /** Nothing comes of it any more: it is forgotten with the last of its rows. */
  end(): void;
}

/** A session whose PDUs are left out. */
export function silentSession(sessionId: SessionId): LogSession {
  return {
    sessionId,
    recorder: { recordPdu: () => undefined, recordOctets: () => undefined },
    describe: () => undefined,
    end: () => undefined,
  };
}
