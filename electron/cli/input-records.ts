import { createReadStream } from 'node:fs';
import { CaptureReader } from '#shared/capture/capture-reader';
import type { CaptureSession } from '#shared/capture/capture-record';
import type { ExportedRecord } from '#shared/capture/exported-record';
import { HexTextReader } from '#shared/capture/hex-text';
import type { CliIo } from './cli-io';

const CHUNK_OCTETS = 1024 * 1024;
/** Octets that tell a text from a capture. */
const PROBE_OCTETS = 64;
/** Longest line of a text. */
const MAX_LINE = 4 * 1024 * 1024;

/** A file that cannot be read; the message says why. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** What there is to say about the whole input, once it was read. */
export interface InputEnd {
  readonly problems: readonly string[];
  /** False where something after a certain point could not be read. */
  readonly isWhole: boolean;
}

interface Reader {
  push(chunk: Uint8Array): void;
  end(): InputEnd;
}

/**
 * The records of a file, or of standard input for "-": a capture (pcapng, pcap) or PDUs in hexadecimal. Throws
 * `InputError` when it cannot be read.
 */
export async function* inputRecords(
  file: string,
  io: CliIo,
): AsyncGenerator<ExportedRecord, InputEnd, undefined> {
  const found: ExportedRecord[] = [];
  let reader: Reader | null = null;
  let head: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunksOf(file, io)) {
    if (reader === null) {
      // A pipe may hand over octet by octet: a few are needed to tell what this is.
      head = joined(head, chunk);
      if (head.length < PROBE_OCTETS) continue;
      reader = readerFor(head, found);
      reader.push(head);
    } else {
      reader.push(chunk);
    }
    yield* found.splice(0);
    await io.drained();
  }
  if (reader === null) {
    reader = readerFor(head, found);
    reader.push(head);
  }
  const end = reader.end();
  yield* found.splice(0);
  return end;
}

async function* chunksOf(file: string, io: CliIo): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const input = file === '-' ? io.openInput() : createReadStream(file, { highWaterMark: CHUNK_OCTETS });
    for await (const chunk of input as AsyncIterable<Uint8Array>) yield chunk;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`${file === '-' ? 'Standard input' : file} cannot be read (${reason}).`, {
      cause: error,
    });
  }
}

function readerFor(head: Uint8Array, found: ExportedRecord[]): Reader {
  return isText(head) ? textReader(found) : captureReader(found);
}

/** Captures begin with octets that no text has. */
function isText(head: Uint8Array): boolean {
  return (
    head.length > 0 &&
    head.every((octet) => octet === 9 || octet === 10 || octet === 13 || (octet >= 0x20 && octet !== 0x7f))
  );
}

function captureReader(found: ExportedRecord[]): Reader {
  const sessions = new Map<number, CaptureSession>();
  let number = 0;
  const reader = new CaptureReader({
    session: (session) => void sessions.set(session.id, session),
    record: ({ kind, timeNs, sessionId, direction, octets, sentence }) => {
      number += 1;
      const session = sessions.get(sessionId) ?? unknownSession(sessionId);
      found.push({ number, kind, timeNs, direction, session, octets: new Uint8Array(octets), sentence });
    },
  });
  return {
    push: (chunk) => reader.push(chunk),
    end: () => {
      reader.end();
      return { problems: reader.problems, isWhole: !reader.isStopped };
    },
  };
}

function textReader(found: ExportedRecord[]): Reader {
  const sessions = new Map<number, CaptureSession>();
  let number = 0;
  const reader = new HexTextReader((record) => {
    const session = sessions.get(record.session.id) ?? record.session;
    sessions.set(session.id, session);
    number += 1;
    found.push({ ...record, number, session });
  });
  const decoder = new TextDecoder();
  let line = '';
  return {
    push: (chunk) => {
      const lines = (line + decoder.decode(chunk, { stream: true })).split('\n');
      line = lines.pop() ?? '';
      if (line.length > MAX_LINE) throw new InputError('A line of the text is too long to hold PDUs.');
      for (const whole of lines) reader.line(whole);
    },
    end: () => {
      reader.line(line);
      reader.end();
      const { strangeLines } = reader;
      if (strangeLines === 0) return { problems: [], isWhole: true };
      const what = strangeLines === 1 ? '1 line is' : `${strangeLines.toLocaleString('en')} lines are`;
      return { problems: [`${what} not hexadecimal and left out.`], isWhole: number > 0 };
    },
  };
}

function unknownSession(id: number): CaptureSession {
  return { id, name: '', role: 'esme', localAddress: '', remoteAddress: '' };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
