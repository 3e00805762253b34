import type { SourcePolicy } from '#electron/host/sources/source-policy';
import type { MessageStore } from '#electron/host/storage/message-store';
import type { WaitingForRoute } from '#electron/host/storage/stored-records';
import type { GroupRouter } from '#electron/host/trunk-groups/group-router';
import type { Clock } from '#shared/lib/clock';
import type { TrunkGroupId, TrunkId } from '#shared/model/ids';
import { alphabetOf } from '#shared/model/data-coding-map';
import type { MessageLinks } from './message-links';
import type { Outbox } from './outbox';

/** Messages that are looked at in one turn. */
const PEEKED = 50;

const GROUP_DELETED = 'Its trunk group was deleted before it could be sent.';

export interface GroupLanesOptions {
  readonly store: MessageStore;
  readonly links: MessageLinks;
  readonly groups: GroupRouter;
  readonly policy: SourcePolicy;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

interface Lane {
  isRouting: boolean;
  isAskedAgain: boolean;
  explained: string | null;
  /** Segments that wait here; null until they are counted again. */
  waitingCount: number | null;
}

/**
 * What was handed to a group waits here, and gets its trunk only when that trunk has room: so the choice is made at the
 * moment of leaving, and nothing piles up behind a trunk that fails. What is in doubt has its trunk for good.
 */
export class GroupLanes {
  readonly #options: GroupLanesOptions;
  readonly #lanes = new Map<TrunkGroupId, Lane>();
  readonly #routing = new Set<Promise<void>>();
  #isOpen = false;

  constructor(options: GroupLanesOptions) {
    this.#options = options;
  }

  open(groupIds: readonly TrunkGroupId[]): void {
    this.#isOpen = true;
    this.pumpAll();
    for (const id of groupIds) this.notifyQueued(id);
  }

