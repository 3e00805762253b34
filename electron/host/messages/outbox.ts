import { StoreError, type MessageStore } from '#electron/host/storage/message-store';
import type { PduPlace, SegmentOutcome, SegmentToSend } from '#electron/host/storage/stored-records';
import type { Clock } from '#shared/lib/clock';
import type { TrunkId } from '#shared/model/ids';
import type { LateResponse, LinkOutcome, MessageLink, MessageLinks, SentAs } from './message-links';
import { responseOutcome, segmentOutcome, TRUNK_DELETED, waitsForLogin } from './outcomes';
import { requestOfSegment } from './message-pdu';
import type { Deletion } from './pending-deletions';
import type { UnmatchedReceipts } from './unmatched-receipts';

/** Requests whose response may still come late, a trunk: beyond that the oldest are given up, and stay in doubt. */
const MAX_LATE = 10_000;

/** After a write that failed (a full disk, say) it is tried again so often, and so many times. */
const RETRY_MS = 1000;
const MAX_TRIES = 300;

export interface OutboxOptions {
  readonly store: MessageStore;
  readonly links: MessageLinks;
  readonly clock: Clock;
  readonly unmatched: UnmatchedReceipts;
  readonly onError: (error: unknown) => void;
  /** Number of this run of the host, for the places of PDUs. */
  readonly run: () => number;
  /** What is about to be deleted does not leave. */
  readonly held: () => Deletion;
}

/** One trunk's side of the queue. */
interface Lane {
  isPumpDue: boolean;
  /** Segments are being marked as sent; another look is taken when that is done. */
  isTaking: boolean;
  isAskedAgain: boolean;
  mayHaveQueued: boolean;
  /** The queued messages were told that they wait for the login. */
  isExplained: boolean;
  inFlight: number;
  /** Segments that wait, as far as it is known here: exact whenever the queue was seen to be empty. */
  queuedCount: number;
  /** By session and sequence number: segments whose response timer ran out, in the order in which it did. */
  readonly late: Map<string, SegmentToSend>;
}

