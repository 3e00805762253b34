import type { ConversationId, MessageId } from '#shared/model/ids';
import type { ChangedIds, ReadOutput, StoreChanges } from './operations';

/** Views that come with the commits themselves in each window; what is beyond is told by id and looked up later. */
const VIEWS_PER_WINDOW = 64;
const WINDOW_MS = 100;
/** Messages that somebody looks at, and others when no more of them come, that are looked up at a time. */
const LOOKED_UP = 400;
/** Others, and conversations, while more of them come: the processor is for the messages then. */
const LOOKED_UP_MEANWHILE = 40;
/** Messages that somebody looks at: those of the last pages, and what was sent by hand or came in. */
const WATCHED = 1000;

export interface ChangeTellerOptions {
  readonly load: (ids: ChangedIds) => Promise<ReadOutput<'listChanged'>>;
  readonly tell: (changes: StoreChanges) => void;
  readonly monotonicMs: () => number;
  readonly onError: (error: unknown) => void;
}

/**
 * Tells what commits changed. At a person's pace each change is told with its commit; under load a message that changes
 * often is told now and then, as it is by then, those first that somebody looks at.
 */
export class ChangeTeller {
  readonly #options: ChangeTellerOptions;
  readonly #urgent = new Set<MessageId>();
  readonly #messages = new Set<MessageId>();
  readonly #conversations = new Set<ConversationId>();
  readonly #watched = new Set<MessageId>();
  /** Told by commits while something is looked up: newer than what is found. */
  #meanwhile = new Set<string>();
  #windowMs = Number.NEGATIVE_INFINITY;
  #left = VIEWS_PER_WINDOW;
  #timer: NodeJS.Timeout | null = null;
  #isLooking = false;
  /** More came since the last look. */
  #isBusy = false;
  #isClosed = false;

  constructor(options: ChangeTellerOptions) {
    this.#options = options;
  }

  /** Messages whose views the next commit may bring. */
  viewLimit(): number {
    const nowMs = this.#options.monotonicMs();
    if (nowMs - this.#windowMs >= WINDOW_MS) {
      this.#windowMs = nowMs;
      this.#left = VIEWS_PER_WINDOW;
    }
    return this.#left;
  }

  /** Somebody looks at these. */
  watch(ids: readonly MessageId[]): void {
    for (const id of ids) {
      this.#watched.delete(id);
      this.#watched.add(id);
    }
    for (const id of this.#watched) {
      if (this.#watched.size <= WATCHED) break;
      this.#watched.delete(id);
    }
  }

  handleCommit(changes: StoreChanges, untold: ChangedIds | null): void {
    this.#left -= changes.messages.length;
    for (const { id } of changes.messages) this.#forget(id);
    for (const { id } of changes.conversations) this.#forget(id);
    for (const id of changes.deletedMessages) this.#forget(id);
    for (const id of changes.deletedConversations) this.#forget(id);
    const lists = Object.values(changes) as readonly (readonly unknown[])[];
    if (lists.some((list) => list.length > 0)) this.#options.tell(changes);
    if (untold === null) return;
    this.#isBusy = this.#timer !== null;
    for (const id of untold.messages) {
      (this.#watched.has(id) ? this.#urgent : this.#messages).add(id);
    }
    for (const id of untold.conversations) this.#conversations.add(id);
    this.#schedule();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #forget(id: MessageId | ConversationId): void {
    this.#urgent.delete(id as MessageId);
    this.#messages.delete(id as MessageId);
    this.#conversations.delete(id as ConversationId);
    if (this.#isLooking) this.#meanwhile.add(id);
  }

  #schedule(): void {
    if (this.#timer !== null || this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#lookUp()
        .catch((error: unknown) => {
          if (!this.#isClosed) this.#options.onError(error);
        })
        .finally(() => {
          this.#timer = null;
          if (this.#urgent.size + this.#messages.size + this.#conversations.size > 0) this.#schedule();
        });
    }, WINDOW_MS);
    this.#timer.unref();
  }

  async #lookUp(): Promise<void> {
    const others = this.#isBusy ? LOOKED_UP_MEANWHILE : LOOKED_UP;
    this.#isBusy = false;
    const messages = take(this.#urgent, LOOKED_UP);
    messages.push(...take(this.#messages, Math.min(others, LOOKED_UP - messages.length)));
    const conversations = take(this.#conversations, others);
    this.#meanwhile = new Set();
    this.#isLooking = true;
    const found = await this.#options
      .load({ messages, conversations })
      .finally(() => (this.#isLooking = false));
    if (this.#isClosed) return;
    this.#options.tell({
      messages: found.messages.filter(({ id }) => !this.#meanwhile.has(id)),
      conversations: found.conversations.filter(({ id }) => !this.#meanwhile.has(id)),
      deletedMessages: [],
      deletedConversations: [],
    });
  }
}

function take<T>(from: Set<T>, count: number): T[] {
  const taken: T[] = [];
  for (const each of from) {
    if (taken.length >= count) break;
    taken.push(each);
    from.delete(each);
  }
  return taken;
}
