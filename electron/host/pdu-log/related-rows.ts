import { decode } from '#shared/smpp/decode';
import type { Pdu } from '#shared/smpp/pdu';
import { readUserData, type SegmentKey } from '#shared/smpp/text/user-data';
import { recordKinds } from './batch-layout';
import type { LogStore, RowPlace } from './log-store';
import { findPattern, type OctetPattern, wordPatterns } from './octet-pattern';
import { rowFlags } from './row-flags';
import { receiptIds } from './pdu-values';
import type { OctetFinder, Segment } from './segment';

export interface RelatedRows {
  readonly answers: number | null;
  readonly answeredBy: number | null;
  readonly latencyMs: number | null;
  readonly isUnanswered: boolean;
  readonly receipts: readonly number[];
  readonly submit: number | null;
  readonly siblings: readonly number[];
  readonly messageId: string | null;
}

/** More receipts or segments than any message has. */
const MAX_FOUND = 300;
/** Segments of one message follow each other within this time. */
const SIBLINGS_NS = 15 * 60e9;

/**
 * What belongs to a row. Pairs are in the columns; receipts and segments are looked for by the octets of the message's
 * id or reference. A generator that yields between stretches, so that other questions have their turn.
 */
export function* relatedRows(store: LogStore, place: RowPlace): Generator<undefined, RelatedRows> {
  const { segment, index } = place;
  const flags = segment.flags(index);
  const isPdu = segment.kind(index) === recordKinds.pdu;
  const partner = isPdu ? segment.partner(index) : null;
  const isResponse = (flags & rowFlags.response) !== 0;
  const latencyNs = store.latencyNs(segment, index);
  const pdu = isPdu ? pduAt(place) : null;
  const isReceipt = (flags & rowFlags.receipt) !== 0;
  const ids = pdu === null ? [] : isReceipt ? receiptIds(pdu) : messageIdOf(store, pdu, partner);
  let submit: number | null = null;
  let receipts: readonly number[] = [];
  if (ids.length > 0) {
    const found = yield* rowsAbout(store, ids);
    receipts = isReceipt ? [] : found.receipts;
    submit = isReceipt ? found.submit : null;
  }
  const siblings =
    pdu !== null && (flags & rowFlags.segment) !== 0 ? yield* siblingsOf(store, place, pdu) : [];
  return {
    answers: isResponse ? partner : null,
    answeredBy: isResponse ? null : partner,
    latencyMs: latencyNs === undefined ? null : latencyNs / 1e6,
    isUnanswered: isPdu && (flags & rowFlags.request) !== 0 && partner === null,
    receipts,
    submit,
    siblings,
    messageId: ids[0] ?? null,
  };
}

function pduAt({ segment, index }: RowPlace): Pdu | null {
  const octets = segment.chunkOctets(index);
  return octets.length < 16 ? null : decode(octets).pdu;
}

function messageIdOf(store: LogStore, pdu: Pdu, partner: number | null): readonly string[] {
  const own = messageIdIn(pdu);
  if (own !== null) return [own];
  const place = partner === null ? undefined : store.find(partner);
  const answer = place === undefined ? null : pduAt(place);
  const answered = answer === null ? null : messageIdIn(answer);
  return answered === null ? [] : [answered];
}

function messageIdIn(pdu: Pdu): string | null {
  if (pdu.command === 'unknown' || pdu.body === null || pdu.command === 'deliver_sm_resp') return null;
  const id = 'messageId' in pdu.body ? pdu.body.messageId : '';
  return typeof id === 'string' && id !== '' ? id : null;
}

/** The same id as decimal and hexadecimal numbers, since some senders write the one here and the other there. */
function spellings(ids: readonly string[]): readonly string[] {
  const all = new Set<string>();
  for (const id of ids) {
    all.add(id.toLowerCase());
    if (/^\d{1,20}$/.test(id)) all.add(BigInt(id).toString(16));
    if (/^[0-9a-f]{1,16}$/i.test(id)) all.add(BigInt(`0x${id}`).toString());
  }
  return [...all];
}

/** Without the zeros that pad it. */
function bare(id: string): string {
  return id.toLowerCase().replace(/^0+(?=.)/, '');
}

