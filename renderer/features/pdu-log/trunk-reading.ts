import type { TrunkAlphabets } from '#shared/model/alphabets';
import { specifiedAlphabets } from '#shared/model/data-coding-map';
import type { PduRow } from '#shared/model/pdu-row';
import type { TrunkView } from '#shared/model/trunk-view';

/** How the texts of a trunk are read. */
export interface TrunkReading {
  readonly alphabets: TrunkAlphabets;
}

/** Of a capture from elsewhere, and of a session whose trunk is gone. */
export const specifiedReading: TrunkReading = { alphabets: specifiedAlphabets };

/** By what data_coding means on the trunk of the row. */
export function readingOf(row: PduRow, trunks: readonly TrunkView[]): TrunkReading {
  const trunk = trunks.find(({ settings }) => settings.name === row.trunk);
  if (trunk === undefined) return specifiedReading;
  return { alphabets: trunk.settings.alphabets };
}
