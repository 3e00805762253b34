import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordKinds } from '#electron/host/pdu-log/batch-layout';
import { planFilter } from '#electron/host/pdu-log/filter-plan';
import { LogStore } from '#electron/host/pdu-log/log-store';
import { LogView } from '#electron/host/pdu-log/log-view';
import { RowNotes } from '#electron/host/pdu-log/row-notes';
import type { CompareOperator, Filter } from '#shared/log-filter/filter-ast';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';

const ROWS = 1500;
const nothing = new Uint8Array(0);

/** Requests and later their responses, so many nanoseconds after each other; some are never answered. */
function fill(gapsNs: readonly number[], depth: number): LogStore {
  const store = new LogStore({ budgetBytes: 16 * 1024 * 1024, firstNumber: 1, lostCount: 0 });
  store.describeSession({ id: 1, name: 'Demo', role: 'esme' });
  let timeNs = 0;
  for (let row = 0; row < ROWS; row += 1) {
    timeNs += gapsNs[row % gapsNs.length] ?? 0;
    const isResponse = row >= depth && row % 2 === 1;
    const sequenceNumber = isResponse ? row - depth + 1 : row + 1;
    const command = isResponse ? 'enquire_link_resp' : 'enquire_link';
    store.append({
      kind: recordKinds.pdu,
      isOut: !isResponse,
      timeNs,
      sessionId: 1,
      octets: encode(createPdu(command, { sequenceNumber })),
      sentence: nothing,
      fileOffset: -1,
    });
  }
  return store;
}

/** From a nanosecond to an hour, so that a stretch takes from less than a second to weeks. */
const gap = fc.nat(3).chain((scale) => fc.nat([1000, 400_000, 1_000_000_000, 3_600_000_000_000][scale]));

const holds: Readonly<Record<string, (latency: number, value: number) => boolean>> = {
  '==': (latency, value) => latency === value,
  '!=': (latency, value) => latency !== value,
  '<': (latency, value) => latency < value,
  '<=': (latency, value) => latency <= value,
  '>': (latency, value) => latency > value,
  '>=': (latency, value) => latency >= value,
};

/** `more` than the latency of a row. */
function expectAsCompared(store: LogStore, operator: string, row: number, more: number): void {
  const latencies = Array.from({ length: ROWS }, (_, index) => {
    const place = store.find(index + 1);
    return place === undefined ? undefined : store.latencyNs(place.segment, place.index);
  });
  const value = Math.max(0, (latencies[row] ?? 1_000_000) + more);
  const filter: Filter = { kind: 'compare', field: 'latency', operator: operator as CompareOperator, value };
  const view = new LogView(store, planFilter({ store, notes: new RowNotes() }, filter));
  while (view.isFiltering) view.advance();
  const found = Array.from({ length: view.matchCount }, (_, at) => view.matchAt(at));
  const wanted = latencies.flatMap((latency, index) =>
    latency !== undefined && holds[operator]?.(latency, value) === true ? [index + 1] : [],
  );
  expect(found).toEqual(wanted);
}

describe('a filter by latency over many rows at once', () => {
  it('finds what each pair of times says, however long the stretch takes', () => {
    fc.assert(
      fc.property(
        fc.array(gap, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 20 }).map((half) => 2 * half + 1),
        fc.constantFrom(...Object.keys(holds)),
        fc.nat(ROWS - 1),
        fc.constantFrom(-1, 0, 0, 1, 0.5),
        (gaps, depth, operator, row, more) => expectAsCompared(fill(gaps, depth), operator, row, more),
      ),
      { numRuns: 60 },
    );
  });

  it.each(Object.keys(holds))(
    'finds what is %s a latency of more than 31 bits of nanoseconds',
    (operator) => {
      const gaps = Array.from({ length: ROWS }, (_, row) => (row === 700 ? 2_600_000_000 : 1000));
      const store = fill(gaps, 41);
      for (const row of [680, 690, 720])
        for (const more of [-1, 0, 1]) expectAsCompared(store, operator, row, more);
    },
  );
});
