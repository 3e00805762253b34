import type { EventHub } from '#electron/host/event-hub';
import type { CollectionFile } from '#electron/host/settings/collection-file';
import type { TrunkDirectory } from '#electron/host/trunk-groups/trunk-directory';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import { parseAddress } from '#shared/model/address';
import type { TrunkId } from '#shared/model/ids';
import type { UnassignedNumber } from '#shared/model/source-address';
import type { AddressBook } from './address-book';
import { UnassignedNumbers } from './unassigned-numbers';

/** Clients are told of new counts this often at most, in ms. */
const TELL_EVERY_MS = 1000;
/** A number is shown with these characters at most: an SMSC may send anything. */
const MAX_SHOWN_CHARACTERS = 40;

/** Something to show beside an inbound message; the message itself is never dropped for it. */
export interface InboundMark {
  /** `unassigned`: no trunk receives for the number. `other-trunk`: another one does than it came over. */
  readonly kind: 'unassigned' | 'other-trunk';
  /** For the screen. */
  readonly sentence: string;
}

/** Which trunk receives for which number. */
export interface InboundNumbers {
  /** Counts a message that came in for `address` over this trunk, and says what is wrong with the way it came. */
  note(trunk: { readonly trunkId: TrunkId; readonly trunkName: string }, address: string): InboundMark | null;
}

export interface AssignedNumbersOptions {
  readonly book: AddressBook;
  readonly trunks: TrunkDirectory;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly numbers: readonly UnassignedNumber[];
  readonly openFile: (content: () => Iterable<string>) => CollectionFile;
}

/** Assignments by the address book, and the count of what came in for numbers that have none. */
export class AssignedNumbers implements InboundNumbers {
  readonly #options: AssignedNumbersOptions;
  readonly #unassigned: UnassignedNumbers;
  readonly #file: CollectionFile;
  #telling: TimerHandle | null = null;

  constructor(options: AssignedNumbersOptions) {
    this.#options = options;
    this.#unassigned = new UnassignedNumbers(options.numbers);
    this.#unassigned.forget((address) => this.#receiver(address) !== null);
    this.#file = options.openFile(() => this.#unassigned.written());
  }

  list(): UnassignedNumber[] {
    return this.#unassigned.list();
  }

  note(trunk: { readonly trunkId: TrunkId; readonly trunkName: string }, given: string): InboundMark | null {
    const { trunkId, trunkName } = trunk;
    const address = shownAddress(given);
    const receiver = this.#receiver(given);
    if (receiver === trunkId) return null;
    if (receiver !== null) {
      const name = this.#options.trunks.find(receiver)?.settings.name ?? 'another trunk';
      return {
        kind: 'other-trunk',
        sentence: `This came over ${trunkName}, but ${address} is assigned to ${name}. Check the routing with the provider, or assign the number to ${trunkName} on the Sources page.`,
      };
    }
    if (parseAddress(given).kind === 'none') {
      return { kind: 'unassigned', sentence: 'The SMSC named no number that this message was sent to.' };
    }
    const lastAtMs = Math.floor(this.#options.clock.now());
    this.#unassigned.count({ address, trunkId, trunkName, lastAtMs });
    this.#file.saveSoon();
    this.#tellSoon();
    return {
      kind: 'unassigned',
      sentence: `No trunk is assigned to receive for ${address}. Assign one on the Sources page.`,
    };
  }

  /** Called when the book changed: what was assigned is unassigned no more. */
  handleBookChanged(): void {
    if (!this.#unassigned.forget((address) => this.#receiver(address) !== null)) return;
    this.#file.saveSoon();
    this.#tell();
  }

  async close(): Promise<void> {
    this.#telling?.cancel();
    await this.#file.close();
  }

  #receiver(address: string): TrunkId | null {
    return this.#options.book.find(address)?.settings.inboundTrunkId ?? null;
  }

  /** Together for all that comes within a while. */
  #tellSoon(): void {
    if (this.#telling !== null) return;
    this.#telling = this.#options.clock.startTimer(TELL_EVERY_MS, () => {
      this.#telling = null;
      this.#tell();
    });
  }

  #tell(): void {
    this.#options.hub.emit('source.unassignedChanged', { unassigned: this.list() });
  }
}

/** A number with "+" where it is international by the look of it; nothing that could stretch a view. */
function shownAddress(given: string): string {
  const { kind, address } = parseAddress(given);
  const shown = kind === 'international' ? `+${address}` : address;
  return shown.length > MAX_SHOWN_CHARACTERS ? `${shown.slice(0, MAX_SHOWN_CHARACTERS - 1)}…` : shown;
}
