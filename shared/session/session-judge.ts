import { MAX_SESSIONS } from '../capture/capture-limits';
import type { ExportedRecord } from '../capture/exported-record';
import { RecentMap } from '../lib/recent-map';
import type { PduFinding } from '../model/pdu-row';
import { readUint32 } from '../smpp/codec/octets';
import { HEADER_OCTETS } from '../smpp/pdu';
import { commands, GENERIC_NACK_ID, RESPONSE_BIT } from '../smpp/tables/commands';
import type { SmppVersion } from '../smpp/tables/versions';
import { findingsOf } from './session-findings';
import { SessionTrack } from './session-track';

/** Requests that wait for their response, over all sessions; beyond, the older half is forgotten. */
const MAX_WAITING = 200_000;

const withoutResponse: ReadonlySet<number> = new Set([commands.outbind.id, commands.alert_notification.id]);

/** What a record is among the others of its session. */
export interface JudgedRecord {
  /** The version that is spoken, to judge by; null where no bind said one. */
  readonly version: SmppVersion | null;
  readonly findings: readonly PduFinding[];
  /** A request that wants a response. */
  readonly isRequest: boolean;
  /** Number of the request that it answers; null where there is none. */
  readonly answers: number | null;
  /** Nanoseconds since that request. */
  readonly latencyNs: number | null;
}

const unjudged: JudgedRecord = {
  version: null,
  findings: [],
  isRequest: false,
  answers: null,
  latencyNs: null,
};

interface Waiting {
  readonly number: number;
  readonly commandId: number;
  readonly timeNs: bigint;
}

/** Judges records one after the other, by the rules of the log, for whom keeps none of them. */
export class SessionJudge {
  readonly #tracks = new RecentMap<number, SessionTrack>(2 * MAX_SESSIONS);
  readonly #waiting = new RecentMap<number, Waiting>(MAX_WAITING);

  /** Records come in order, each once. */
  judge({ kind, number, session, octets, direction, timeNs }: ExportedRecord): JudgedRecord {
    const track = this.#track(session.id, session.role);
    if (kind === 'loss') track.lose(number);
    if (kind !== 'pdu' || octets.length < HEADER_OCTETS) return { ...unjudged, version: track.version };
    const isOut = direction === 'out';
    const commandId = readUint32(octets, 4);
    const status = readUint32(octets, 8);
    const sequence = readUint32(octets, 12);
    track.learnVersion(commandId, status, octets, number);
    const isForbidden = track.isForbidden(commandId, isOut);
    let isDuplicate = false;
    let isOrphan = false;
    const isResponse = commandId >= RESPONSE_BIT;
    const isRequest = !isResponse && !withoutResponse.has(commandId);
    const request = isResponse ? this.#answered(track, commandId, sequence, isOut) : null;
    if (isResponse && request === null) isOrphan = track.isOrphan(commandId, sequence);
    if (isRequest) {
      isDuplicate = track.request(sequence, isOut, number);
      this.#waiting.set(number, { number, commandId, timeNs });
    }
    track.follow(commandId, status, 0);
    const { version } = track;
    return {
      version,
      findings: findingsOf({ isDuplicate, isOrphan, isForbidden }, version),
      isRequest,
      answers: request?.number ?? null,
      latencyNs: request === null ? null : Number(timeNs - request.timeNs),
    };
  }

  #track(id: number, role: 'esme' | 'smsc'): SessionTrack {
    const known = this.#tracks.get(id);
    if (known !== undefined) return known;
    const track = new SessionTrack({ id, name: '', role });
    this.#tracks.set(id, track);
    return track;
  }

  #answered(track: SessionTrack, commandId: number, sequence: number, isOut: boolean): Waiting | null {
    const number = track.requestOf(sequence, isOut);
    if (number === null) return null;
    const request = this.#waiting.get(number) ?? null;
    if (commandId !== GENERIC_NACK_ID && request?.commandId !== commandId - RESPONSE_BIT) return null;
    track.pair(sequence, isOut, number);
    this.#waiting.delete(number);
    return request;
  }
}
