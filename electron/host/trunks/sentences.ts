import { ConnectError, type ConnectErrorKind } from '#electron/smpp/transport/connect-error';
import type { SessionEnd } from '#electron/smpp/session/session-types';
import { assertNever } from '#shared/lib/assert-never';
import { describeCommandStatus } from '#shared/smpp/command-status';
import type { LastStateKind } from '#shared/model/trunk-view';
import { bindRefusal } from './bind-status-words';
import type { LinkFailure, LinkTarget } from './link-failure';
import type { RetryPace } from './retry-schedule';
import type { LinkEnd } from './trunk-link';

/** A failure as the product tells and treats it. */
export interface ExplainedFailure {
  readonly last: LastStateKind;
  /** What happened and what to do. */
  readonly sentence: string;
  readonly commandStatus: number | null;
  /** `login-failed`: the SMSC answered the bind, with a no. `error`: everything else. */
  readonly after: 'login-failed' | 'error';
  /** `never`: nothing changes by trying again. */
  readonly retry: RetryPace | 'never';
}

const lastByConnectError: Readonly<Record<ConnectErrorKind, LastStateKind>> = {
  'name-not-found': 'name-not-found',
  refused: 'refused',
  unreachable: 'unreachable',
  timeout: 'response-timeout',
  'tls-timeout': 'response-timeout',
  certificate: 'certificate-problem',
  tls: 'tls-error',
  reset: 'disconnected',
  cancelled: 'disconnected',
};

/** One clear sentence, the last state and the way to retry for everything that ends a trunk's connection. */
export function explainFailure(failure: LinkFailure, target: LinkTarget): ExplainedFailure {
  const { address } = target;
  switch (failure.kind) {
    case 'not-connected':
      return error(lastByConnectError[failure.error.kind], failure.error.sentence);
    case 'bind-refused': {
      const refusal = bindRefusal(failure.commandStatus);
      return {
        last: refusal.last,
        sentence: refusal.sentence(target),
        commandStatus: failure.commandStatus,
        after: 'login-failed',
        retry: refusal.pace,
      };
    }
    case 'bind-nack':
      return {
        last: 'nack-error',
        sentence: `The SMSC answered the bind with generic_nack: ${describeCommandStatus(failure.commandStatus)}. It did not understand the bind; choose another bind type, or ask the operator which SMPP version it speaks.`,
        commandStatus: failure.commandStatus,
        after: 'login-failed',
        retry: 'normal',
      };
    case 'bind-wrong-answer':
      return {
        last: 'login-error',
        sentence: `${address} ${wrongAnswerWords(failure)}; the PDU log has the octets.`,
        commandStatus: null,
        after: 'login-failed',
        retry: 'normal',
      };
    case 'bind-timeout':
      return error(
        'response-timeout',
        `${address} took the connection but did not answer the bind within ${target.bindSeconds} s. Check that this is the SMPP port, that “Use SSL” is as the SMSC wants it, and that this computer’s address is admitted.`,
      );
    case 'bind-not-sent':
      return error('protocol-error', `The bind could not be sent: ${failure.reason}`);
    case 'version-refused':
      return { ...error('version-refused', failure.sentence), retry: 'never' };
    case 'listen-failed':
      return error('listen-failed', failure.sentence);
    case 'wrong-caller':
      return error(
        'login-error',
        `${address} called with an outbind as “${failure.systemId}”, but this trunk waits for “${failure.expected}”. It was turned away; check who may call this port.`,
      );
    case 'call-ended':
      return error(
        'disconnected',
        failure.end.kind === 'session-init-timeout'
          ? `${address} called but sent no outbind in time. It may be no SMSC, or wait for something else.`
          : `${address} called and ended before its outbind. It may be no SMSC.`,
      );
    case 'tls-expected':
      return error(
        'tls-error',
        `${address} ${failure.isSilent ? 'did not answer the bind' : 'ended the connection instead of answering the bind'}, because it speaks TLS. Switch “Use SSL” on, or use the SMSC’s plain port (often 2775).`,
      );
    case 'plain-expected':
      return error(
        'tls-error',
        `${address} speaks plain SMPP and not TLS. Switch “Use SSL” off, or use the SMSC’s TLS port (often 3550).`,
      );
    case 'bind-ended':
      return explainEnd(failure.end, target, 'bind');
    case 'dropped':
      return explainEnd(failure.end, target, 'bound');
    case 'no-password':
      return {
        ...error(
          'no-password',
          failure.isKeychainAvailable
            ? 'The keychain has no password for this trunk. Edit the trunk and enter the password again.'
            : 'There is no keychain to read this trunk’s password from. Edit the trunk and enter the password again.',
        ),
        retry: 'never',
      };
    case 'no-simulator':
      return error(
        'refused',
        failure.problem === null
          ? 'The built-in simulator is not running. Start it on the Simulator page; this trunk then binds by itself.'
          : `The built-in simulator could not start: ${failure.problem}`,
      );
    case 'internal':
      return error(
        'protocol-error',
        `Trunkline made a mistake with this connection (${failure.message}). Please report it, with the log file.`,
      );
    default:
      return assertNever(failure, 'failure');
  }
}

