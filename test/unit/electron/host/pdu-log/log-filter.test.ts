import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordKinds } from '#electron/host/pdu-log/batch-layout';
import { BatchWriter } from '#electron/host/pdu-log/batch-writer';
import { LogSource } from '#electron/host/pdu-log/log-source';
import { LogStore } from '#electron/host/pdu-log/log-store';
import type { LogView } from '#electron/host/pdu-log/log-view';
import { describeCommandStatus } from '#shared/smpp/command-status';
import { encodeText } from '#shared/smpp/text/alphabets';
import { deliverSm, enquireLink, submitSm, submitSmResp } from './sample-pdus';

interface Sample {
  readonly kind: 'submit_sm' | 'deliver_sm' | 'submit_sm_resp' | 'enquire_link' | 'octets';
  readonly trunk: number;
  readonly sequenceNumber: number;
  readonly commandStatus: number;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly encoding: 'gsm7' | 'ucs2' | 'latin1';
}

const trunks = ['Demo trunk', 'Vilnius 2', 'ΑΘΗΝΑ'];

/** Few different values, so that words are often in more than one of the fields, and often in none. */
const sample: fc.Arbitrary<Sample> = fc.record({
  kind: fc.constantFrom('submit_sm', 'deliver_sm', 'submit_sm_resp', 'enquire_link', 'octets'),
  trunk: fc.integer({ min: 0, max: 2 }),
  sequenceNumber: fc.integer({ min: 1, max: 12 }),
  commandStatus: fc.constantFrom(0, 0, 0x58, 0x0b, 0x777),
  from: fc.constantFrom('3706', '2', 'Bank', ''),
  to: fc.constantFrom('370612', '12', 'DEMO'),
  text: fc.constantFrom('Demo', 'two words', 'OK 12', 'Ünder', 'é€[x]', 'throttled', 'A_b c@$', 'İl 5K', ''),
  encoding: fc.constantFrom('gsm7', 'ucs2', 'latin1'),
});

const words = [
  'demo',
  'OK',
  '12',
  '2',
  'submit',
  'SM_RESP',
  'two',
  'words',
  'ünder',
  '€[x',
  'ESME_RTHROTTLED',
  'αθηνα',
  '3706',
  'zzz',
  '[x',
  '_b',
  'é',
  'message',
  'i',
  'k',
  '@$',
  'e',
];
const filterText = fc
  .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
  .map((chosen) => chosen.join('  '));

const encodingFor = ({ text, encoding }: Sample): Sample['encoding'] =>
  encodeText(text, encoding).ok ? encoding : 'ucs2';

const octetsOf: Record<Sample['kind'], (of: Sample) => Uint8Array> = {
  submit_sm: (of) => submitSm({ ...of, encoding: encodingFor(of) }),
  deliver_sm: (of) => deliverSm({ ...of, encoding: encodingFor(of) }),
  submit_sm_resp: (of) => submitSmResp(of.sequenceNumber, of.commandStatus, of.text),
  enquire_link: (of) => enquireLink(of.sequenceNumber),
  octets: () => new Uint8Array(3),
};

/** What the rule says, word by word, from what was recorded and not from the octets. */
function matchesNaively(of: Sample, filter: string): boolean {
  const isMessage = of.kind === 'submit_sm' || of.kind === 'deliver_sm';
  const isResponse = of.kind === 'submit_sm_resp';
  const statusWords = of.commandStatus === 0 ? 'OK' : describeCommandStatus(of.commandStatus);
  const fields = [
    trunks[of.trunk] ?? '',
    of.kind === 'octets' ? '' : of.kind,
    isResponse ? statusWords : '',
    isMessage ? of.from : '',
    isMessage ? of.to : '',
    isMessage || of.kind === 'octets' ? of.text : '',
    isResponse && of.commandStatus === 0 && of.text !== '' ? `message_id ${of.text}` : '',
  ].map((field) => field.toLowerCase());
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every(
      (word) =>
        fields.some((field) => field.includes(word)) ||
        (of.kind !== 'octets' && word === String(of.sequenceNumber)),
    );
}

const isLatin1 = (text: string): boolean => /^[\u0000-\u00ff]*$/.test(text);

