import type { MessageStore } from '#electron/host/storage/message-store';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import type { ConversationId, MessageId } from '#shared/model/ids';
import { UNDO_MS } from '#shared/model/undo';
import type { ClientContext } from '#shared/rpc/handlers';
import { RpcError } from '#shared/rpc/errors';

/** What is to be deleted: messages, or whole conversations. */
export interface Deletion {
  readonly messageIds: readonly MessageId[];
  readonly conversationIds: readonly ConversationId[];
}

interface Pending extends Deletion {
  readonly owner: ClientContext;
  readonly timer: TimerHandle;
}

export interface PendingDeletionsOptions {
  readonly store: Pick<MessageStore, 'write'>;
  readonly clock: Clock;
  /** Messages are gone that may have been queued. */
  readonly onDeleted: () => void;
  /** What was held back may leave after all. */
  readonly onKept: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Deletes that can still be undone. They are the host's duty from the moment they were asked for: carried out when the
 * time is over, or as soon as nobody can undo them any more, since the window that asked has gone, in whatever way, or
 * the host closes. Only a host that is killed within that time leaves the messages where they were.
 */
export class PendingDeletions {
  readonly #options: PendingDeletionsOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #owners = new Set<ClientContext>();
  readonly #running = new Set<Promise<void>>();
  #count = 0;
  #isClosing = false;

  constructor(options: PendingDeletionsOptions) {
    this.#options = options;
  }

  /** All that is to be deleted: what of it is queued does not leave meanwhile. */
  get held(): Deletion {
    const all = [...this.#pending.values()];
    return {
      messageIds: all.flatMap(({ messageIds }) => messageIds),
      conversationIds: all.flatMap(({ conversationIds }) => conversationIds),
    };
  }

  /** Returns the number by which it can be undone, by the same client. */
  start(owner: ClientContext, deletion: Deletion): number {
    this.#count += 1;
    const id = this.#count;
    const timer = this.#options.clock.startTimer(UNDO_MS, () => this.#finish(id), { isBackground: true });
    this.#pending.set(id, { ...deletion, owner, timer });
    if (!this.#owners.has(owner)) {
      this.#owners.add(owner);
      owner.onGone(() => this.#release(owner));
    }
    return id;
  }

  /** Throws an `RpcError` with a sentence when it was carried out already. */
  undo(owner: ClientContext, id: number): void {
    const pending = this.#pending.get(id);
    if (pending?.owner !== owner) {
      throw new RpcError('not-found', 'It was deleted already and cannot be brought back.');
    }
    pending.timer.cancel();
    this.#pending.delete(id);
    this.#options.onKept();
  }

  /** Carries out what waits. Before the store is closed. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const id of [...this.#pending.keys()]) this.#finish(id);
    await Promise.all(this.#running);
  }

  #release(owner: ClientContext): void {
    this.#owners.delete(owner);
    for (const [id, pending] of [...this.#pending]) if (pending.owner === owner) this.#finish(id);
  }

  #finish(id: number): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    pending.timer.cancel();
    this.#pending.delete(id);
    const run = this.#delete(pending).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #delete({ owner, messageIds, conversationIds }: Pending): Promise<void> {
    const { store, onDeleted, onKept, onError } = this.#options;
    try {
      if (messageIds.length > 0) await store.write('deleteMessages', { ids: [...messageIds] });
      if (conversationIds.length > 0) await store.write('deleteConversations', { ids: [...conversationIds] });
      if (!this.#isClosing) onDeleted();
    } catch (error) {
      onError(error);
      onKept();
      owner.emit('message.deletionFailed', {
        messageIds: [...messageIds],
        conversationIds: [...conversationIds],
        sentence: 'The message store could not delete it. It is shown again; try once more.',
      });
    }
  }
}
