import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { IdSource } from '#electron/host/messages/id-source';
import type { NewInbound, NewOutbound, SegmentToSend } from '#electron/host/storage/stored-records';
import { openStore, type StoreClient } from '#electron/host/storage/store-client';
import { systemClock } from '#electron/smpp/system-clock';
import { conversationId, trunkId } from '#shared/model/ids';
import { formatNumber, printDelay, printTimes, printTitle } from './harness';

const workersDir = dirname(process.argv[1] ?? '');
/** Messages of one tick of the host. */
const BATCH = 20;
const ROUNDS = 1000;
/** Not measured: the first commits make the file and warm everything up. */
const WARM_UP_ROUNDS = 50;
const PEERS = 50;

const ids = new IdSource(systemClock);
const demo = trunkId.parse('demo');
const octets = new TextEncoder().encode(
  'Your order 4711 has left our warehouse and will arrive tomorrow before noon.',
);
const text = new TextDecoder().decode(octets);
const nowMs = (): number => Math.floor(systemClock.now());
const peer = (number: number): string => `3706${String(1_000_000 + (number % PEERS))}`;

function outbound(number: number): NewOutbound {
  return {
    id: ids.message(),
    newConversationId: ids.conversation(),
    trunkId: demo,
    trunkName: 'Demo trunk',
    groupId: null,
    pdu: 'submit_sm',
    source: { address: '37060000001', ton: 1, npi: 1 },
    destination: { address: peer(number), ton: 1, npi: 1 },
    text,
    encoding: 'gsm7',
    dataCoding: 0,
    isReceiptRequested: true,
    fields: null,
    request: null,
    reference: null,
    segments: [{ octets, esmClass: 0, tlvs: [] }],
    rank: 255,
    carrierId: null,
    reason: null,
    atMs: nowMs(),
  };
}

function inbound(number: number): NewInbound {
  return {
    newMessageId: ids.message(),
    newConversationId: ids.conversation(),
    trunkId: demo,
    trunkName: 'Demo trunk',
    sourceAddress: peer(number),
    destinationAddress: '37060000001',
    octets,
    dataCoding: 0,
    coding: { encoding: 'gsm7', tables: { single: 0, locking: 0 }, fillBits: 0 },
    place: null,
    note: null,
    segment: null,
    areRulesDue: false,
    atMs: nowMs(),
  };
}

/**
 * The life of a message, a tick each: stored as queued, marked as sent, accepted, its receipt; and one that comes in. Before
 * them what a question to the worker costs in itself, on this machine at this moment.
 */
const steps = {
  'for comparison: an empty transaction': (store: StoreClient) =>
    store.write('markRead', { id: conversationId.parse('none') }),
  'store 20 messages as queued': (store: StoreClient, round: number) =>
    Promise.all(indices.map((index) => store.write('insertOutbound', outbound(round * BATCH + index)))),
  'mark 20 as sent, before they leave': async (store: StoreClient) => {
    taken = await store.write('takeQueued', { trunkId: demo, limit: BATCH, atMs: nowMs() });
    if (taken.length !== BATCH) throw new Error(`Of ${BATCH} queued messages ${taken.length} were taken.`);
  },
  'store 20 outcomes': (store: StoreClient, round: number) =>
    Promise.all(
      taken.map(({ messageId, number }, index) => {
        const outcome = { kind: 'accepted', smscMessageId: smscId(round, index), reason: null } as const;
        return store.write('settleSegment', { messageId, number, outcome, place: null, atMs: nowMs() });
      }),
    ),
  'store and match 20 receipts': async (store: StoreClient, round: number) => {
    const stored = await Promise.all(
      indices.map((index) => store.write('insertReceipt', receipt(round, index))),
    );
    if (stored.some(({ match }) => match !== 'one')) throw new Error('A receipt found no message.');
  },
  'store 20 inbound, before they are answered': (store: StoreClient, round: number) =>
    Promise.all(indices.map((index) => store.write('insertInbound', inbound(round * BATCH + index)))),
};

const indices = Array.from({ length: BATCH }, (_, index) => index);
let taken: readonly SegmentToSend[] = [];
const smscId = (round: number, index: number): string => `${round}-${index}`;

function receipt(round: number, index: number) {
  return {
    id: ids.next(),
    trunkId: demo,
    trunkName: 'Demo trunk',
    smscMessageIds: [smscId(round, index)],
    idRule: { conversion: 'same' as const, ignoresPadding: false, ignoresCase: false },
    place: null,
    state: 'delivered' as const,
    reason: null,
    text: `id:${smscId(round, index)} stat:DELIVRD`,
    sourceAddress: peer(index),
    destinationAddress: '37060000001',
    atMs: nowMs(),
  };
}

async function measure(store: StoreClient): Promise<void> {
  const times = new Map<string, number[]>(Object.keys(steps).map((name) => [name, []]));
  const pages: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (let round = 0; round < ROUNDS + WARM_UP_ROUNDS; round += 1) {
    if (round === WARM_UP_ROUNDS) delay.reset();
    for (const [name, step] of Object.entries(steps)) {
      const from = performance.now();
      await step(store, round);
      if (round >= WARM_UP_ROUNDS) times.get(name)?.push(performance.now() - from);
    }
    const from = performance.now();
    await store.read('listConversations', { limit: 50 });
    pages.push(performance.now() - from);
  }
  delay.disable();
  printTitle(`Message store: a tick of ${BATCH} messages, ${formatNumber(ROUNDS)} times, commit included`);
  for (const [name, values] of times) printTimes(name, values, 'aim: p99 under 5 ms');
  printTimes('read a list of 50 conversations', pages);
  printDelay(delay);
}

const folder = mkdtempSync(join(tmpdir(), 'trunkline-bench-'));
const { store } = await openStore({
  filePath: join(folder, 'messages.sqlite'),
  workersDir,
  nowMs: nowMs(),
  onError: (error) => console.error(error),
});
await measure(store);
await store.close();
rmSync(folder, { recursive: true });
