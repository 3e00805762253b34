import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordKinds } from '#electron/host/pdu-log/batch-layout';
import type { OctetFile } from '#electron/host/pdu-log/file-places';
import { planFilter } from '#electron/host/pdu-log/filter-plan';
import { LogStore } from '#electron/host/pdu-log/log-store';
import { BatchWriter } from '#electron/host/pdu-log/batch-writer';
import { LogView } from '#electron/host/pdu-log/log-view';
import { RowNotes } from '#electron/host/pdu-log/row-notes';
import { RowRecord } from '#electron/host/pdu-log/row-record';
import type { Filter } from '#shared/log-filter/filter-ast';
import { matches } from '#shared/log-filter/matches';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { deliverSm, enquireLink, submitSm, submitSmResp } from './sample-pdus';

const EPOCH_MS = 1_795_000_000_000;

interface Row {
  readonly octets: Uint8Array;
  readonly isOut: boolean;
  readonly gapNs: number;
  readonly session: number;
  /** Whether a file has the octets. */
  readonly isFiled: boolean;
  readonly note: string;
  readonly isMarked: boolean;
  readonly kind: 'pdu' | 'octets';
}

const address = fc.constantFrom('3706', '37061', '2', 'Bank', '');
const text = fc.constantFrom('Demo 3706', 'two words', 'bank', 'é€[x]', 'ĄŽ', 'k@$_1', 'id', '');
const sequenceNumber = fc.integer({ min: 1, max: 6 });
const encoding = fc.constantFrom('gsm7', 'ucs2', 'latin1');
const message = fc.record({ sequenceNumber, from: address, to: address, text, encoding }).map((of) => ({
  ...of,
  encoding: /[ĄŽ]/.test(of.text) || of.text.includes('€') ? ('ucs2' as const) : of.encoding,
}));
const latin1 = new TextEncoder();

const octets: fc.Arbitrary<Uint8Array> = fc.oneof(
  message.map((of) => submitSm(of)),
  message.map((of) => deliverSm(of)),
  fc
    .tuple(sequenceNumber, fc.constantFrom(0, 0x58, 0x777), fc.constantFrom('a1', '12', ''))
    .map(([sequence, status, id]) => submitSmResp(sequence, status, id)),
  sequenceNumber.map((sequence) => enquireLink(sequence)),
  fc.tuple(sequenceNumber, fc.constantFrom('Bank', '3706')).map(([sequence, name]) =>
    encode(
      createPdu('bind_transceiver', {
        sequenceNumber: sequence,
        body: { systemId: name, password: 'bank' },
      }),
    ),
  ),
  fc.tuple(sequenceNumber, text).map(([sequence, payload]) =>
    encode(
      createPdu('data_sm', {
        sequenceNumber: sequence,
        body: { sourceAddr: '3706', destinationAddr: 'Bank' },
        tlvs: [
          { tag: 0x0424, value: latin1.encode(payload) },
          { tag: 0x001e, value: latin1.encode('a1\0') },
        ],
      }),
    ),
  ),
  fc.tuple(sequenceNumber, text).map(([sequence, payload]) =>
    encode(
      createPdu('deliver_sm', {
        sequenceNumber: sequence,
        body: {
          sourceAddr: '2',
          destinationAddr: '37061',
          esmClass: 4,
          shortMessage: latin1.encode('id:a1'),
        },
        tlvs: [
          { tag: 0x001e, value: latin1.encode('a1\0') },
          { tag: 0x0424, value: latin1.encode(payload) },
        ],
      }),
    ),
  ),
  fc.tuple(sequenceNumber, fc.array(address, { maxLength: 3 }), text).map(([sequence, to, payload]) =>
    encode(
      createPdu('submit_multi', {
        sequenceNumber: sequence,
        body: {
          sourceAddr: '3706',
          destAddresses: to.map((destinationAddr) => ({
            destFlag: 1 as const,
            destAddrTon: 1,
            destAddrNpi: 1,
            destinationAddr,
          })),
          shortMessage: latin1.encode(payload),
        },
      }),
    ),
  ),
  // Octets of no known command, and PDUs that are cut or spoilt.
  fc.uint8Array({ minLength: 0, maxLength: 40 }),
  fc.tuple(message, fc.nat({ max: 60 }), fc.nat({ max: 255 })).map(([of, at, octet]) => {
    const spoilt = submitSm(of);
    spoilt[at % spoilt.length] = octet;
    return spoilt;
  }),
);

