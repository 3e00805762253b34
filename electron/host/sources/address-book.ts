import type { CollectionFile } from '#electron/host/settings/collection-file';
import type { EventPayload, ParsedInput } from '#shared/contract/index';
import { conversationKey } from '#shared/model/address';
import type { SourceAddressId, TrunkId } from '#shared/model/ids';
import {
  sourceAddressProblem,
  writtenAddress,
  type SourceAddressSettings,
  type SourceAddressView,
} from '#shared/model/source-address';
import { RpcError } from '#shared/rpc/errors';
import { idOfNumber, writtenAddressBook, type StoredAddressBook } from './address-book-file';

/** What bulk edit changes; what is left out stays. */
export type SourceChange = ParsedInput<'source.updateMany'>['change'];

/** What happened to the book, as it is told to clients. */
export type BookChange =
  | { readonly kind: 'changed'; readonly sources: EventPayload<'source.changed'>['sources'] }
  | { readonly kind: 'deleted'; readonly ids: readonly SourceAddressId[] };

export interface AddressBookOptions {
  readonly stored: StoredAddressBook;
  readonly openFile: (content: () => Iterable<string>) => CollectionFile;
  readonly hasTrunk: (id: TrunkId) => boolean;
  readonly onChange: (change: BookChange) => void;
}

/**
 * The source addresses, in memory; 100,000 of them are an ordinary size. Changes are refused with an `RpcError` whose
 * details name the field, and are on disk once `saved` resolves.
 */
export class AddressBook {
  readonly #options: AddressBookOptions;
  readonly #file: CollectionFile;
  readonly #byId = new Map<SourceAddressId, SourceAddressView>();
  /** By the address as it goes over the wire, so that a number is in the book once however it is written. */
  readonly #byAddress = new Map<string, SourceAddressView>();
  #nextNumber: number;

