import type { Unsubscribe } from '#shared/lib/emitter';
import { parseAddress, withNumbering, type SmppAddress, type TonNpiOverride } from '#shared/model/address';
import type { TrunkId } from '#shared/model/ids';
import type { TrunkSettings } from '#shared/model/trunk';

/** What of a trunk decides from which source addresses it may send, and with which TON and NPI. */
export type SourceTrunk = Pick<TrunkSettings, 'name' | 'sources' | 'numbering'>;

export type SourceVerdict =
  | { readonly kind: 'allowed'; readonly address: SmppAddress }
  | { readonly kind: 'refused'; readonly sentence: string };

/** The rule of who may send from what. The host asks it for every message, whatever the renderer offered. */
export interface SourcePolicy {
  /** Changes nothing: may be asked for a preview. `typed` is what a person wrote; empty is no source address. */
  check(trunk: SourceTrunk, typed: string, override?: TonNpiOverride): SourceVerdict;
  /** Adds what was sent from to the address book unless it is there; to be called once the message is stored. */
  noteUsed(trunkId: TrunkId, typed: string): void;
  /** What stands on a trunk as warnings: nothing may be sent, or allowed addresses that lost outbound SMS. */
  warnings(trunk: SourceTrunk): readonly string[];
  /** The address book changed, and with it what the methods above say. */
  onChanged(listener: () => void): Unsubscribe;
}

/** A destination with TON and NPI by its kind, the trunk's rules over these, and the message's own over all. */
export function destinationOf(
  trunk: Pick<TrunkSettings, 'numbering'>,
  typed: string,
  override?: TonNpiOverride,
): SmppAddress {
  return withNumbering(parseAddress(typed), trunk.numbering.destination, override);
}
