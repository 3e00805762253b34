import { alphabetOf } from '#shared/model/alphabets';
import type { PduRow } from '#shared/model/pdu-row';
import type { TrunkView } from '#shared/model/trunk-view';
import type { AnnotateOptions } from '#shared/smpp/annotate';

/**
 * How the texts of a trunk are read: by what data_coding means there. Empty for a capture from elsewhere, and for a
 * session whose trunk is gone.
 */
export function readingOf(row: PduRow, trunks: readonly TrunkView[]): Pick<AnnotateOptions, 'encodingOf'> {
  const trunk = trunks.find(({ settings }) => settings.name === row.trunk);
  if (trunk === undefined) return {};
  const { alphabets } = trunk.settings;
  return { encodingOf: (dataCoding) => alphabetOf(dataCoding, alphabets) };
}