  constructor(options: AddressBookOptions) {
    const { stored } = options;
    this.#options = options;
    this.#nextNumber = stored.nextNumber;
    for (const source of stored.sources) this.#put(source);
    this.#file = options.openFile(() =>
      writtenAddressBook({
        nextNumber: this.#nextNumber,
        setAside: stored.setAside,
        sources: this.#byId.values(),
      }),
    );
  }

  list(): readonly SourceAddressView[] {
    return [...this.#byId.values()];
  }

  get(id: SourceAddressId): SourceAddressView | undefined {
    return this.#byId.get(id);
  }

  /** However it is written. */
  find(address: string): SourceAddressView | undefined {
    return this.#byAddress.get(conversationKey(address));
  }

  /** Resolves when every change so far is on disk. */
  saved(): Promise<void> {
    return this.#file.save();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  create(given: SourceAddressSettings): SourceAddressView {
    const source = this.#added(given);
    this.#options.onChange({ kind: 'changed', sources: [source] });
    return source;
  }

  /** Adds what was not there yet, without anybody waiting for it to be on disk. */
  note(given: SourceAddressSettings): void {
    this.create(given);
    this.#file.saveSoon();
  }

  update(id: SourceAddressId, given: SourceAddressSettings): SourceAddressView {
    const source = this.#replaced(id, given);
    this.#options.onChange({ kind: 'changed', sources: [source] });
    return source;
  }

  /** Changes many alike. A name keeps its inbound SMS off: it cannot receive. An id that is gone is left out. */
  updateMany(ids: readonly SourceAddressId[], change: SourceChange): readonly SourceAddressView[] {
    this.#assertTrunk(change.inboundTrunkId ?? null);
    const sources = [...new Set(ids)].flatMap((id) => {
      const known = this.#byId.get(id);
      return known === undefined ? [] : [this.#put({ id, settings: changed(known.settings, change) })];
    });
    if (sources.length > 0) this.#options.onChange({ kind: 'changed', sources });
    return sources;
  }

  /** Adds and replaces many at once, as an import does: each becomes what is in the book, or the refusal. */
  putMany(
    entries: readonly { readonly id: SourceAddressId | null; readonly settings: SourceAddressSettings }[],
  ): readonly (SourceAddressView | RpcError)[] {
    const results = entries.map(({ id, settings }) => {
      try {
        return id === null ? this.#added(settings) : this.#replaced(id, settings);
      } catch (error) {
        if (error instanceof RpcError) return error;
        throw error;
      }
    });
    const sources = results.flatMap((result) => (result instanceof RpcError ? [] : [result]));
    if (sources.length > 0) this.#options.onChange({ kind: 'changed', sources });
    return results;
  }

  delete(ids: readonly SourceAddressId[]): void {
    const deleted = [...new Set(ids)].filter((id) => this.#remove(id));
    if (deleted.length > 0) this.#options.onChange({ kind: 'deleted', ids: deleted });
  }

  /** Takes the assignments from trunks that are gone. */
  releaseTrunks(isThere: (id: TrunkId) => boolean): void {
    const orphaned = [...this.#byId.values()].filter(
      ({ settings }) => settings.inboundTrunkId !== null && !isThere(settings.inboundTrunkId),
    );
    if (orphaned.length === 0) return;
    this.updateMany(
      orphaned.map(({ id }) => id),
      { inboundTrunkId: null },
    );
    this.#file.saveSoon();
  }

  #added(given: SourceAddressSettings): SourceAddressView {
    const settings = this.#checked(given, null);
    const id = idOfNumber(this.#nextNumber);
    this.#nextNumber += 1;
    return this.#put({ id, settings });
  }

  #replaced(id: SourceAddressId, given: SourceAddressSettings): SourceAddressView {
    const known = this.#byId.get(id);
    if (known === undefined) throw new RpcError('not-found', 'This source address does not exist any more.');
    const settings = this.#checked(given, id);
    this.#byAddress.delete(conversationKey(known.settings.address));
    return this.#put({ id, settings });
  }

  #checked(given: SourceAddressSettings, exceptId: SourceAddressId | null): SourceAddressSettings {
    const { kind } = given;
    const problem = sourceAddressProblem(kind, given.address);
    if (problem !== null) throw new RpcError('invalid-input', problem, { 'settings.address': problem });
    const other = this.find(given.address);
    if (other !== undefined && other.id !== exceptId) {
      const sentence = `${other.settings.address} is in the address book already.`;
      throw new RpcError('conflict', sentence, { 'settings.address': sentence });
    }
    if (kind === 'alphanumeric' && given.isInboundAllowed) {
      const sentence = 'A name cannot receive messages; only numbers can.';
      throw new RpcError('invalid-input', sentence, { 'settings.isInboundAllowed': sentence });
    }
    this.#assertTrunk(given.inboundTrunkId);
    return coherent({ ...given, address: writtenAddress(kind, given.address) });
  }

  #assertTrunk(id: TrunkId | null): void {
    if (id === null || this.#options.hasTrunk(id)) return;
    const sentence = 'This trunk does not exist any more. Choose another one.';
    throw new RpcError('not-found', sentence, { 'settings.inboundTrunkId': sentence });
  }

  #put(source: SourceAddressView): SourceAddressView {
    this.#byId.set(source.id, source);
    this.#byAddress.set(conversationKey(source.settings.address), source);
    return source;
  }

  #remove(id: SourceAddressId): boolean {
    const known = this.#byId.get(id);
    if (known === undefined) return false;
    this.#byAddress.delete(conversationKey(known.settings.address));
    return this.#byId.delete(id);
  }
}

/** A trunk receives only for what has inbound SMS. */
function coherent(settings: SourceAddressSettings): SourceAddressSettings {
  return settings.isInboundAllowed ? settings : { ...settings, inboundTrunkId: null };
}

function changed(settings: SourceAddressSettings, change: SourceChange): SourceAddressSettings {
  const isName = settings.kind === 'alphanumeric';
  // To assign a trunk is to say that the number receives.
  const assigned = change.inboundTrunkId === undefined || change.inboundTrunkId === null ? undefined : true;
  return coherent({
    ...settings,
    label: change.label ?? settings.label,
    isOutboundAllowed: change.isOutboundAllowed ?? settings.isOutboundAllowed,
    isInboundAllowed: isName ? false : (change.isInboundAllowed ?? assigned ?? settings.isInboundAllowed),
    inboundTrunkId: change.inboundTrunkId === undefined ? settings.inboundTrunkId : change.inboundTrunkId,
  });
}
