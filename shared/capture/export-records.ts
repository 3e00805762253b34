import { utf8FromText } from '../lib/utf8';
import type { CaptureSession } from './capture-record';
import { CaptureWriter } from './capture-writer';
import { csvHead, csvLine } from './export-csv';
import { hexLine, jsonLine } from './export-lines';
import { textBlock } from './export-text';
import type { ExportedRecord } from './exported-record';
import { maskContent, type Masking } from './mask-content';
import { maskPasswords, maskPasswordsAnywhere } from '../smpp/mask-passwords';

export const exportFormats = ['pcapng', 'jsonl', 'csv', 'text', 'hex'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportOptions {
  readonly masking: Masking;
  /** Name and version of the program that writes the file. */
  readonly application: string;
}

/** Octets of a file that are handed on at once. */
const CHUNK_OCTETS = 64 * 1024;

interface RecordEncoder {
  append(record: ExportedRecord): void;
  readonly pending: number;
  take(): Uint8Array;
}

/**
 * A file of records, chunk by chunk. Passwords are masked in every format, numbers and texts where it is asked for.
 * A chunk is valid until the next one is asked for.
 */
export async function* exportRecords(
  records: Iterable<ExportedRecord> | AsyncIterable<ExportedRecord>,
  format: ExportFormat,
  options: ExportOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = format === 'pcapng' ? new PcapngEncoder(options.application) : new TextEncoderOf(format);
  for await (const record of records) {
    encoder.append({ ...record, octets: masked(record, options.masking) });
    if (encoder.pending >= CHUNK_OCTETS) yield encoder.take();
  }
  if (encoder.pending > 0) yield encoder.take();
}

function masked({ kind, octets }: ExportedRecord, masking: Masking): Uint8Array {
  if (kind === 'pdu') return maskContent(maskPasswords(octets), masking);
  // Nobody knows what stands in octets that are no PDU: they go as a whole.
  if (masking.areNumbersMasked || masking.areTextsMasked) return new Uint8Array(octets.length).fill(0x2a);
  return maskPasswordsAnywhere(octets);
}

class PcapngEncoder implements RecordEncoder {
  readonly #writer: CaptureWriter;
  readonly #described = new Map<number, CaptureSession>();

  constructor(application: string) {
    this.#writer = new CaptureWriter(application, 'export');
  }

  get pending(): number {
    return this.#writer.pending;
  }

  append({ session, ...record }: ExportedRecord): void {
    if (this.#described.get(session.id) !== session) {
      this.#described.set(session.id, session);
      this.#writer.describeSession(session);
    }
    this.#writer.append({ ...record, sessionId: session.id });
  }

  take(): Uint8Array {
    return this.#writer.take();
  }
}

const lineOf = { jsonl: jsonLine, csv: csvLine, text: textBlock, hex: hexLine } as const;

class TextEncoderOf implements RecordEncoder {
  readonly #lineOf: (record: ExportedRecord) => string;
  #lines: string[] = [];
  pending = 0;

  constructor(format: keyof typeof lineOf) {
    this.#lineOf = lineOf[format];
    if (format === 'csv') this.#add(csvHead);
  }

  append(record: ExportedRecord): void {
    this.#add(this.#lineOf(record));
  }

  take(): Uint8Array {
    const octets = utf8FromText(this.#lines.join(''));
    this.#lines = [];
    this.pending = 0;
    return octets;
  }

  #add(line: string): void {
    this.#lines.push(line);
    this.pending += line.length;
  }
}
