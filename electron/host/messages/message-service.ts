import type { EventHub, HostEvent } from '#electron/host/event-hub';
import { StoreError, type MessageStore } from '#electron/host/storage/message-store';
import type { ReadInput, StoreChanges } from '#electron/host/storage/operations';
import { contract, type CommandOutput } from '#shared/contract/index';
import type { Clock } from '#shared/lib/clock';
import type { Unsubscribe } from '#shared/lib/emitter';
import type { ConversationId, TrunkId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { submitRequest, type SubmitRequest } from '#shared/model/submission';
import { RpcError } from '#shared/rpc/errors';
import { ConcatReferences } from './concat-references';
import { IdSource } from './id-source';
import { InboundReceiver } from './inbound-receiver';
import type { InboundSink, MessageLinks } from './message-links';
import { Outbox } from './outbox';
import { CLOSED_IN_FLIGHT, WAITS_FOR_ITS_TRUNK, waitsForLogin } from './outcomes';
import { checkSubmission, planSubmission } from './submission';
import { UnmatchedReceipts } from './unmatched-receipts';

export interface MessageServiceOptions {
  readonly store: MessageStore;
  readonly links: MessageLinks;
  /** Told of what changes; also listened to, for trunks that are changed or deleted. */
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Messages out and in, from the composer to the last receipt. Rejections are `RpcError`s with a sentence. */
export interface MessageService {
  /** Once, after the store was opened: puts what the last run left in order and begins to send. */
  start(): Promise<void>;
  /** Sends nothing more and stores what is known. Close the trunks before it and the store after it. */
  close(): Promise<void>;
  /** Resolves when the message is stored as queued. */
  submit(request: SubmitRequest): Promise<MessageView>;
  list(input: ReadInput<'listMessages'>): Promise<CommandOutput<'message.list'>>;
  conversations(input: { readonly limit: number }): Promise<CommandOutput<'conversation.list'>>;
  markRead(id: ConversationId): Promise<void>;
  readonly inbound: InboundSink;
}

export function createMessageService(options: MessageServiceOptions): MessageService {
  return new HostMessageService(options);
}

class HostMessageService implements MessageService {
  readonly inbound: InboundSink;
  readonly #options: MessageServiceOptions;
  readonly #ids: IdSource;
  readonly #references = new ConcatReferences();
  readonly #outbox: Outbox;
  #subscriptions: Unsubscribe[] = [];

  constructor(options: MessageServiceOptions) {
    this.#options = options;
    const { store, links, hub, clock, onError } = options;
    this.#ids = new IdSource(clock);
    const unmatched = new UnmatchedReceipts((receipt) => hub.emit('message.receiptUnmatched', receipt));
    this.#outbox = new Outbox({ store, links, clock, unmatched, onError });
    this.inbound = new InboundReceiver({ store, clock, ids: this.#ids, unmatched, onError });
  }

  async start(): Promise<void> {
    const { store, links, hub } = this.#options;
    this.#subscriptions = [
      store.onChanged((changes) => this.#tell(changes)),
      links.onRoom((trunkId) => this.#outbox.pump(trunkId)),
      links.onLateResponse((late) => this.#outbox.handleLateResponse(late)),
      hub.subscribe((event) => this.#handleTrunkEvent(event)),
    ];
    const { trunkIds, references } = await this.#stored(() =>
      store.write('recover', {
        inDoubtReason: CLOSED_IN_FLIGHT,
        queuedReason: WAITS_FOR_ITS_TRUNK,
        atMs: this.#nowMs(),
      }),
    );
    for (const used of references) {
      this.#references.hold(used.messageId, used.destinationAddress, used.reference);
    }
    this.#outbox.open(trunkIds);
  }

  async close(): Promise<void> {
    await this.#outbox.close();
    for (const unsubscribe of this.#subscriptions.splice(0)) unsubscribe();
  }

  async submit(request: SubmitRequest): Promise<MessageView> {
    const trunkId = ordinaryTarget(request);
    const link = this.#options.links.find(trunkId);
    const { source, destination } = checkSubmission(request, link);
    const trunkName = link?.trunkName ?? '';
    const id = this.#ids.message();
    const isWaiting = link !== undefined && this.#outbox.isWaitingForLogin(link);
    try {
      const message = planSubmission(request, {
        id,
        trunkId,
        newConversationId: this.#ids.conversation(),
        trunkName,
        source,
        destination,
        reason: isWaiting ? waitsForLogin(trunkName) : null,
        atMs: this.#nowMs(),
        takeReference: () => this.#references.take(id, destination.address),
      });
      const view = await this.#stored(() => this.#options.store.write('insertOutbound', message));
      this.#outbox.notifyQueued(trunkId);
      return view;
    } catch (error) {
      this.#references.release(id);
      throw error;
    }
  }

  async list(input: ReadInput<'listMessages'>): Promise<CommandOutput<'message.list'>> {
    // Before the question: what is told later may be in the answer too, and is then told twice; never not at all.
    const { seq } = this.#options.hub;
    const { messages, hasMore } = await this.#stored(() => this.#options.store.read('listMessages', input));
    return { seq, messages: [...messages], hasMore };
  }

  async conversations(input: { readonly limit: number }): Promise<CommandOutput<'conversation.list'>> {
    const { seq } = this.#options.hub;
    const conversations = await this.#stored(() => this.#options.store.read('listConversations', input));
    return { seq, conversations: [...conversations] };
  }

  async markRead(id: ConversationId): Promise<void> {
    await this.#stored(() => this.#options.store.write('markRead', { id }));
  }

  /** One event for each message and conversation of a commit, however often it changed in it. */
  #tell({ messages, conversations }: StoreChanges): void {
    const { hub } = this.#options;
    for (const message of messages) {
      const isInFlight = message.segments.some(({ state }) => state === 'queued' || state === 'sent');
      if (!isInFlight) this.#references.release(message.id);
      hub.emit('message.changed', message);
    }
    for (const conversation of conversations) hub.emit('conversation.changed', conversation);
  }

  #handleTrunkEvent({ name, payload }: HostEvent): void {
    if (name === 'trunk.deleted') {
      for (const id of contract['trunk.deleted'].payload.parse(payload).ids) this.#outbox.handleDeleted(id);
    } else if (name === 'trunk.changed') {
      this.#outbox.pump(contract['trunk.changed'].payload.parse(payload).id);
    }
  }

  async #stored<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreError) throw new RpcError('unavailable', error.message);
      throw error;
    }
  }

  #nowMs(): number {
    return Math.floor(this.#options.clock.now());
  }
}

/** The trunk of an ordinary text message; whatever else may be asked for is refused and not left out. */
function ordinaryTarget(request: SubmitRequest): TrunkId {
  const { target, sourceAddress, destinationAddress, text, isReceiptRequested } = request;
  const ordinary = submitRequest.parse({
    target,
    sourceAddress,
    destinationAddress,
    text,
    isReceiptRequested,
  });
  if (target.kind !== 'trunk' || JSON.stringify(ordinary) !== JSON.stringify(request)) {
    throw new RpcError('unavailable', 'Only a text over one trunk can be sent for now.');
  }
  return target.trunkId;
}
