import type { TextEncoding } from '#shared/model/message';
import { hexText } from '#shared/smpp/text/alphabets';
import { joinParts, type TextCoding } from '#shared/smpp/text/text-coding';

/** One part of an inbound message as it came. */
export interface InboundPart {
  /** From 1. */
  readonly number: number;
  /** The octets of the text, header left out. */
  readonly octets: Uint8Array;
  readonly dataCoding: number;
  /** How they are read: by data_coding on the trunk it came over, and by its header. */
  readonly coding: TextCoding;
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
export function assembleText(parts: readonly InboundPart[], total: number, isGivenUp = true): AssembledText {
  const sorted = [...parts].sort((a, b) => a.number - b.number);
  const notes = missingNote(sorted, total, isGivenUp);
  let text = '';
  let nextNumber = 1;
  for (const run of runsOf(sorted)) {
    if (run.firstNumber > nextNumber) text += GAP;
    const decoded = joinParts(run.parts);
    text += decoded.text;
    const problem = decoded.problems[0];
    const octets = run.parts.map((part) => hexText(part.octets)).join(' ');
    if (problem !== undefined) notes.push(`${problem.sentence} The octets: ${octets}.`);
    else if (run.encoding === 'binary') notes.push(undecodedNote(run.dataCoding));
    nextNumber = run.lastNumber + 1;
  }
  if (nextNumber <= total) text += GAP;
  for (const part of sorted) if (part.note !== null) notes.push(part.note);
  return {
    text,
    encoding: sorted[0]?.coding.encoding ?? 'gsm7',
    note: notes.length === 0 ? null : [...new Set(notes)].join(' '),
  };
}

/** Parts that follow each other in one alphabet. */
interface Run {
  readonly firstNumber: number;
  lastNumber: number;
  readonly dataCoding: number;
  readonly encoding: TextEncoding;
  readonly parts: InboundPart[];
}

function runsOf(sorted: readonly InboundPart[]): Run[] {
  const runs: Run[] = [];
  for (const part of sorted) {
    const last = runs.at(-1);
    const { number, dataCoding, coding } = part;
    const isOfRun = last?.lastNumber === number - 1 && last.dataCoding === dataCoding;
    if (isOfRun && last.encoding === coding.encoding) {
      last.parts.push(part);
      last.lastNumber = number;
    } else {
      runs.push({
        firstNumber: number,
        lastNumber: number,
        dataCoding,
        encoding: coding.encoding,
        parts: [part],
      });
    }
  }
  return runs;
}

function missingNote(sorted: readonly InboundPart[], total: number, isGivenUp: boolean): string[] {
  const present = new Set(sorted.map((part) => part.number));
  const missing = Array.from({ length: total }, (_, index) => index + 1).filter(
    (number) => !present.has(number),
  );
  const [first] = missing;
  if (first === undefined) return [];
  if (missing.length === 1) {
    return [`Part ${first} of ${total} is ${isGivenUp ? 'missing' : 'still to come'}.`];
  }
  const list = `Parts ${missing.slice(0, -1).join(', ')} and ${missing.at(-1) ?? first} of ${total}`;
  return [`${list} are ${isGivenUp ? 'missing' : 'still to come'}.`];
}

function undecodedNote(dataCoding: number): string {
  const value = `0x${dataCoding.toString(16).toUpperCase().padStart(2, '0')}`;
  return `Its data_coding ${value} names no alphabet that is read here, so the octets are shown.`;
}
