import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import { listenForCall } from '#electron/smpp/transport/listen-for-call';
import type { TrunkId } from '#shared/model/ids';
import type { TrunkSettings } from '#shared/model/trunk';
import type { BindSpec } from './bind-plan';
import type { EndpointResult } from './endpoint';
import { OutbindPort } from './outbind-port';
import { SmppLink, type SmppLinkOptions } from './smpp-link';
import type { LinkAttempt } from './trunk-binds';
import type { LinkListener, TrunkLink } from './trunk-link';

/** What a connection attempt is made of; tests hand in their own. */
export interface CreateLinkOptions extends LinkAttempt {
  readonly trunkId: TrunkId;
  readonly resolveEndpoint: () => Promise<EndpointResult>;
  readonly onKeyLog: ((line: string) => void) | undefined;
}

export interface OpenLinkOptions extends Pick<SmppLinkOptions, 'clock' | 'connect' | 'onError'> {
  readonly log: PduLog;
}

/** Connections over the engine, each with a place of its own in the PDU log. */
export function openLink({ log, clock, connect, onError }: OpenLinkOptions) {
  // The parallel binds of a trunk wait for their calls at one port.
  const ports = new Map<TrunkId, OutbindPort>();
  const portOf = (id: TrunkId): OutbindPort => {
    const port = ports.get(id) ?? new OutbindPort(listenForCall);
    ports.set(id, port);
    return port;
  };
  return ({ trunkId, spec, host: _host, ...options }: CreateLinkOptions): TrunkLink => {
    const { name, ...details } = shownInLog(options.settings, spec);
    const session = log.openSession(name, 'trunk', details);
    const { sessionId, recorder } = session;
    const note = (sentence: string): void => log.note(sessionId, clock.now(), sentence);
    const told = options.listener;
    const listener: LinkListener = {
      onListening: (address) => told.onListening(address),
      onCalled: () => told.onCalled(),
      onLogging: () => told.onLogging(),
      onLoggedIn: (info, warning) => {
        const { localAddress, remoteAddress } = info;
        session.describe({ localAddress, remoteAddress });
        told.onLoggedIn(info, warning);
      },
      onEnded: (end) => told.onEnded(end),
    };
    const outbindPort = portOf(trunkId);
    return new SmppLink({
      ...options,
      bind: spec,
      outbindPort,
      clock,
      connect,
      onError,
      listener,
      log: {
        sessionId,
        recorder,
        note,
        takeSettings: (settings) => session.describe(shownInLog(settings, spec)),
        end: () => session.end(),
      },
    });
  };
}

function shownInLog({ name, alphabets, isCaptured }: TrunkSettings, { label }: BindSpec) {
  return { name: label === '' ? name : `${name} · ${label}`, alphabets, isCaptured };
}
