import type { ConnectError } from '#electron/smpp/transport/connect-error';
import type { BindOutcome, SessionEnd } from '#electron/smpp/session/session-types';

/** Why a connection attempt, or a connection, of a trunk ended although nobody asked for it. */
export type LinkFailure =
  | { readonly kind: 'not-connected'; readonly error: ConnectError }
  | { readonly kind: 'bind-refused'; readonly commandStatus: number }
  | { readonly kind: 'bind-nack'; readonly commandStatus: number }
  /** The answer to the bind was another PDU; `command` as the specification spells it. */
  | {
      readonly kind: 'bind-wrong-answer';
      readonly command: string;
      readonly sequenceNumber: number;
      readonly expected: { readonly command: string; readonly sequenceNumber: number };
    }
  | { readonly kind: 'bind-timeout' }
  | { readonly kind: 'bind-not-sent'; readonly reason: string }
  /** The version of the trunk has no such bind; nothing was tried. */
  | { readonly kind: 'version-refused'; readonly sentence: string }
  /** The port for the SMSC's outbind could not be opened. */
  | { readonly kind: 'listen-failed'; readonly sentence: string }
  /** Somebody called, and it was not the SMSC that was waited for. */
  | { readonly kind: 'wrong-caller'; readonly systemId: string; readonly expected: string }
  /** Somebody called and ended, or said nothing that an SMSC would say. */
  | { readonly kind: 'call-ended'; readonly end: SessionEnd }
  | { readonly kind: 'bind-ended'; readonly end: SessionEnd }
  /** A port that speaks TLS ended a plain bind without an answer, or let it wait for one (`isSilent`). */
  | { readonly kind: 'tls-expected'; readonly isSilent: boolean }
  /** A port that TLS was tried with answers plain SMPP. */
  | { readonly kind: 'plain-expected' }
  /** It was logged in and is no more. */
  | { readonly kind: 'dropped'; readonly end: SessionEnd }
  /** The password was entered in an earlier run without a keychain, or the keychain did not give it. */
  | { readonly kind: 'no-password'; readonly isKeychainAvailable: boolean }
  /** The demo trunk without its simulator. `problem` is the simulator's own sentence, if it has one. */
  | { readonly kind: 'no-simulator'; readonly problem: string | null }
  /** A mistake of ours; it never takes the host with it. */
  | { readonly kind: 'internal'; readonly message: string };

/** What a sentence about a failure needs to know of the trunk. Never the password itself. */
export interface LinkTarget {
  /** "host:port" as it was dialled. */
  readonly address: string;
  readonly systemId: string;
  readonly systemType: string;
  readonly isPasswordLong: boolean;
  readonly bindSeconds: number;
  readonly enquireLinkResponseSeconds: number;
}

/** A bind's outcome as it stands. */
export function bindFailure(outcome: Exclude<BindOutcome, { kind: 'bound' }>): LinkFailure {
  switch (outcome.kind) {
    case 'refused':
      return { kind: 'bind-refused', commandStatus: outcome.commandStatus };
    case 'nack':
      return { kind: 'bind-nack', commandStatus: outcome.commandStatus };
    case 'wrong-answer': {
      const { response, expected } = outcome;
      const { command, sequenceNumber } = response;
      return { kind: 'bind-wrong-answer', command, sequenceNumber, expected };
    }
    case 'timeout':
      return { kind: 'bind-timeout' };
    case 'not-sent':
      return { kind: 'bind-not-sent', reason: outcome.reason };
    case 'ended':
      return { kind: 'bind-ended', end: outcome.end };
  }
}
