import type { TrunkDirectory } from '#electron/host/trunk-groups/trunk-directory';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import {
  addressProblem,
  asKind,
  parseAddress,
  withNumbering,
  type TonNpiOverride,
} from '#shared/model/address';
import type { SourceAddressId, TrunkId } from '#shared/model/ids';
import {
  addressKindOf,
  recognizeKind,
  sourceAddressProblem,
  writtenAddress,
} from '#shared/model/source-address';
import type { AddressBook } from './address-book';
import type { SourcePolicy, SourceTrunk, SourceVerdict } from './source-policy';

/** Addresses that a warning names before it only counts. */
const NAMED_IN_WARNING = 3;

export interface BookSourcePolicyOptions {
  readonly book: AddressBook;
  readonly trunks: TrunkDirectory;
  readonly onError: (error: unknown) => void;
}

/** The rule over the address book and the trunk's own choice. */
export class BookSourcePolicy implements SourcePolicy {
  readonly #options: BookSourcePolicyOptions;
  readonly #changed: Emitter<undefined>;
  /** Lists of allowed ids may be long; each is looked through once. */
  readonly #allowedSets = new WeakMap<readonly SourceAddressId[], ReadonlySet<SourceAddressId>>();

  constructor(options: BookSourcePolicyOptions) {
    this.#options = options;
    this.#changed = new Emitter(options.onError);
  }

  check(trunk: SourceTrunk, typed: string, override?: TonNpiOverride): SourceVerdict {
    const parsed = parseAddress(typed);
    const problem = parsed.kind === 'none' ? emptyProblem(trunk) : addressProblem(parsed);
    if (problem !== null) return { kind: 'refused', sentence: problem };
    const known = this.#options.book.find(typed);
    const refusal = parsed.kind === 'none' ? null : this.#refusal(trunk, typed);
    if (refusal !== null) return { kind: 'refused', sentence: refusal };
    const address = known === undefined ? parsed : asKind(parsed, addressKindOf(known.settings.kind));
    return { kind: 'allowed', address: withNumbering(address, trunk.numbering.source, override) };
  }

  noteUsed(trunkId: TrunkId, typed: string): void {
    const { book, trunks, onError } = this.#options;
    const kind = recognizeKind(typed);
    if (kind === null || sourceAddressProblem(kind, typed) !== null || book.find(typed) !== undefined) return;
    // Answers to what the demonstration sent come back over the simulator, for whichever number it used.
    const isDemo = trunks.find(trunkId)?.isDemo === true && kind !== 'alphanumeric';
    try {
      book.note({
        address: writtenAddress(kind, typed),
        kind,
        label: '',
        isOutboundAllowed: true,
        isInboundAllowed: isDemo,
        inboundTrunkId: isDemo ? trunkId : null,
      });
    } catch (error) {
      onError(error);
    }
  }

  warnings({ sources }: SourceTrunk): readonly string[] {
    if (sources.isAnyAllowed) return [];
    const allowed = sources.allowedIds.flatMap((id) => this.#options.book.get(id) ?? []);
    const lost = allowed.filter(({ settings }) => !settings.isOutboundAllowed);
    const warnings: string[] = [];
    if (allowed.length === lost.length && !sources.isEmptyAllowed) {
      warnings.push(
        'No source address is allowed, so nothing can be sent. Choose some under Source addresses, or switch “Allow any DID(s) for SMS OUT” on.',
      );
    }
    if (lost.length > 0) {
      const named = lost.slice(0, NAMED_IN_WARNING).map(({ settings }) => settings.address);
      const more = lost.length - named.length;
      warnings.push(
        `Chosen as source ${lost.length === 1 ? 'address' : 'addresses'} but without outbound P2P SMS, so not used: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
      );
    }
    return warnings;
  }

  onChanged(listener: () => void): Unsubscribe {
    return this.#changed.on(listener);
  }

  /** Called when the book changed. */
  handleBookChanged(): void {
    this.#changed.emit(undefined);
  }

  #refusal({ name, sources }: SourceTrunk, typed: string): string | null {
    const { book } = this.#options;
    const known = book.find(typed);
    if (sources.isAnyAllowed) {
      if (known === undefined || known.settings.isOutboundAllowed) return null;
      return `${known.settings.address} is in the address book without outbound P2P SMS. Switch that on for it on the Sources page, or send from another address.`;
    }
    const allowed = this.#allowedSet(sources.allowedIds);
    if (known !== undefined && allowed.has(known.id)) {
      if (known.settings.isOutboundAllowed) return null;
      return `${known.settings.address} is allowed on ${name} but has no outbound P2P SMS any more. Switch that on for it on the Sources page.`;
    }
    if (!sources.allowedIds.some((id) => book.get(id)?.settings.isOutboundAllowed === true)) {
      return `${name} has no allowed source address, so nothing can be sent over it. Allow some in its settings.`;
    }
    return `${typed.trim()} is not among the source addresses that are allowed on ${name}. Choose an allowed one, or allow it in the settings of ${name}.`;
  }

  #allowedSet(ids: readonly SourceAddressId[]): ReadonlySet<SourceAddressId> {
    const known = this.#allowedSets.get(ids);
    if (known !== undefined) return known;
    const set = new Set(ids);
    this.#allowedSets.set(ids, set);
    return set;
  }
}

function emptyProblem({ name, sources }: SourceTrunk): string | null {
  if (sources.isEmptyAllowed) return null;
  return `Enter a source address. ${name} sends without one only where its settings say that the SMSC sets it.`;
}