function* rowsAbout(
  store: LogStore,
  ids: readonly string[],
): Generator<undefined, { readonly receipts: readonly number[]; readonly submit: number | null }> {
  const receipts: number[] = [];
  const submits: { readonly number: number; readonly isExact: boolean }[] = [];
  const wanted = new Set(spellings(ids).map(bare));
  const exact = new Set(ids.map(bare));
  const patterns = [...wanted].flatMap((id) => wordPatterns(id)?.plain ?? []);
  for (const segment of store.segments) {
    for (const index of rowsWith(segment, patterns)) {
      const flags = segment.flags(index);
      const isReceipt = (flags & rowFlags.receipt) !== 0;
      if (!isReceipt && (flags & rowFlags.response) === 0) continue;
      const pdu = pduAt({ segment, index });
      if (pdu === null) continue;
      if (isReceipt) {
        if (receipts.length < MAX_FOUND && receiptIds(pdu).some((id) => wanted.has(bare(id))))
          receipts.push(segment.firstNumber + index);
        continue;
      }
      const id = pdu.command === 'submit_sm_resp' || pdu.command === 'data_sm_resp' ? messageIdIn(pdu) : null;
      const request = segment.partner(index);
      if (id !== null && request !== null && wanted.has(bare(id)))
        submits.push({ number: request, isExact: exact.has(bare(id)) });
    }
    yield;
  }
  const submit = submits.find(({ isExact }) => isExact) ?? submits[0];
  return { receipts, submit: submit?.number ?? null };
}

/** Rows whose octets have one of the patterns, in order. */
function rowsWith(segment: Segment, patterns: readonly OctetPattern[]): readonly number[] {
  if (!segment.isResident) {
    return segment.searchFile(
      patterns.map(
        (pattern): OctetFinder =>
          (octets, start) =>
            findPattern(octets, start, octets.byteLength, pattern),
      ),
    );
  }
  const rows = new Set<number>();
  for (const pattern of patterns) {
    let at = findPattern(segment.view, 0, segment.used, pattern);
    while (at >= 0) {
      rows.add(segment.columns.rowAt(at, segment.count));
      at = findPattern(segment.view, at + pattern.length, segment.used, pattern);
    }
  }
  return [...rows].toSorted((left, right) => left - right);
}

function segmentKeyOf(
  pdu: Pdu,
): { readonly key: SegmentKey; readonly to: string; readonly from: string } | null {
  if (pdu.command !== 'submit_sm' && pdu.command !== 'deliver_sm' && pdu.command !== 'data_sm') return null;
  if (pdu.body === null) return null;
  const key = readUserData({ ...pdu.body, tlvs: pdu.tlvs }).segment;
  return key === null ? null : { key, to: pdu.body.destinationAddr, from: pdu.body.sourceAddr };
}

function* siblingsOf(store: LogStore, place: RowPlace, pdu: Pdu): Generator<undefined, readonly number[]> {
  const own = segmentKeyOf(pdu);
  if (own === null) return [];
  const command = place.segment.columns.commands[place.index];
  const time = place.segment.columns.time(place.index);
  // All of them go to one address, whose octets are sooner found than each row is taken apart.
  const toThem = own.to === '' ? null : (wordPatterns(own.to.toLowerCase())?.plain ?? null);
  const found: { readonly number: number; readonly part: number; readonly distance: number }[] = [];
  for (const segment of store.segments) {
    if (segment.count === 0) continue;
    const isNear =
      segment.columns.time(segment.count - 1) >= time - SIBLINGS_NS &&
      segment.columns.time(0) <= time + SIBLINGS_NS;
    if (!isNear) continue;
    for (const index of toThem === null ? segment.rows() : rowsWith(segment, toThem)) {
      if ((segment.flags(index) & rowFlags.segment) === 0 || segment.columns.commands[index] !== command)
        continue;
      if (segment.flags(index) % 2 !== place.segment.flags(place.index) % 2) continue;
      const distance = Math.abs(segment.columns.time(index) - time);
      if (distance > SIBLINGS_NS) continue;
      const other = pduAt({ segment, index });
      const of = other === null ? null : segmentKeyOf(other);
      if (of?.to !== own.to || of.from !== own.from) continue;
      const { by, reference, total, number } = of.key;
      if (by !== own.key.by || reference !== own.key.reference || total !== own.key.total) continue;
      found.push({ number: segment.firstNumber + index, part: number, distance });
    }
    yield;
  }
  // The reference comes round again: of each part, the one nearest in time.
  const nearest = new Map<number, { readonly number: number; readonly distance: number }>();
  for (const { number, part, distance } of found) {
    const known = nearest.get(part);
    if (known === undefined || distance < known.distance) nearest.set(part, { number, distance });
  }
  return [...nearest.values()].map(({ number }) => number).toSorted((left, right) => left - right);
}
