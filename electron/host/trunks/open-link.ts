import type { PduLog } from '#electron/host/pdu-log/pdu-log';
import { SmppLink, type SmppLinkOptions } from './smpp-link';
import type { CreateLinkOptions } from './trunk-manager';
import type { TrunkLink } from './trunk-link';

export interface OpenLinkOptions extends Pick<SmppLinkOptions, 'clock' | 'connect' | 'onError'> {
  readonly log: PduLog;
}

/** Connections over the engine, each with a place of its own in the PDU log. */
export function openLink({ log, clock, connect, onError }: OpenLinkOptions) {
  return ({ name, ...options }: CreateLinkOptions): TrunkLink => {
    const { sessionId, recorder } = log.openSession(name);
    const note = (sentence: string): void => log.note(sessionId, clock.now(), sentence);
    return new SmppLink({ ...options, clock, connect, onError, log: { sessionId, recorder, note } });
  };
}