function batchOf(samples: readonly Sample[]): Uint8Array {
  const writer = new BatchWriter();
  for (const of of samples) {
    const isOctets = of.kind === 'octets';
    writer.append(
      isOctets ? recordKinds.octets : recordKinds.pdu,
      'in',
      of.trunk,
      1,
      octetsOf[of.kind](of),
      isOctets ? of.text : '',
    );
  }
  const batch = writer.take();
  return batch === null ? new Uint8Array(0) : new Uint8Array(batch.buffer, 0, batch.used);
}

function storeOf(budgetBytes: number): LogStore {
  const store = new LogStore({ budgetBytes, firstNumber: 1, lostCount: 0 });
  for (const [id, name] of trunks.entries()) store.describeSession({ id, name, role: 'esme' });
  return store;
}

function viewOf(store: LogStore, filter: string): LogView {
  return new LogSource(0, store, 0, null).openView(filter);
}

function shownBy(view: LogView): number[] {
  const numbers: number[] = [];
  for (let position = 0; position < view.rowCount; position += 1) {
    const number = view.numberAt(position);
    if (typeof number === 'number') numbers.push(number);
  }
  return numbers;
}

describe('the filter of the PDU log', () => {
  it('shows what a naive filter shows, however rows come and leave and however the work is sliced', () => {
    const step = fc.record({
      rows: fc.array(sample, { maxLength: 60 }),
      advance: fc.integer({ min: 0, max: 90 }),
    });
    const messageIdsFit = (of: Sample): boolean => of.kind !== 'submit_sm_resp' || isLatin1(of.text);
    fc.assert(
      fc.property(filterText, fc.array(step, { minLength: 1, maxLength: 12 }), (filter, steps) => {
        // Small enough that longer runs lose rows.
        const store = storeOf(16 * 1024);
        const view = viewOf(store, filter);
        const recorded: Sample[] = [];
        for (const { rows, advance } of steps) {
          const fitting = rows.filter(messageIdsFit);
          store.appendBatch(batchOf(fitting));
          recorded.push(...fitting);
          view.advance(advance);
        }
        expect(store.lostCount + store.count).toBe(recorded.length);
        view.advance(Number.MAX_SAFE_INTEGER);
        expect(view.isFiltering).toBe(false);
        const expected = recorded.flatMap((of, index) =>
          index + 1 >= store.firstNumber && matchesNaively(of, filter) ? [index + 1] : [],
        );
        expect(shownBy(view)).toEqual(expected);
        for (const [index, number] of expected.entries()) {
          expect(view.positionOf(number)).toBe(index + (store.lostCount > 0 ? 1 : 0));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is no filter when it has no words', () => {
    expect(viewOf(storeOf(16 * 1024), ' \t ').plan).toBeNull();
  });

  it('takes a number for a sequence number only when it is the whole of it', () => {
    const store = storeOf(1024 * 1024);
    const base: Sample = {
      kind: 'enquire_link',
      trunk: 0,
      sequenceNumber: 1,
      commandStatus: 0,
      from: '',
      to: '',
      text: '',
      encoding: 'gsm7',
    };
    store.appendBatch(batchOf([base, { ...base, sequenceNumber: 15 }, { ...base, sequenceNumber: 115 }]));
    const view = viewOf(store, '15');
    view.advance(10);
    expect(shownBy(view)).toEqual([2]);
  });

  it('tells more commands and statuses apart than its columns have codes for', () => {
    const store = storeOf(8 * 1024 * 1024);
    const writer = new BatchWriter();
    const commandOf = (number: number): number => 0x00020000 + number;
    for (let number = 1; number <= 70_000; number += 1) {
      const pdu = enquireLink(1);
      const view = new DataView(pdu.buffer);
      view.setUint32(4, commandOf(number));
      view.setUint32(8, number);
      writer.append(recordKinds.pdu, 'in', 0, number, pdu, '');
    }
    const batch = writer.take();
    store.appendBatch(new Uint8Array(batch?.buffer ?? new ArrayBuffer(0), 0, batch?.used));
    for (const number of [1, 253, 254, 255, 256, 65_534, 65_535, 65_536, 70_000]) {
      const name = `0x${commandOf(number).toString(16).padStart(8, '0')}`;
      const view = viewOf(store, name);
      view.advance(70_000);
      expect(shownBy(view)).toEqual([number]);
      const place = store.find(number);
      expect(place && store.commandStatus(place.segment, place.index)).toBe(number);
    }
  });
});
