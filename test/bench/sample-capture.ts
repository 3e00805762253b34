import { closeSync, openSync, writeSync } from 'node:fs';
import type { PduDirection } from '#shared/model/pdu-row';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';

const SESSIONS = 4;
/** Different messages; then they come again under other sequence numbers. */
const MESSAGES = 500;
const CHUNK_OCTETS = 1024 * 1024;
const START_NS = 1_790_000_000_000_000_000n;
/** About 5,000 PDUs a second. */
const STEP_NS = 200_003n;

interface SamplePdu {
  readonly direction: PduDirection;
  readonly octets: Uint8Array;
  /** Whether the ESME numbers it, or the SMSC. */
  readonly isEsmeNumbered: boolean;
}

const utf8 = new TextEncoder();

/** A message in order of time: submit_sm and its response, the receipt and its response, sometimes an answer from the phone. */
function messagePdus(number: number): readonly SamplePdu[] {
  const messageId = (0x1a2b3c00 + number).toString(16);
  const from = { sourceAddrTon: 1, sourceAddrNpi: 1, sourceAddr: '37060000001' };
  const phone = `3706${String(1_000_000 + number * 17)}`;
  const text = `Your code is ${100_000 + number * 137}. It is valid for ten minutes. Tell it to nobody, whoever asks.`;
  const receipt = `id:${messageId} sub:001 dlvrd:001 submit date:2611221030 done date:2611221030 stat:DELIVRD err:000 text:Your code is`;
  const inbound = {
    sourceAddrTon: 1,
    sourceAddrNpi: 1,
    sourceAddr: phone,
    destAddrTon: 1,
    destAddrNpi: 1,
    destinationAddr: from.sourceAddr,
  };
  const submit = {
    ...from,
    destAddrTon: 1,
    destAddrNpi: 1,
    destinationAddr: phone,
    registeredDelivery: 1,
    shortMessage: utf8.encode(text),
  };
  const deliver = (esmClass: number, shown: string): readonly SamplePdu[] => [
    {
      direction: 'in',
      isEsmeNumbered: false,
      octets: encode(
        createPdu('deliver_sm', {
          sequenceNumber: 0,
          body: { ...inbound, esmClass, shortMessage: utf8.encode(shown) },
        }),
      ),
    },
    {
      direction: 'out',
      isEsmeNumbered: false,
      octets: encode(createPdu('deliver_sm_resp', { sequenceNumber: 0 })),
    },
  ];
  return [
    {
      direction: 'out',
      isEsmeNumbered: true,
      octets: encode(createPdu('submit_sm', { sequenceNumber: 0, body: submit })),
    },
    {
      direction: 'in',
      isEsmeNumbered: true,
      octets: encode(createPdu('submit_sm_resp', { sequenceNumber: 0, body: { messageId } })),
    },
    ...deliver(4, receipt),
    ...(number % 5 === 0 ? deliver(0, 'Thanks, it worked. Ačiū!') : []),
  ];
}

/** Writes a capture of so many PDUs of a few busy sessions. */
export function writeSampleCapture(path: string, count: number): { readonly octets: number } {
  const messages = Array.from({ length: MESSAGES }, (_, number) => messagePdus(number));
  const writer = new CaptureWriter('Trunkline bench', 'bench');
  const sequences = Array.from({ length: SESSIONS + 1 }, () => ({ esme: 0, smsc: 0 }));
  for (let id = 1; id <= SESSIONS; id += 1) {
    const remoteAddress = `192.0.2.${id}:2775`;
    writer.describeSession({ id, name: `Trunk ${id}`, role: 'esme', localAddress: '', remoteAddress });
  }
  const fd = openSync(path, 'w', 0o600);
  try {
    let written = 0;
    for (let message = 0; written < count; message += 1) {
      const sessionId = 1 + (message % SESSIONS);
      const numbers = sequences[sessionId]!;
      for (const { direction, octets, isEsmeNumbered } of messages[message % MESSAGES]!) {
        if (written === count) break;
        // The one that asks takes the next number, the response has the same.
        const isRequest = (octets[4] ?? 0) < 0x80;
        if (isRequest && isEsmeNumbered) numbers.esme += 1;
        else if (isRequest) numbers.smsc += 1;
        const sequence = isEsmeNumbered ? numbers.esme : numbers.smsc;
        new DataView(octets.buffer, octets.byteOffset).setUint32(12, sequence);
        const timeNs = START_NS + BigInt(written) * STEP_NS;
        writer.append({ kind: 'pdu', timeNs, sessionId, direction, octets, sentence: '' });
        written += 1;
        if (writer.pending >= CHUNK_OCTETS) writeAll(fd, writer.take());
      }
    }
    writeAll(fd, writer.take());
    return { octets: writer.length };
  } finally {
    closeSync(fd);
  }
}

function writeAll(fd: number, octets: Uint8Array): void {
  for (let done = 0; done < octets.length;) done += writeSync(fd, octets, done);
}