function wrongAnswerWords(failure: Extract<LinkFailure, { kind: 'bind-wrong-answer' }>): string {
  const { command, sequenceNumber, expected } = failure;
  if (command === expected.command) {
    return `answered with ${command}, but under the sequence number ${sequenceNumber} instead of ${expected.sequenceNumber}, so it does not count as the answer to this bind. Tell the SMSC’s operator`;
  }
  const words = command === 'unknown' ? 'a PDU that SMPP does not know' : command;
  return `answered the bind with ${words} instead of ${expected.command}. It may be no SMSC, or a proxy that mixes up connections`;
}

function explainEnd(end: SessionEnd, target: LinkTarget, phase: 'bind' | 'bound'): ExplainedFailure {
  const { address } = target;
  switch (end.kind) {
    case 'closed-by-peer':
      if (end.error instanceof ConnectError) {
        return error(lastByConnectError[end.error.kind], end.error.sentence);
      }
      if (end.halfPdu !== undefined) {
        const what =
          phase === 'bind'
            ? `${address} broke off its answer to the bind.`
            : `The connection to ${address} broke off.`;
        return error(
          'disconnected',
          `${what} ${end.halfPdu} The SMSC, or something in between, failed; the octets are in the PDU log.`,
        );
      }
      if (phase === 'bind') {
        return error(
          'disconnected',
          `${address} ${end.error === null ? 'closed' : 'broke'} the connection instead of answering the bind. Many SMSCs do so when this computer’s address is not admitted, when too many are bound, or when the port expects SSL.`,
        );
      }
      if (end.isOrderly) {
        return error(
          'disconnected',
          `${address} ended the session with unbind. It may be restarting, or limit how long a session lasts.`,
        );
      }
      return error(
        'disconnected',
        end.error === null
          ? `${address} closed the connection without an unbind. It may be restarting, or cut idle connections; a shorter enquire_link time prevents that.`
          : `The connection to ${address} broke (${systemWords(end.error)}). The network failed, or the SMSC stopped.`,
      );
    case 'enquire-link-timeout':
      return error(
        'response-timeout',
        `${address} sent nothing for ${target.enquireLinkResponseSeconds} s after an enquire_link, so the link counts as broken. Check the network; the SMSC may hang.`,
      );
    case 'framing-error':
      if (phase === 'bind') {
        const isTls = (end.octets[0] === 0x15 || end.octets[0] === 0x16) && end.octets[1] === 0x03;
        return error(
          isTls ? 'tls-error' : 'not-an-smsc',
          `${address} did not answer the bind with a PDU. ${end.reason}`,
        );
      }
      return error(
        'protocol-error',
        `${address} sent octets that are no PDU, so the connection had to be closed. ${end.reason} The octets are in the PDU log.`,
      );
    case 'inactivity-timeout':
      return error(
        'response-timeout',
        phase === 'bind'
          ? `${address} let the inactivity timer pass without answering the bind.`
          : 'No message went by for as long as this trunk’s inactivity timer allows.',
      );
    case 'session-init-timeout':
    case 'closed-by-us':
      return error('disconnected', `The connection to ${address} was closed from this side.`);
    default:
      return assertNever(end, 'end of a session');
  }
}

/** What is said of a connection that ended because it should. */
export function closedSentence(end: Exclude<LinkEnd, { kind: 'failed' }>): string {
  return end.kind === 'inactive'
    ? `Closed after ${end.seconds} s without a message, as the inactivity timer says. Bind to use the trunk again.`
    : 'Closed from this side.';
}

function error(last: LastStateKind, sentence: string): ExplainedFailure {
  return { last, sentence, commandStatus: null, after: 'error', retry: 'normal' };
}

const systemCodeWords: Readonly<Record<string, string>> = {
  ECONNRESET: 'reset by the other side',
  EPIPE: 'closed by the other side while something was being sent',
  ETIMEDOUT: 'no acknowledgement from the other side',
  EHOSTUNREACH: 'no route any more',
  ENETUNREACH: 'no network any more',
  ENETDOWN: 'the network went down',
};

function systemWords(cause: Error): string {
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return systemCodeWords[code] ?? cause.message;
}
