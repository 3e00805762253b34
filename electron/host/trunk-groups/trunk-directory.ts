import type { EventHub } from '#electron/host/event-hub';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import type { TrunkId } from '#shared/model/ids';
import type { TrunkView } from '#shared/model/trunk-view';

/** What source addresses and groups need to know of the trunks. */
export interface TrunkDirectory {
  find(id: TrunkId): TrunkView | undefined;
  all(): readonly TrunkView[];
  /** A trunk changed, was deleted, or is bound otherwise than before; or how much waits for it was counted again. */
  onChanged(listener: () => void): Unsubscribe;
}

/** The trunks as they are, read again after each event that tells of a change. */
export class LiveTrunkDirectory implements TrunkDirectory {
  readonly #list: () => readonly TrunkView[];
  readonly #changed: Emitter<undefined>;
  #byId: ReadonlyMap<TrunkId, TrunkView> | null = null;

  constructor(hub: EventHub, list: () => readonly TrunkView[], onError: (error: unknown) => void) {
    this.#list = list;
    this.#changed = new Emitter(onError);
    hub.on('trunk.changed', () => this.refresh());
    hub.on('trunk.stateChanged', () => this.refresh());
    hub.on('trunk.deleted', () => this.refresh());
    hub.on('trunk.rateMeasured', () => this.refresh());
  }

  find(id: TrunkId): TrunkView | undefined {
    return this.#trunks().get(id);
  }

  all(): readonly TrunkView[] {
    return [...this.#trunks().values()];
  }

  onChanged(listener: () => void): Unsubscribe {
    return this.#changed.on(listener);
  }

  /** Reads the trunks again when they are next asked for: after the start, which is told by no event. */
  refresh(): void {
    this.#byId = null;
    this.#changed.emit(undefined);
  }

  #trunks(): ReadonlyMap<TrunkId, TrunkView> {
    return (this.#byId ??= new Map(this.#list().map((trunk) => [trunk.id, trunk])));
  }
}
