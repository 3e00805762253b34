import { recordKinds } from '#electron/host/pdu-log/batch-layout';
import { LogSource } from '#electron/host/pdu-log/log-source';
import { LogStore } from '#electron/host/pdu-log/log-store';
import { formatNumber, printTimes, printTitle } from './harness';
import { SamplePdus } from './log-samples';

const COUNT = 1_000_000;
const ROUNDS = 21;
const START_MS = 1_795_000_000_000;
const nothing = new Uint8Array(0);

const columnFilters = [
  'command == submit_sm',
  'command != enquire_link',
  'command == submit_sm and status != ok',
  'status == 0x58',
  'direction == in',
  'trunk == "Demo trunk"',
  'session == 2',
  'number > 500000',
  'length > 100',
  'length == 17',
  `time > 2026-11-18T10:00`,
  'latency > 120us',
  'latency',
  'unanswered',
  'receipt',
  'problem',
  'error or receipt',
  'not (keepalive or response)',
  'mark',
];
const textFilters = [
  'text ~ "nothing-has-this"',
  'text ~ "code"',
  'text ~ "stat:UNDELIV"',
  'to ~ "37061004"',
  'from ~ "3706"',
  'text ~ "ąžuolas"',
  'nothing-has-this',
  '37061004',
  'hurry',
  'id',
  'your code',
  'submit_sm_resp',
  'tlv.receipted_message_id',
];

const samples = new SamplePdus();
const store = new LogStore({ budgetBytes: 1024 * 1024 * 1024, firstNumber: 1, lostCount: 0 });
store.startEpoch(START_MS);
store.describeSession({ id: 1, name: 'Demo trunk', role: 'esme' });
store.describeSession({ id: 2, name: 'Other trunk', role: 'esme' });
for (let recorded = 0; recorded < COUNT; recorded += 1) {
  const { octets, isOut } = samples.next();
  const block = Math.floor(recorded / 4);
  const timeNs = Math.round(recorded * 100_000 + ((block * 7919) % 97) * 1000);
  const sessionId = 1 + (block % 2);
  store.append({
    kind: recordKinds.pdu,
    isOut,
    timeNs,
    sessionId,
    octets,
    sentence: nothing,
    fileOffset: -1,
  });
}
const source = new LogSource(0, store, START_MS, null);

function measure(filter: string): void {
  const times: number[] = [];
  let matches = 0;
  for (let round = -2; round < ROUNDS; round += 1) {
    const view = source.openView(filter);
    const from = performance.now();
    while (view.isFiltering) view.advance();
    if (round >= 0) times.push(performance.now() - from);
    matches = view.matchCount;
  }
  printTimes(
    filter,
    times,
    `${formatNumber(Math.min(...times))} at best; ${matches.toLocaleString('en')} rows`,
  );
}

printTitle(
  `Column filters over ${formatNumber(COUNT)} PDUs of ${samples.averageOctets.toFixed(1)} octets (aim: under 10 ms)`,
);
for (const filter of columnFilters) measure(filter);
printTitle('Text filters (aim: under 150 ms)');
for (const filter of textFilters) measure(filter);
