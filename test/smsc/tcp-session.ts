import { SmppSession } from '#electron/smpp/session/smpp-session';
import type { SessionEnd, SessionListener, SessionOptions } from '#electron/smpp/session/session-types';
import { systemClock } from '#electron/smpp/system-clock';
import type { Transport } from '#electron/smpp/transport/transport';
import type { Pdu } from '#shared/smpp/pdu';
import { deferred } from '#test/support/deferred';
import { ListRecorder } from './list-recorder';
import { testTimers } from './session-under-test';

/** A session of ours over a real connection and the real clock, with what it said. */
export interface TcpSession {
  readonly session: SmppSession;
  readonly log: ListRecorder;
  readonly requests: Pdu[];
  readonly errors: unknown[];
  readonly ended: Promise<SessionEnd>;
}

export function sessionOver(
  transport: Transport,
  role: 'esme' | 'smsc',
  options: Partial<Pick<SessionOptions, 'interfaceVersion' | 'timers' | 'clock' | 'windowSize'>> & {
    readonly onRequest?: (session: SmppSession, request: Pdu) => void;
    readonly onError?: (error: unknown) => void;
  } = {},
): TcpSession {
  const log = new ListRecorder();
  const requests: Pdu[] = [];
  const errors: unknown[] = [];
  const ended = deferred<SessionEnd>();
  const listener: SessionListener = {
    onRequest: (request) => {
      requests.push(request);
      options.onRequest?.(session, request);
    },
    onStateChanged: () => undefined,
    onRoom: () => undefined,
    onLateResponse: () => undefined,
    onEnded: ended.resolve,
  };
  const session: SmppSession = new SmppSession({
    role,
    transport,
    clock: options.clock ?? systemClock,
    timers: options.timers ?? testTimers,
    windowSize: options.windowSize ?? 10,
    recorder: log,
    interfaceVersion: options.interfaceVersion ?? 0x34,
    onError: (error) => {
      errors.push(error);
      options.onError?.(error);
    },
    listener,
  });
  return { session, log, requests, errors, ended: ended.promise };
}
