import smpp from 'smpp';
import { samplePdu } from '#test/fixtures/pdus';
import { annotate } from '#shared/smpp/annotate';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { emptySummary, summarize } from '#shared/smpp/summarize';
import { decodeText, encodeText } from '#shared/smpp/text/alphabets';
import { encodingOfDataCoding } from '#shared/smpp/text/data-coding';
import { compare, type Contestant } from './harness';

const ROUNDS = 15;
/** Long enough for the clock, short enough that a slow moment of the machine meets all contestants alike. */
const REPEATS = 20_000;

const text = 'Your order 4711 has left our warehouse and will arrive tomorrow before noon. Bye';
const fields = {
  source_addr_ton: 5,
  source_addr: 'Trunkline',
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  destination_addr: '37060000001',
  registered_delivery: 1,
};

/** What is left of the results, so that no engine can leave the work out. */
let sink = 0;

function contestant(name: string, work: (round: number) => number): Contestant {
  return {
    name,
    run: () => {
      const start = process.hrtime.bigint();
      for (let repeat = 0; repeat < REPEATS; repeat += 1) sink += work(repeat);
      return Number(process.hrtime.bigint() - start) / 1000 / REPEATS;
    },
  };
}

function textOctets(): Uint8Array {
  const encoded = encodeText(text, 'gsm7');
  if (!encoded.ok) throw new Error(encoded.problem.sentence);
  return encoded.octets;
}

function ourSubmit(sequenceNumber: number): Uint8Array {
  return encode(
    createPdu('submit_sm', {
      sequenceNumber,
      body: {
        sourceAddrTon: 5,
        sourceAddr: 'Trunkline',
        destAddrTon: 1,
        destAddrNpi: 1,
        destinationAddr: '37060000001',
        registeredDelivery: 1,
        shortMessage: textOctets(),
      },
    }),
  );
}

function theirSubmit(sequenceNumber: number): Uint8Array {
  const pdu = new smpp.PDU('submit_sm', {
    ...fields,
    sequence_number: sequenceNumber,
    data_coding: 0,
    short_message: text,
  });
  return pdu.toBuffer();
}

function ourDecode(octets: Uint8Array): number {
  const { pdu } = decode(octets);
  if (pdu.command !== 'submit_sm' && pdu.command !== 'deliver_sm') return pdu.sequenceNumber;
  if (pdu.body === null) return 0;
  return decodeText(pdu.body.shortMessage, encodingOfDataCoding(pdu.body.dataCoding)).text.length;
}

function theirDecode(octets: Buffer): number {
  const pdu = new smpp.PDU(octets);
  const content = pdu['short_message'] as { readonly message: string } | undefined;
  return content === undefined ? pdu.sequence_number : content.message.length;
}

const time = { unit: 'µs a PDU', isHigherBetter: false, rounds: ROUNDS } as const;

async function compareDecoding(title: string, octets: Uint8Array): Promise<void> {
  const buffer = Buffer.from(octets);
  const view = Uint8Array.from(octets);
  const summary = emptySummary();
  if (ourDecode(view) !== theirDecode(buffer)) throw new Error(`${title}: the two read different texts.`);
  await compare({
    ...time,
    aim: 'decoding with text ×5',
    title: `Decode ${title}, ${octets.length} octets`,
    contestants: [
      contestant('smpp', () => theirDecode(buffer)),
      contestant('Trunkline: decode, text decoded', () => ourDecode(view)),
      contestant('Trunkline: annotate every octet', () => annotate(view).nodes.length),
      contestant('Trunkline: summary for the log', () => summarize(view, summary).textLength),
    ],
  });
}

const submit = ourSubmit(7);
if (Buffer.compare(submit, theirSubmit(7)) !== 0) throw new Error('The two encode different octets.');

await compare({
  ...time,
  title: `Encode submit_sm with its text, ${submit.length} octets`,
  contestants: [
    contestant('smpp', (round) => theirSubmit(round + 1).length),
    contestant('Trunkline', (round) => ourSubmit(round + 1).length),
  ],
});
await compareDecoding('submit_sm', submit);
await compareDecoding('deliver_sm, a receipt with two TLVs', samplePdu('B21'));
await compareDecoding('submit_sm_resp', samplePdu('B11'));
if (sink === 0) throw new Error('Nothing was measured.');
