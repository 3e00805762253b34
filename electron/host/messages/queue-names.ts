import type { MessageStore } from '#electron/host/storage/message-store';
import type { Clock } from '#shared/lib/clock';
import type { TrunkGroupId, TrunkId } from '#shared/model/ids';

export interface QueueNamesOptions {
  readonly store: MessageStore;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Follows the names of trunks and groups, so that what waits for one names it as the person does now. */
export class QueueNames {
  readonly #options: QueueNamesOptions;
  readonly #names = new Map<TrunkId | TrunkGroupId, string>();

  constructor(options: QueueNamesOptions) {
    this.#options = options;
  }

  /** What one is called, as often as it is told; in a new run the store may have another name for what still waits. */
  note(lane: TrunkId | TrunkGroupId, name: string): void {
    if (this.#names.get(lane) === name) return;
    this.#names.set(lane, name);
    this.#rename(lane, name).catch(this.#options.onError);
  }

  async #rename(lane: TrunkId | TrunkGroupId, name: string): Promise<void> {
    const { store, clock } = this.#options;
    for (let hasMore = true; hasMore && this.#names.get(lane) === name;) {
      ({ hasMore } = await store.write('renameQueued', { lane, name, atMs: Math.floor(clock.now()) }));
    }
  }
}