const row: fc.Arbitrary<Row> = fc.record({
  octets,
  isOut: fc.boolean(),
  gapNs: fc.constantFrom(-1_000_000, 0, 1, 500_000, 1_000_000, 5e9),
  session: fc.integer({ min: 1, max: 3 }),
  isFiled: fc.boolean(),
  note: fc.constantFrom('', '', '', 'see bank'),
  isMarked: fc.constantFrom(false, false, true),
  kind: fc.constantFrom('pdu', 'pdu', 'pdu', 'octets'),
});

const order = fc.constantFrom('==', '!=', '<', '<=', '>', '>=') as fc.Arbitrary<'=='>;
const search = fc.constantFrom('==', '!=', '~') as fc.Arbitrary<'=='>;
const compare = (
  fields: readonly string[],
  operator: fc.Arbitrary<'=='>,
  value: fc.Arbitrary<string | number>,
): fc.Arbitrary<Filter> =>
  fc
    .tuple(fc.constantFrom(...fields), operator, value)
    .map(([field, of, wanted]) => ({ kind: 'compare', field, operator: of, value: wanted }));

const word = fc.constantFrom(
  '3706',
  'bank',
  'two words',
  '1',
  'id',
  'message',
  'message_id a1',
  'm_id bank',
  'a1',
  'ąž',
  '€',
  '[x',
  'k@',
  'zz',
  'ok',
);
const part: fc.Arbitrary<Filter> = fc.oneof(
  compare(
    ['number', 'length', 'session', 'sequence', 'data_coding', 'esm_class'],
    order,
    fc.constantFrom(0, 1, 3, 4, 16, 17, 40, 8, 2.5),
  ),
  compare(['latency'], order, fc.constantFrom(0, 1, 500_000, 1_000_000, 5e9)),
  compare(
    ['time'],
    order,
    fc.oneof(
      fc.integer({ min: -2, max: 20_000 }).map((ms) => EPOCH_MS + ms / 2),
      // Months and years away from all rows.
      fc.integer({ min: -2000, max: 2000 }).map((days) => EPOCH_MS + days * 86_400_000),
    ),
  ),
  compare(
    ['command'],
    fc.constantFrom('==', '!=') as fc.Arbitrary<'=='>,
    fc.constantFrom(4, 5, 0x80000004, 0x777),
  ),
  compare(
    ['command'],
    fc.constantFrom('~') as fc.Arbitrary<string> as fc.Arbitrary<'=='>,
    fc.constantFrom('submit', '_resp', 'zz'),
  ),
  compare(
    ['status'],
    fc.constantFrom('==', '!=') as fc.Arbitrary<'=='>,
    fc.constantFrom('ok', 'error', 0x58, 0x777),
  ),
  compare(['direction'], fc.constantFrom('==', '!=') as fc.Arbitrary<'=='>, fc.constantFrom('in', 'out')),
  compare(['from', 'to', 'text', 'trunk', 'note', 'message_id', 'tlv.receipted_message_id'], search, word),
  fc
    .constantFrom(
      ...'problem error receipt keepalive inbound segment response unanswered duplicate orphan forbidden mark note latency command number text tlv.receipted_message_id tlv.message_payload'.split(
        ' ',
      ),
    )
    .map((field): Filter => ({ kind: 'has', field })),
  word.map((typed): Filter => ({ kind: 'word', text: typed })),
);
const filter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    part,
    part,
    fc.array(word, { minLength: 2, maxLength: 3 }).map((texts): Filter => ({
      kind: 'and',
      parts: texts.map((text): Filter => ({ kind: 'word', text })),
    })),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('filter'), { minLength: 2, maxLength: 3 }))
      .map(([kind, parts]): Filter => ({ kind, parts })),
    tie('filter').map((negated): Filter => ({ kind: 'not', part: negated })),
  ),
})).filter;

/** Octets that were written one after the other. */
class MemoryFile implements OctetFile {
  #octets: number[] = [];

