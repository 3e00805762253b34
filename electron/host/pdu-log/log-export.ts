import { open } from 'node:fs/promises';
import { exportRecords } from '#shared/capture/export-records';
import type { ExportedRecord } from '#shared/capture/exported-record';
import type { CaptureSession } from '#shared/capture/capture-record';
import { recordKinds, type RecordKind } from './batch-layout';
import type { ExportFormat, ExportMasking } from './log-protocol';
import type { LogSource } from './log-source';

const kindNames: Readonly<Record<RecordKind, 'pdu' | 'octets' | 'loss'>> = {
  [recordKinds.pdu]: 'pdu',
  [recordKinds.octets]: 'octets',
  [recordKinds.loss]: 'loss',
};
const ROWS_A_SLICE = 1000;
const decoder = new TextDecoder();

export interface ExportOptions {
  readonly source: LogSource;
  /** Row numbers in order; those that are gone by their turn are left out. */
  readonly numbers: Iterable<number>;
  readonly format: ExportFormat;
  readonly masking: ExportMasking;
  readonly path: string;
  readonly application: string;
}

/** Writes rows to a file and answers how many. Rejects with what the system says when it cannot be written. */
export async function exportRows(options: ExportOptions): Promise<number> {
  const { format, masking, application } = options;
  let rowCount = 0;
  const counted = async function* (): AsyncGenerator<ExportedRecord> {
    for (const record of recordsOf(options)) {
      rowCount += 1;
      // Others have their turn.
      if (rowCount % ROWS_A_SLICE === 0) await new Promise<void>((resolve) => setImmediate(resolve));
      yield record;
    }
  };
  const handle = await open(options.path, 'w', 0o600);
  try {
    for await (const chunk of exportRecords(counted(), format, { masking, application })) {
      await handle.writeFile(chunk);
    }
  } finally {
    await handle.close();
  }
  return rowCount;
}

function* recordsOf({ source, numbers }: ExportOptions): Generator<ExportedRecord> {
  const { store } = source;
  const sessions = new Map<number, CaptureSession>();
  const epochNs = BigInt(store.epochMs) * 1_000_000n;
  for (const number of numbers) {
    const row = store.row(number);
    if (row === undefined) continue;
    let session = sessions.get(row.sessionId);
    if (session === undefined) {
      session = source.captureSession(row.sessionId);
      sessions.set(row.sessionId, session);
    }
    yield {
      number,
      session,
      kind: kindNames[row.kind],
      timeNs: epochNs + BigInt(Math.round(row.timeNs)),
      direction: row.isOut ? 'out' : 'in',
      octets: row.octets,
      sentence: decoder.decode(row.sentence),
      reading: source.readingOf(number),
    };
  }
}