/**
 * Sends what is queued, as far as each trunk's window allows. A segment is marked as sent, and that is committed, before
 * its octets leave: a process that is killed at any moment leaves each segment in exactly one state, and none that may
 * have left as queued.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #lanes = new Map<TrunkId, Lane>();
  /** What is being stored; `close` waits for it. */
  #writing = 0;
  readonly #whenWritten: (() => void)[] = [];
  readonly #deleted = new Set<TrunkId>();
  /** Ends of the pauses before writes that are tried again. */
  readonly #pauses = new Set<() => void>();
  #isOpen = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Begins to send; `queued` are the trunks that have something queued from an earlier run. */
  open(queued: readonly TrunkId[]): void {
    this.#isOpen = true;
    for (const trunkId of queued) this.notifyQueued(trunkId, 0);
    for (const trunkId of queued) this.recount(trunkId);
    for (const trunkId of this.#lanes.keys()) this.pump(trunkId);
  }

  /** Sends nothing more; resolves when every outcome that came is stored. */
  async close(): Promise<void> {
    this.#isOpen = false;
    for (const end of this.#pauses) end();
    while (this.#writing > 0) await new Promise<void>((resolve) => this.#whenWritten.push(resolve));
  }

  /** Segments of this trunk were queued. */
  notifyQueued(trunkId: TrunkId, segments: number): void {
    const lane = this.#lane(trunkId);
    lane.mayHaveQueued = true;
    this.#addQueued(trunkId, lane, segments);
    this.pump(trunkId);
  }

  /** What was held back may leave now. */
  handleKept(): void {
    for (const trunkId of this.#lanes.keys()) this.notifyQueued(trunkId, 0);
  }

  recountAll(): void {
    for (const trunkId of this.#lanes.keys()) this.recount(trunkId);
  }

  /** Messages left the queue another way: deleted, refused, given back to their group. */
  recount(trunkId: TrunkId): void {
    const count = async (): Promise<void> => {
      const lane = this.#lane(trunkId);
      lane.queuedCount = await this.#options.store.read('countQueued', { lane: trunkId });
      this.#addQueued(trunkId, lane, 0);
    };
    this.#track(count());
  }

  /**
   * Nothing of this trunk's queue will ever leave, nor what comes back to it; told once `unrouted` has given back to
   * their groups what other trunks may carry. Also while the outbox closes, which waits for it.
   */
  handleDeleted(trunkId: TrunkId, unrouted: Promise<void>): void {
    const handle = (): void => {
      this.#deleted.add(trunkId);
      this.notifyQueued(trunkId, 0);
    };
    this.#track(unrouted.then(handle));
  }

  /** The trunk is not logged in, and nothing of it is in flight. */
  isWaitingForLogin(link: MessageLink): boolean {
    return link.availability().kind !== 'up' && this.#lane(link.trunkId).inFlight === 0;
  }

  /**
   * Takes as many segments from the queue as the window has room for, when everything that came with the same octets has
   * been looked at: so the outcomes of many and the taking of as many are one transaction.
   */
  pump(trunkId: TrunkId): void {
    const lane = this.#lane(trunkId);
    if (lane.isPumpDue) return;
    lane.isPumpDue = true;
    queueMicrotask(() => {
      lane.isPumpDue = false;
      this.#pump(trunkId, lane);
    });
  }

  #pump(trunkId: TrunkId, lane: Lane): void {
    const link = this.#options.links.find(trunkId);
    const isDeleted = this.#deleted.has(trunkId);
    if (!lane.mayHaveQueued || !(this.#isOpen || isDeleted)) return;
    if (lane.isTaking) {
      lane.isAskedAgain = true;
      return;
    }
    if (isDeleted) this.#refuseQueued(trunkId, lane, TRUNK_DELETED);
    // Not there and not refused: what other trunks may carry is being given back to its groups.
    if (isDeleted || link === undefined) return;
    const availability = link.availability();
    if (availability.kind === 'unable') {
      this.#refuseQueued(trunkId, lane, availability.sentence);
      return;
    }
    const room = link.freeCapacity();
    if (room > 0) this.#track(this.#take(link, lane, room));
    else {
      link.wantsToSend();
      // One that is logged in has no room for now: by its window, its rate or a throttle.
      const isWaiting = availability.kind !== 'up' && lane.inFlight === 0;
      if (isWaiting && !lane.isExplained) this.#explain(link, lane);
    }
  }

  handleLateResponse(late: LateResponse): void {
    const lane = this.#lane(late.trunkId);
    const key = lateKey(late);
    const segment = lane.late.get(key);
    if (segment === undefined) return;
    lane.late.delete(key);
    this.#track(this.#settle(segment, responseOutcome(late.response), late));
  }

  async #take(link: MessageLink, lane: Lane, room: number): Promise<void> {
    const { store, onError } = this.#options;
    const { trunkId } = link;
    lane.isTaking = true;
    lane.isExplained = false;
    // What is queued from here on may miss this take, and sets it again.
    lane.mayHaveQueued = false;
    try {
      const withoutSources = link.exhaustedSources();
      const atMs = this.#nowMs();
      const { messageIds: withoutMessages, conversationIds: withoutConversations } = this.#options.held();
      const without = { withoutSources, withoutMessages, withoutConversations };
      const segments = await store.write('takeQueued', { trunkId, limit: room, ...without, atMs });
      // What comes from a source address without room was passed over; `onRoom` follows for it.
      if (segments.length > 0 || withoutSources.length > 0) lane.mayHaveQueued = true;
      this.#addQueued(trunkId, lane, -segments.length);
      for (const segment of segments) {
        if (this.#isOpen) this.#send(link, lane, segment);
        else
          this.#track(this.#settle(segment, { kind: 'queued', reason: waitsForLogin(link.trunkName) }, null));
      }
    } catch (error) {
      // They stay queued.
      lane.mayHaveQueued = true;
      onError(error);
      if (this.#isOpen && isWorthAnotherTry(error)) {
        await this.#pause();
        lane.isAskedAgain = true;
      }
    }
    lane.isTaking = false;
    if (lane.isAskedAgain) {
      lane.isAskedAgain = false;
      this.pump(trunkId);
    }
  }

  #send(link: MessageLink, lane: Lane, segment: SegmentToSend): void {
    const { unmatched } = this.#options;
    const { trunkId } = link;
    const send = unmatched.sent(trunkId);
    lane.inFlight += 1;
    link.submit(requestOfSegment(segment), (outcome, sent) => {
      lane.inFlight -= 1;
      if (outcome.kind === 'timeout' && sent !== null) rememberLate(lane, lateKey(sent), segment);
      this.#track(this.#conclude(link, lane, segment, outcome, sent, send));
    });
  }

  async #conclude(
    link: MessageLink,
    lane: Lane,
    segment: SegmentToSend,
    outcome: LinkOutcome,
    sent: SentAs | null,
    send: number,
  ): Promise<void> {
    const { trunkId } = link;
    const result = segmentOutcome(outcome);
    if (result.kind === 'queued') {
      lane.mayHaveQueued = true;
      this.#addQueued(trunkId, lane, 1);
    }
    const settling = this.#settle(segment, result, sent, link);
    // After the link ended: what waits is told why. After a response: the window has room. What the rate of a source
    // address holds back waits for `onRoom`.
    if (outcome.kind !== 'held' || link.freeCapacity() === 0) this.pump(trunkId);
    let matched: readonly string[] = [];
    try {
      matched = await settling;
    } finally {
      this.#options.unmatched.settled(trunkId, send, matched);
    }
  }

  /**
   * Stores an outcome. It is known here and nowhere else (the message_id, or that it did not leave), so a store that
   * fails is tried again until it works or the outbox is closed.
   */
  async #settle(
    segment: SegmentToSend,
    outcome: SegmentOutcome,
    sent: SentAs | null,
    link?: MessageLink,
  ): Promise<readonly string[]> {
    const { store, onError } = this.#options;
    const { messageId, number } = segment;
    for (let tries = 1; ; tries += 1) {
      try {
        const place = sent === null ? null : this.#placeOf(sent);
        const atMs = this.#nowMs();
        const { receiptIds } = await store.write('settleSegment', {
          messageId,
          number,
          outcome,
          place,
          isAlone: segment.pdu !== 'submit_multi',
          queryAtMs: queryAtMs(link, atMs),
          ...(link === undefined ? {} : { idRule: link.settings.receiptIds }),
          atMs,
        });
        return receiptIds;
      } catch (error) {
        if (!this.#isOpen || tries === MAX_TRIES || !isWorthAnotherTry(error)) throw error;
        if (tries === 1) onError(error);
        await this.#pause();
      }
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        timer.cancel();
        this.#pauses.delete(end);
        resolve();
      };
      const timer = this.#options.clock.startTimer(RETRY_MS, end, { isBackground: true });
      this.#pauses.add(end);
    });
  }

  #refuseQueued(trunkId: TrunkId, lane: Lane, reason: string): void {
    lane.mayHaveQueued = false;
    this.#track(this.#refuseAll(trunkId, reason));
  }

  /** In pieces, so that inbound messages are not held up behind a queue of many thousands. */
  async #refuseAll(trunkId: TrunkId, reason: string): Promise<void> {
    const { store } = this.#options;
    for (let hasMore = true; hasMore;) {
      ({ hasMore } = await store.write('refuseQueued', { lane: trunkId, reason, atMs: this.#nowMs() }));
    }
    this.recount(trunkId);
  }

  #placeOf({ sessionId, sequenceNumber }: SentAs): PduPlace {
    return { run: this.#options.run(), sessionId, sequenceNumber };
  }

  #addQueued(trunkId: TrunkId, lane: Lane, segments: number): void {
    lane.queuedCount = Math.max(0, lane.queuedCount + segments);
    this.#options.links.find(trunkId)?.reportQueued(lane.queuedCount);
  }

  #explain(link: MessageLink, lane: Lane): void {
    lane.isExplained = true;
    const { trunkId, trunkName } = link;
    const reason = waitsForLogin(trunkName);
    this.#track(this.#options.store.write('explainQueued', { lane: trunkId, reason, atMs: this.#nowMs() }));
  }

  #track(work: Promise<unknown>): void {
    this.#writing += 1;
    const end = (): void => {
      this.#writing -= 1;
      if (this.#writing === 0) for (const resolve of this.#whenWritten.splice(0)) resolve();
    };
    work.then(end, (error: unknown) => {
      this.#options.onError(error);
      end();
    });
  }

  #lane(trunkId: TrunkId): Lane {
    let lane = this.#lanes.get(trunkId);
    if (lane === undefined) {
      lane = {
        isPumpDue: false,
        isTaking: false,
        isAskedAgain: false,
        mayHaveQueued: false,
        isExplained: false,
        inFlight: 0,
        queuedCount: 0,
        late: new Map(),
      };
      this.#lanes.set(trunkId, lane);
    }
    return lane;
  }

  #nowMs(): number {
    return Math.floor(this.#options.clock.now());
  }
}

/** When query_sm is due for what was accepted just now; null where the trunk does not ask. */
function queryAtMs(link: MessageLink | undefined, atMs: number): number | null {
  const query = link?.settings.query;
  return query?.isEnabled === true ? atMs + query.everySeconds * 1000 : null;
}

function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'failed';
}

/** A number that is used again belongs to a new request: a late response can only be for that one. */
function rememberLate(lane: Lane, key: string, segment: SegmentToSend): void {
  lane.late.delete(key);
  lane.late.set(key, segment);
  if (lane.late.size <= MAX_LATE) return;
  const [oldest] = lane.late.keys();
  if (oldest !== undefined) lane.late.delete(oldest);
}

function lateKey({ sessionId, sequenceNumber }: SentAs): string {
  return `${sessionId}:${sequenceNumber}`;
}