  write(octetsOfRow: Uint8Array): number {
    const offset = this.#octets.push(0);
    this.#octets.push(...octetsOfRow);
    return offset;
  }

  read(offset: number, length: number): Uint8Array {
    return Uint8Array.from(this.#octets.slice(offset, offset + length));
  }

  readSpan(from: number, length: number): Uint8Array {
    return this.read(from, length);
  }
}

function fill(
  rows: readonly Row[],
  budgetBytes: number,
): { readonly store: LogStore; readonly notes: RowNotes } {
  const store = new LogStore({ budgetBytes, firstNumber: 1, lostCount: 0 });
  store.startEpoch(EPOCH_MS);
  const file = new MemoryFile();
  store.file = file;
  const notes = new RowNotes();
  for (const [index, name] of ['Bank', 'Demo trunk'].entries())
    store.describeSession({ id: index + 1, name, role: index === 0 ? 'esme' : 'smsc' });
  let timeNs = 0;
  for (const { octets: raw, isOut, gapNs, session, isFiled, note, isMarked, kind } of rows) {
    timeNs += gapNs;
    if (note !== '' || isMarked) notes.set(store.endNumber, note, isMarked);
    const isPdu = kind === 'pdu';
    store.append({
      kind: recordKinds[kind],
      isOut,
      timeNs,
      sessionId: session,
      octets: raw,
      sentence: isPdu ? new Uint8Array(0) : latin1.encode('The bank closed 3706.'),
      fileOffset: isPdu && isFiled ? file.write(raw) : -1,
    });
  }
  return { store, notes };
}

function numbersOf(store: LogStore, isMatch: (number: number) => boolean): readonly number[] {
  const found: number[] = [];
  for (let number = store.firstNumber; number < store.endNumber; number += 1) {
    if (isMatch(number)) found.push(number);
  }
  return found;
}

describe('a filter that is made ready for a store', () => {
  it('shows what the meaning of the language says, with octets in memory, in a file or lost', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 120 }),
        fc.array(filter, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(6_000, 20_000, 1_000_000),
        (rows, filters, budgetBytes) => {
          const { store, notes } = fill(rows, budgetBytes);
          const record = new RowRecord(store, notes);
          for (const asked of filters) {
            const view = new LogView(store, planFilter({ store, notes }, asked));
            while (view.isFiltering) view.advance();
            const shown = Array.from({ length: view.matchCount }, (_, at) => view.matchAt(at));
            const meant = numbersOf(store, (number) => {
              const place = store.find(number);
              return place !== undefined && matches(asked, record.at(place));
            });
            expect(shown, JSON.stringify(asked)).toEqual(meant);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the octets back as they were recorded', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
        const { store } = fill(rows, 1_000_000);
        for (const [index, { octets: raw }] of rows.entries()) {
          expect([...(store.row(index + 1)?.octets ?? [])]).toEqual([...raw]);
        }
      }),
    );
  });
});

describe('a record that cannot be taken', () => {
  it('is kept as octets with the reason, and costs no other', () => {
    const writer = new BatchWriter();
    const good = enquireLink(1);
    for (const sequence of [1, 2, 3]) {
      writer.append(recordKinds.pdu, 'out', 1, EPOCH_MS, enquireLink(sequence), '');
    }
    const { buffer, used } = writer.take() ?? { buffer: new ArrayBuffer(0), used: 0 };
    const store = new LogStore({ budgetBytes: 100_000, firstNumber: 1, lostCount: 0 });
    let count = 0;
    store.appendBatch(new Uint8Array(buffer, 0, used), () => {
      count += 1;
      if (count === 2) throw new Error('no such luck');
      return -1;
    });
    expect([1, 2, 3].map((number) => store.row(number)?.kind)).toEqual([
      recordKinds.pdu,
      recordKinds.octets,
      recordKinds.pdu,
    ]);
    const spoilt = store.row(2);
    expect([...(spoilt?.octets ?? [])]).toEqual([...enquireLink(2)]);
    expect(new TextDecoder().decode(spoilt?.sentence)).toContain('no such luck');
    expect([...(store.row(1)?.octets ?? [])]).toEqual([...good]);
  });
});