  /** Chooses for nothing more; resolves when what is being chosen is stored. */
  async close(): Promise<void> {
    this.#isOpen = false;
    while (this.#routing.size > 0) await Promise.allSettled(this.#routing);
  }

  notifyQueued(groupId: TrunkGroupId): void {
    const lane = this.#lanes.get(groupId);
    if (lane !== undefined) lane.waitingCount = null;
    else {
      const fresh = { isRouting: false, isAskedAgain: false, explained: null, waitingCount: null };
      this.#lanes.set(groupId, fresh);
    }
    this.pump(groupId);
  }

  /** A trunk has room, or its state changed: it may be a member of any group. */
  pumpAll(): void {
    for (const id of this.#lanes.keys()) this.pump(id);
  }

  /** Another member carries the group now: what has not begun to leave is chosen for again. */
  async handleGroupChanged(groupId: TrunkGroupId): Promise<void> {
    const groupName = this.#options.groups.nameOf(groupId);
    await this.#unroute({ groupId, trunkId: null, groupName });
    this.pump(groupId);
  }

  /** Before the rest of its queue is refused. */
  async handleTrunkDeleted(trunkId: TrunkId): Promise<void> {
    await this.#unroute({ groupId: null, trunkId, groupName: null });
  }

  pump(groupId: TrunkGroupId): void {
    const lane = this.#lanes.get(groupId);
    if (lane === undefined || !this.#isOpen) return;
    if (lane.isRouting) {
      lane.isAskedAgain = true;
      return;
    }
    lane.isRouting = true;
    const routing = this.#route(groupId, lane)
      .catch(this.#options.onError)
      .finally(() => {
        this.#routing.delete(routing);
        lane.isRouting = false;
        if (!lane.isAskedAgain) return;
        lane.isAskedAgain = false;
        this.pump(groupId);
      });
    this.#routing.add(routing);
  }

  async #unroute(input: {
    readonly groupId: TrunkGroupId | null;
    readonly trunkId: TrunkId | null;
    readonly groupName: string | null;
  }): Promise<void> {
    const { groupIds } = await this.#options.store.write('unrouteQueued', { ...input, atMs: this.#nowMs() });
    for (const id of groupIds) this.notifyQueued(id);
  }

  async #route(groupId: TrunkGroupId, lane: Lane): Promise<void> {
    const { store, groups, links, outbox } = this.#options;
    const waiting = await store.write('peekUnrouted', { groupId, limit: PEEKED });
    await this.#reportQueued(groupId, lane, waiting.length);
    if (waiting.length === 0) {
      // Asked again with the next message; until then its trunks' room is none of its business.
      if (!lane.isAskedAgain) this.#lanes.delete(groupId);
      return;
    }
    const routes: {
      messageId: WaitingForRoute['messageId'];
      trunkId: TrunkId;
      trunkName: string;
      reason: string;
    }[] = [];
    const room = new Map<TrunkId, number>();
    const roomOf = (trunkId: TrunkId): number =>
      room.get(trunkId) ?? links.find(trunkId)?.freeCapacity() ?? 0;
    for (const message of waiting) {
      const choice = groups.choose(
        groupId,
        (trunkId) => this.#refusal(trunkId, message),
        (trunkId) => roomOf(trunkId) > 0,
      );
      if (choice === null) {
        await this.#refuse(groupId, null, GROUP_DELETED);
        return;
      }
      if (choice.kind === 'none') {
        if (choice.waitsForId === null) {
          await this.#refuse(groupId, message, choice.sentence);
          lane.isAskedAgain = true;
          continue;
        }
        links.find(choice.waitsForId)?.wantsToSend();
        await this.#explain(groupId, lane, choice.sentence);
        break;
      }
      const link = links.find(choice.trunkId);
      if (link === undefined) break;
      const left = roomOf(choice.trunkId);
      if (left <= 0) {
        link.wantsToSend();
        break;
      }
      room.set(choice.trunkId, left - 1);
      const { trunkId, trunkName } = link;
      routes.push({ messageId: message.messageId, trunkId, trunkName, reason: choice.reason });
    }
    if (routes.length === 0) return;
    lane.explained = null;
    await store.write('routeQueued', { routes, atMs: this.#nowMs() });
    if (lane.waitingCount !== null) lane.waitingCount -= routes.length;
    for (const trunkId of room.keys()) {
      const count = routes.filter((route) => route.trunkId === trunkId).length;
      if (count > 0) outbox.notifyQueued(trunkId, count);
    }
    lane.isAskedAgain = true;
  }

  /** A long queue is counted once, and again when more was put into it or little is left. */
  async #reportQueued(groupId: TrunkGroupId, lane: Lane, peeked: number): Promise<void> {
    const { store, groups } = this.#options;
    if (peeked < PEEKED || lane.waitingCount === null) {
      lane.waitingCount = peeked === 0 ? 0 : await store.read('countQueued', { lane: groupId });
    }
    groups.reportQueued(groupId, lane.waitingCount);
  }

  /** Why a member may not carry this message: the trunks of a group may differ in all that a message hangs on. */
  #refusal(trunkId: TrunkId, message: WaitingForRoute): string | null {
    const { links, policy } = this.#options;
    const link = links.find(trunkId);
    if (link === undefined) return 'It does not exist any more.';
    const { settings, trunkName } = link;
    const verdict = policy.check(settings, message.sourceAddress);
    if (verdict.kind === 'refused') return verdict.sentence;
    if (settings.version === '3.3' && (message.hasTlvs || message.pdu === 'data_sm')) {
      return `${trunkName} speaks SMPP 3.3, which cannot carry this message.`;
    }
    if (settings.version !== '5.0' && message.pdu === 'broadcast_sm') {
      return `${trunkName} speaks SMPP ${settings.version}, which has no broadcast_sm.`;
    }
    if (alphabetOf(message.dataCoding, settings.alphabets) === message.encoding || message.isBinary)
      return null;
    return `On ${trunkName} data_coding ${message.dataCoding} means another alphabet.`;
  }

  async #refuse(groupId: TrunkGroupId, message: WaitingForRoute | null, reason: string): Promise<void> {
    const { store } = this.#options;
    for (let hasMore = true; hasMore;) {
      ({ hasMore } = await store.write('refuseQueued', {
        lane: groupId,
        ...(message === null ? {} : { messageIds: [message.messageId] }),
        reason,
        atMs: this.#nowMs(),
      }));
    }
  }

  async #explain(groupId: TrunkGroupId, lane: Lane, reason: string): Promise<void> {
    if (lane.explained === reason) return;
    lane.explained = reason;
    await this.#options.store.write('explainQueued', { lane: groupId, reason, atMs: this.#nowMs() });
  }

  #nowMs(): number {
    return Math.floor(this.#options.clock.now());
  }
}
