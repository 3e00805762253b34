import type { TrunkId, MessageId } from '#shared/model/ids';
import type { ReceiptIdRule } from '#shared/model/receipt-ids';
import type { MessageState } from '#shared/model/message';
import type {
  ChangedIds,
  OperationResult,
  WriteInput,
  WriteKind,
  WriteOutput,
  WriteRequest,
} from './operations';
import type { NewOutbound, PduPlace, SegmentOutcome, SegmentToSend } from './stored-records';

/**
 * How operations that come by the thousand cross between the threads: as one text of values in a fixed order, without
 * their names, and what many have in common once. Structured cloning writes every name and every value of every object
 * by itself, which costs several times as much. What is no JSON, or rare, is cloned beside it.
 */
export interface PackedRequests {
  /** JSON of one `PackedRequest` for each, in order. */
  readonly rows: string;
  readonly cloned: readonly (WriteRequest | NewOutbound)[];
}

/** `cloned` is the place of what is cloned beside it. */
type PackedRequest = PackedOutbounds | PackedSettle | PackedReceipt | readonly [kind: 'c', cloned: number];

type PackedPlace = readonly [run: number, sessionId: number, sequenceNumber: number] | null;

type PackedOutbounds = readonly [
  kind: 'o',
  /** The first message, cloned; the others differ in what follows only. */
  template: number,
  ids: readonly MessageId[],
  conversationIds: readonly NewOutbound['newConversationId'][],
  destinations: readonly string[],
  tonsAndNpis: readonly number[],
];

type PackedSettle = readonly [
  kind: 's',
  messageId: MessageId,
  number: number,
  /** The id of an accepted message that has one and no reason; else the whole outcome. */
  outcome: string | SegmentOutcome,
  place: PackedPlace,
  isAlone: boolean | null,
  queryAtMs: number | null,
  idRule: ReceiptIdRule | null,
  atMs: number,
];

type PackedReceipt = readonly [
  kind: 'r',
  id: string,
  trunkId: TrunkId,
  trunkName: string,
  smscMessageIds: readonly string[],
  idRule: ReceiptIdRule,
  place: PackedPlace,
  state: MessageState | null,
  reason: string | null,
  text: string,
  sourceAddress: string,
  destinationAddress: string,
  atMs: number,
];

export function packRequests(requests: readonly WriteRequest[]): PackedRequests {
  const cloned: (WriteRequest | NewOutbound)[] = [];
  const rows = requests.map((request): PackedRequest => {
    if (request.kind === 'settleSegment') return packSettle(request.input as WriteInput<'settleSegment'>);
    if (request.kind === 'insertReceipt') return packReceipt(request.input as WriteInput<'insertReceipt'>);
    const messages =
      request.kind === 'insertOutbounds' ? (request.input as WriteInput<'insertOutbounds'>) : [];
    const [template] = messages;
    if (template !== undefined && messages.every((message) => isLike(message, template))) {
      return packOutbounds(cloned.push(template) - 1, messages);
    }
    return ['c', cloned.push(request) - 1];
  });
  return { rows: JSON.stringify(rows), cloned };
}

export function unpackRequests({ rows, cloned }: PackedRequests): WriteRequest[] {
  // Written by `packRequests` and by nobody else.
  return (JSON.parse(rows) as PackedRequest[]).map((packed): WriteRequest => {
    switch (packed[0]) {
      case 'o':
        return { kind: 'insertOutbounds', input: unpackOutbounds(packed, cloned[packed[1]] as NewOutbound) };
      case 's':
        return { kind: 'settleSegment', input: unpackSettle(packed) };
      case 'r':
        return { kind: 'insertReceipt', input: unpackReceipt(packed) };
      case 'c':
        return cloned[packed[1]] as WriteRequest;
    }
  });
}

