import { alphabetOf } from '#shared/model/alphabets';
import type { PduRow } from '#shared/model/pdu-row';
import type { TrunkView } from '#shared/model/trunk-view';
import type { AnnotateOptions } from '#shared/smpp/annotate';

/**
 * How the PDUs of a trunk are read: by the version that is spoken on it and by what data_coding means there. Empty for
 * a capture from elsewhere, and for a session whose trunk is gone.
 */
export function readingOf(row: PduRow, trunks: readonly TrunkView[]): AnnotateOptions {
  const trunk = trunks.find(({ settings }) => settings.name === row.trunk);
  if (trunk === undefined) return {};
  const { settings, connection } = trunk;
  return {
    version: connection.kind === 'logged-in' ? connection.version : settings.version,
    encodingOf: (dataCoding) => alphabetOf(dataCoding, settings.alphabets),
  };
}
