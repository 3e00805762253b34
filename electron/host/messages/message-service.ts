import type { EventHub, HostEvent } from '#electron/host/event-hub';
import type { InboundNumbers } from '#electron/host/sources/inbound-numbers';
import type { SourcePolicy } from '#electron/host/sources/source-policy';
import { StoreError, type MessageStore } from '#electron/host/storage/message-store';
import { soundRules } from '#electron/host/storage/stored-collections';
import type { StoreChanges, WriteOutput } from '#electron/host/storage/operations';
import type { RuleSuggestion, WireAddress } from '#electron/host/storage/stored-records';
import type { GroupRouter } from '#electron/host/trunk-groups/group-router';
import { contract } from '#shared/contract/index';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import type { Unsubscribe } from '#shared/lib/emitter';
import { trunkGroupId, trunkId as trunkIdSchema, type MessageId, type TrunkId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { submitRequest, type SubmitRequest } from '#shared/model/submission';
import type { Retention } from '#shared/model/settings';
import { RpcError } from '#shared/rpc/errors';
import { idRuleWords } from '#shared/smpp/text/receipt-ids';
import { ConcatReferences } from './concat-references';
import { GroupLanes } from './group-lanes';
import { IdSource } from './id-source';
import { InboundReceiver } from './inbound-receiver';
import { MessageInquiries } from './message-inquiries';
import type { InboundSink, MessageLinks } from './message-links';
import { MessageSubmitter } from './message-submitter';
import { Outbox } from './outbox';
import { CLOSED_IN_FLIGHT } from './outcomes';
import { PendingDeletions } from './pending-deletions';
import { QueueNames } from './queue-names';
import { RuleRunner } from './rule-runner';
import { UnmatchedReceipts } from './unmatched-receipts';

/** How often it is looked for inbound messages that wait for parts, and how long these have. */
const UPKEEP_MS = 30_000;
const PARTS_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

export interface MessageServiceOptions {
  readonly store: MessageStore;
  readonly links: MessageLinks;
  readonly groups: GroupRouter;
  readonly policy: SourcePolicy;
  readonly numbers: InboundNumbers;
  /** Told of what changes; also listened to, for trunks that are changed or deleted. */
  readonly hub: EventHub;
  /** How long messages are kept, and how many; asked anew each time. */
  readonly retention: () => Retention;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Messages out and in, from the composer to the last receipt. Rejections are `RpcError`s with a sentence. */
export class MessageService {
  readonly inbound: InboundSink;
  readonly submitter: MessageSubmitter;
  readonly inquiries: MessageInquiries;
  readonly rules: RuleRunner;
  readonly deletions: PendingDeletions;
  readonly ids: IdSource;
  readonly #options: MessageServiceOptions;
  readonly #references = new ConcatReferences();
  readonly #outbox: Outbox;
  readonly #lanes: GroupLanes;
  readonly #names: QueueNames;
  /** Rules that were offered in this run: each once for a trunk. */
  readonly #offered = new Set<string>();
  /** Trunks and groups that have something queued from an earlier run; until the trunks are there. */
  #queued: WriteOutput<'recover'>['lanes'][number][] = [];
  #subscriptions: Unsubscribe[] = [];
  #upkeep: TimerHandle | null = null;
  #run = 0;

  constructor(options: MessageServiceOptions) {
    this.#options = options;
    const { hub, clock } = options;
    this.ids = new IdSource(clock);
    const run = (): number => this.#run;
    const unmatched = new UnmatchedReceipts((receipt) => hub.emit('message.receiptUnmatched', receipt));
    this.#outbox = new Outbox({ ...options, unmatched, run, held: () => this.deletions.held });
    this.#names = new QueueNames(options);
    this.#lanes = new GroupLanes({ ...options, outbox: this.#outbox });
    this.submitter = new MessageSubmitter({
      ...options,
      outbox: this.#outbox,
      lanes: this.#lanes,
      references: this.#references,
      ids: this.ids,
    });
    this.inquiries = new MessageInquiries({ ...options, run });
    this.rules = new RuleRunner({
      ...options,
      ids: this.ids,
      submit: (request, answerId) => stored(() => this.submitter.submit(request, answerId)),
    });
    this.deletions = new PendingDeletions({
      ...options,
      onDeleted: () => this.recountQueues(),
      onKept: () => this.#outbox.handleKept(),
    });
    this.inbound = new InboundReceiver({
      ...options,
      ids: this.ids,
      unmatched,
      run,
      areRulesDue: () => this.rules.isAny,
      onReceived: (id) => this.rules.handleReceived(id),
      onSuggestion: (trunkId, trunkName, suggestion) => this.#suggest(trunkId, trunkName, suggestion),
    });
  }

  /** Number of this run of the host: PDUs of earlier runs are not in the log. */
  get run(): number {
    return this.#run;
  }

  /** Once, after the store was opened and before the trunks are there: puts what the last run left in order. */
  async start(): Promise<void> {
    const { store, links, groups, hub } = this.#options;
    this.#subscriptions = [
      store.onChanged((changes) => this.#tell(changes)),
      links.onRoom((trunkId) => {
        this.#outbox.pump(trunkId);
        this.#lanes.pumpAll();
      }),
      links.onLateResponse((late) => this.#outbox.handleLateResponse(late)),
      groups.onChanged((groupId) => this.#quietly(this.#lanes.handleGroupChanged(groupId))),
      hub.subscribe((event) => this.#handleTrunkEvent(event)),
    ];
    const { run, lanes, references } = await stored(() =>
      store.write('recover', { inDoubtReason: CLOSED_IN_FLIGHT, atMs: this.#nowMs() }),
    );
    this.#run = run;
    this.rules.use(soundRules(await stored(() => store.read('listRules', null))));
    for (const { messageId, destinationAddress, reference, bits } of references) {
      this.#references.hold(messageId, destinationAddress, reference, bits);
    }
    this.#queued = [...lanes];
    this.#startUpkeep();
  }

  /**
   * Once, when the trunks are there: begins to send. Not before, or what waits would seem to have lost its trunk. What
   * has lost it, since the last run ended while it was being deleted, is refused.
   */
  async resume(): Promise<void> {
    const { links } = this.#options;
    const queued = this.#queued.splice(0);
    const trunkIds = queued.filter((lane) => !lane.isGroup).map(({ id }) => trunkIdSchema.parse(id));
    this.#outbox.open(trunkIds);
    this.#lanes.open(queued.filter((lane) => lane.isGroup).map(({ id }) => trunkGroupId.parse(id)));
    for (const id of trunkIds) if (links.find(id) === undefined) this.#handleDeleted(id);
    this.inquiries.open();
    await this.rules.takeUp();
  }

  /** Sends nothing more and stores what is known. Close the trunks before it and the store after it. */
  async close(): Promise<void> {
    this.#upkeep?.cancel();
    this.inquiries.close();
    const lanesClosed = this.#lanes.close();
    // At once: what is being marked as sent at this moment does not leave any more.
    const outboxClosed = this.#outbox.close();
    await this.rules.close();
    await Promise.all([lanesClosed, outboxClosed, this.deletions.close()]);
    for (const unsubscribe of this.#subscriptions.splice(0)) unsubscribe();
  }

  /** Resolves when the message is stored as queued. */
  submit(request: SubmitRequest): Promise<MessageView> {
    return stored(() => this.submitter.submit(request));
  }

  /** The same message once more; over the same trunk or group, or over the trunk that carried it if the group is gone. */
  async resend(id: MessageId): Promise<MessageView> {
    const found = await stored(() => this.#options.store.read('getMessage', { id }));
    if (found === null) throw new RpcError('not-found', 'This message does not exist any more.');
    const { view, request, fields } = found;
    if (view.direction === 'mo') throw new RpcError('refused', 'It came in: there is nothing to send again.');
    if (fields?.isList === true) {
      throw new RpcError('refused', 'Send to a distribution list anew from the composer.');
    }
    const written: unknown = request === null ? {} : JSON.parse(request);
    const target =
      view.groupId === null
        ? { kind: 'trunk', trunkId: view.trunkId }
        : { kind: 'group', groupId: view.groupId };
    return this.submit(
      submitRequest.parse({
        isReceiptRequested: view.isReceiptRequested,
        text: view.text,
        ...(written as object),
        target,
        sourceAddress: typedAddress(found.source),
        destinationAddress: typedAddress(found.destination),
      }),
    );
  }

  /** Messages left the queue because they were deleted. */
  recountQueues(): void {
    this.#outbox.recountAll();
  }

  /** One event for each message and conversation of a commit, however often it changed in it. */
  #tell({ messages, conversations, deletedMessages, deletedConversations }: StoreChanges): void {
    const { hub } = this.#options;
    for (const message of messages) {
      const isInFlight = message.segments.some(({ state }) => state === 'queued' || state === 'sent');
      if (!isInFlight) this.#references.release(message.id);
      hub.emit('message.changed', message);
    }
    for (const conversation of conversations) hub.emit('conversation.changed', conversation);
    for (const id of deletedMessages) this.#references.release(id);
    if (deletedMessages.length > 0) hub.emit('message.deleted', { ids: [...deletedMessages] });
    if (deletedConversations.length > 0) {
      hub.emit('conversation.deleted', { ids: [...deletedConversations] });
    }
  }

  #handleTrunkEvent({ name, payload }: HostEvent): void {
    if (name === 'trunk.deleted') {
      const { ids } = contract['trunk.deleted'].payload.parse(payload);
      for (const id of ids) this.#handleDeleted(id);
    } else if (name === 'trunk.changed') {
      const { id, settings } = contract['trunk.changed'].payload.parse(payload);
      this.#names.note(id, settings.name);
      this.#outbox.pump(id);
      this.#lanes.pumpAll();
    } else if (name === 'trunkGroup.changed') {
      const { id, settings } = contract['trunkGroup.changed'].payload.parse(payload);
      this.#names.note(id, settings.name);
    }
  }

  #handleDeleted(trunkId: TrunkId): void {
    this.#outbox.handleDeleted(trunkId, this.#lanes.handleTrunkDeleted(trunkId));
  }

  #suggest(trunkId: TrunkId, trunkName: string, { rule, response, receipt }: RuleSuggestion): void {
    const key = JSON.stringify([trunkId, rule]);
    if (this.#offered.has(key)) return;
    this.#offered.add(key);
    const sentence = `Ids on ${trunkName} come back ${idRuleWords(rule)}. Remember that?`;
    this.#options.hub.emit('message.receiptRuleSuggested', {
      trunkId,
      trunkName,
      rule,
      example: { response, receipt },
      sentence,
    });
  }

  #startUpkeep(): void {
    const { clock } = this.#options;
    this.#upkeep = clock.startTimer(
      UPKEEP_MS,
      () => {
        const atMs = this.#nowMs();
        this.#quietly(this.#tidyUp(atMs));
        this.#quietly(this.rules.takeUp());
        this.#startUpkeep();
      },
      { isBackground: true },
    );
  }

  /** What the settings no longer keep is deleted in pieces, so that inbound messages are not held up. */
  async #tidyUp(atMs: number): Promise<void> {
    const { store, retention } = this.#options;
    await store.write('giveUpInbound', { lastBeforeMs: atMs - PARTS_MS, atMs });
    const { days, messages } = retention();
    if (days === null && messages === null) return;
    const beforeMs = days === null ? null : atMs - days * DAY_MS;
    for (let hasMore = true; hasMore;) {
      ({ hasMore } = await store.write('prune', { beforeMs, keepCount: messages }));
    }
  }

  #quietly(work: Promise<unknown>): void {
    work.catch(this.#options.onError);
  }

  #nowMs(): number {
    return Math.floor(this.#options.clock.now());
  }
}

/** As a person would write it: an international number has its "+" again, so that it is not taken for something else. */
function typedAddress({ address, ton }: WireAddress): string {
  return ton === 1 && /^\d+$/.test(address) ? `+${address}` : address;
}

/** What the store cannot do, as a refusal that crosses the wire. */
export async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError) throw new RpcError('unavailable', error.message);
    throw error;
  }
}