function packOutbounds(template: number, messages: readonly NewOutbound[]): PackedOutbounds {
  return [
    'o',
    template,
    messages.map(({ id }) => id),
    messages.map(({ newConversationId }) => newConversationId),
    messages.map(({ destination }) => destination.address),
    messages.flatMap(({ destination }) => [destination.ton, destination.npi]),
  ];
}

/** Names of what may differ between the messages of a bulk. */
const OWN: ReadonlySet<string> = new Set(['id', 'newConversationId', 'destination']);

/** They differ in their ids and in whom they go to. */
export function isLike(message: NewOutbound, template: NewOutbound): boolean {
  for (const key in template) {
    const name = key as keyof NewOutbound;
    if (message[name] !== template[name] && !OWN.has(key)) return false;
  }
  return message.answerId === template.answerId;
}

function unpackOutbounds(
  [, , ids, conversationIds, destinations, numbers]: PackedOutbounds,
  template: NewOutbound,
): NewOutbound[] {
  return ids.map((id, index): NewOutbound => ({
    ...template,
    id,
    newConversationId: conversationIds[index] ?? template.newConversationId,
    destination: {
      address: destinations[index] ?? '',
      ton: numbers[2 * index] ?? 0,
      npi: numbers[2 * index + 1] ?? 0,
    },
  }));
}

function packSettle(input: WriteInput<'settleSegment'>): PackedSettle {
  const { messageId, number, outcome, place, isAlone, queryAtMs, idRule, atMs } = input;
  const isPlain = outcome.kind === 'accepted' && outcome.reason === null && outcome.refused === undefined;
  const packed = isPlain && outcome.smscMessageId !== null ? outcome.smscMessageId : outcome;
  const rest = [isAlone ?? null, queryAtMs ?? null, idRule ?? null] as const;
  return ['s', messageId, number, packed, packPlace(place), ...rest, atMs];
}

function unpackSettle(packed: PackedSettle): WriteInput<'settleSegment'> {
  const [, messageId, number, outcome, place, isAlone, queryAtMs, idRule, atMs] = packed;
  return {
    messageId,
    number,
    outcome:
      typeof outcome === 'string' ? { kind: 'accepted', smscMessageId: outcome, reason: null } : outcome,
    place: unpackPlace(place),
    ...(isAlone === null ? {} : { isAlone }),
    queryAtMs,
    ...(idRule === null ? {} : { idRule }),
    atMs,
  };
}

function packReceipt(receipt: WriteInput<'insertReceipt'>): PackedReceipt {
  return [
    'r',
    receipt.id,
    receipt.trunkId,
    receipt.trunkName,
    receipt.smscMessageIds,
    receipt.idRule,
    packPlace(receipt.place),
    receipt.state,
    receipt.reason,
    receipt.text,
    receipt.sourceAddress,
    receipt.destinationAddress,
    receipt.atMs,
  ];
}

function unpackReceipt(packed: PackedReceipt): WriteInput<'insertReceipt'> {
  const [, id, trunkId, trunkName, smscMessageIds, idRule, place, state, reason, text, ...rest] = packed;
  const [sourceAddress, destinationAddress, atMs] = rest;
  return {
    id,
    trunkId,
    trunkName,
    smscMessageIds,
    idRule,
    place: unpackPlace(place),
    state,
    reason,
    text,
    sourceAddress,
    destinationAddress,
    atMs,
  };
}

function packPlace(place: PduPlace | null): PackedPlace {
  return place === null ? null : [place.run, place.sessionId, place.sequenceNumber];
}

function unpackPlace(place: PackedPlace): PduPlace | null {
  return place === null ? null : { run: place[0], sessionId: place[1], sequenceNumber: place[2] };
}

/** The ids that a commit leaves untold, as one text. */
export function packIds(ids: ChangedIds): string {
  return JSON.stringify(ids);
}

export function unpackIds(packed: string): ChangedIds {
  // Written by `packIds` and by nobody else.
  return JSON.parse(packed) as ChangedIds;
}

/** The results of a batch: null for the usual one of its kind. */
export type PackedResult = OperationResult | PackedSegments | null;

