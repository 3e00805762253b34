import type { TrunkId } from '#shared/model/ids';

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
