import type { TextEncoding } from '#shared/model/message';
import { decodeText, hexText } from '#shared/smpp/text/alphabets';
import { encodingOfDataCoding } from '#shared/smpp/text/data-coding';

/** One part of an inbound message as it came. */
export interface InboundPart {
  /** From 1. */
  readonly number: number;
  /** The octets of the text, header left out. */
  readonly octets: Uint8Array;
  readonly dataCoding: number;
  /** What is worth knowing of this part besides its text, as a sentence. */
  readonly note: string | null;
}

export interface AssembledText {
  readonly text: string;
  readonly encoding: TextEncoding;
  /** What is missing or could not be read, in sentences; null when the text says it all. */
  readonly note: string | null;
}

/** Stands in the text where parts are missing. */
const GAP = '[…]';

/**
 * Puts the parts that are there together, in the order of their numbers. Neighbours with the same data_coding are read
 * as one run of octets, since senders cut inside characters. What an alphabet does not allow is told with its octets.
 */
export function assembleText(parts: readonly InboundPart[], total: number): AssembledText {
  const sorted = [...parts].sort((a, b) => a.number - b.number);
  const notes = missingNote(sorted, total);
  let text = '';
  let nextNumber = 1;
  for (const run of runsOf(sorted)) {
    if (run.firstNumber > nextNumber) text += GAP;
    const encoding = encodingOfDataCoding(run.dataCoding);
    const decoded = decodeText(run.octets, encoding);
    text += decoded.text;
    const problem = decoded.problems[0];
    if (problem !== undefined) notes.push(`${problem.sentence} The octets: ${hexText(run.octets)}.`);
    else if (encoding === 'binary') notes.push(undecodedNote(run.dataCoding));
    nextNumber = run.lastNumber + 1;
  }
  if (nextNumber <= total) text += GAP;
  for (const part of sorted) if (part.note !== null) notes.push(part.note);
  return {
    text,
    encoding: encodingOfDataCoding(sorted[0]?.dataCoding ?? 0),
    note: notes.length === 0 ? null : [...new Set(notes)].join(' '),
  };
}

interface Run {
  readonly firstNumber: number;
  lastNumber: number;
  readonly dataCoding: number;
  octets: Uint8Array;
}

function runsOf(sorted: readonly InboundPart[]): Run[] {
  const runs: Run[] = [];
  for (const part of sorted) {
    const last = runs.at(-1);
    if (last?.dataCoding === part.dataCoding && last.lastNumber + 1 === part.number) {
      last.octets = joined(last.octets, part.octets);
      last.lastNumber = part.number;
    } else {
      const { number, dataCoding, octets } = part;
      runs.push({ firstNumber: number, lastNumber: number, dataCoding, octets });
    }
  }
  return runs;
}

function missingNote(sorted: readonly InboundPart[], total: number): string[] {
  const present = new Set(sorted.map((part) => part.number));
  const missing = Array.from({ length: total }, (_, index) => index + 1).filter(
    (number) => !present.has(number),
  );
  const [first] = missing;
  if (first === undefined) return [];
  if (missing.length === 1) return [`Part ${first} of ${total} is missing.`];
  return [`Parts ${missing.slice(0, -1).join(', ')} and ${missing.at(-1) ?? first} of ${total} are missing.`];
}

function undecodedNote(dataCoding: number): string {
  const value = `0x${dataCoding.toString(16).toUpperCase().padStart(2, '0')}`;
  return `Its data_coding ${value} names no alphabet that is read here, so the octets are shown.`;
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const octets = new Uint8Array(head.length + tail.length);
  octets.set(head);
  octets.set(tail, head.length);
  return octets;
}