interface PackedSegments {
  /** JSON of a `PackedSegment` for each, in order. */
  readonly segments: string;
  /** For each what is rare; null when none has any. */
  readonly rest: readonly (SegmentRest | null)[] | null;
  /** Of all of them, one after the other. */
  readonly octets: Uint8Array;
}

type SegmentRest = Pick<SegmentToSend, 'tlvs' | 'fields' | 'carried'>;

type PackedSegment = readonly [
  messageId: MessageId,
  number: number,
  pdu: SegmentToSend['pdu'],
  sourceAddress: string,
  sourceTon: number,
  sourceNpi: number,
  destinationAddress: string,
  destinationTon: number,
  destinationNpi: number,
  octets: number,
  esmClass: number,
  dataCoding: number,
  isReceiptRequested: boolean,
];

const NOTHING: OperationResult = { ok: true, output: null };
const NO_RECEIPTS: OperationResult = { ok: true, output: { receiptIds: [] } };
const MATCHED: OperationResult = { ok: true, output: { match: 'one', suggestion: null } };

export function packResult(kind: WriteKind, result: OperationResult): PackedResult {
  if (!result.ok) return result;
  const { output } = result;
  if (output === null) return null;
  switch (kind) {
    case 'settleSegment':
      return (output as WriteOutput<'settleSegment'>).receiptIds.length === 0 ? null : result;
    case 'insertReceipt': {
      const { match, suggestion } = output as WriteOutput<'insertReceipt'>;
      return match === 'one' && suggestion === null ? null : result;
    }
    case 'takeQueued':
      return packSegments(output as WriteOutput<'takeQueued'>);
    default:
      return result;
  }
}

export function unpackResult(kind: WriteKind, packed: PackedResult): OperationResult {
  if (packed === null) {
    return kind === 'settleSegment' ? NO_RECEIPTS : kind === 'insertReceipt' ? MATCHED : NOTHING;
  }
  return 'segments' in packed ? { ok: true, output: unpackSegments(packed) } : packed;
}

function packSegments(segments: readonly SegmentToSend[]): PackedSegments {
  const octets = new Uint8Array(segments.reduce((sum, segment) => sum + segment.octets.length, 0));
  let offset = 0;
  const packed = segments.map((segment): PackedSegment => {
    const { source, destination } = segment;
    octets.set(segment.octets, offset);
    offset += segment.octets.length;
    return [
      segment.messageId,
      segment.number,
      segment.pdu,
      source.address,
      source.ton,
      source.npi,
      destination.address,
      destination.ton,
      destination.npi,
      segment.octets.length,
      segment.esmClass,
      segment.dataCoding,
      segment.isReceiptRequested,
    ];
  });
  const rest = segments.map(({ tlvs, fields, carried }): SegmentRest | null => {
    return tlvs.length === 0 && fields === null && carried.length === 0 ? null : { tlvs, fields, carried };
  });
  return {
    segments: JSON.stringify(packed),
    rest: rest.every((each) => each === null) ? null : rest,
    octets,
  };
}

const PLAIN: SegmentRest = { tlvs: [], fields: null, carried: [] };

function unpackSegments({ segments, rest, octets }: PackedSegments): SegmentToSend[] {
  let offset = 0;
  // Written by `packSegments` and by nobody else.
  return (JSON.parse(segments) as PackedSegment[]).map((packed, index) => {
    const [messageId, number, pdu, sa, st, sn, da, dt, dn, length, ...flags] = packed;
    const [esmClass, dataCoding, isReceiptRequested] = flags;
    const own = octets.subarray(offset, offset + length);
    offset += length;
    return {
      messageId,
      number,
      pdu,
      source: { address: sa, ton: st, npi: sn },
      destination: { address: da, ton: dt, npi: dn },
      octets: own,
      esmClass,
      dataCoding,
      isReceiptRequested,
      ...(rest?.[index] ?? PLAIN),
    };
  });
}
