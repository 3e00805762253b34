import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { EventHub } from '#electron/host/event-hub';
import { MessageService } from '#electron/host/messages/message-service';
import type { MessageStore } from '#electron/host/storage/message-store';
import { openStore } from '#electron/host/storage/store-client';
import { systemClock } from '#electron/smpp/system-clock';
import { submitManyRequest } from '#shared/model/submission';
import { FakeGroups, FakeNumbers, FakePolicy } from '#test/unit/electron/host/messages/fake-ports';
import { compare, formatNumber, printDelay, printFigure, printTimes, printTitle } from './harness';
import { SessionLink } from './session-link';
import { startPeer } from './session-rig';
import { StoreOff } from './store-off';

const workersDir = dirname(process.argv[1] ?? '');
const MESSAGES = 30_000;
const ALL_MESSAGES = 100_000;
const HANDED_IN = 10_000;
const ROUNDS = 3;
const WINDOW = 100;
const PACED_A_SECOND = 500;
const PACED_MS = 10_000;
const onError = (error: unknown): void => console.error(error);

interface Rig {
  readonly service: MessageService;
  readonly link: SessionLink;
  close(): Promise<void>;
}

async function withStore(): Promise<{ readonly store: MessageStore; readonly end: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-bench-'));
  const filePath = join(folder, 'messages.sqlite');
  const { store } = await openStore({ filePath, workersDir, nowMs: 0, onError });
  return { store, end: () => rmSync(folder, { recursive: true }) };
}

async function openRig(port: number, store: MessageStore, end: () => void): Promise<Rig> {
  const link = new SessionLink(WINDOW);
  const service = new MessageService({
    store,
    links: link,
    groups: new FakeGroups(),
    policy: new FakePolicy(),
    numbers: new FakeNumbers(),
    hub: new EventHub(onError),
    retention: () => ({ days: null, messages: null }),
    clock: systemClock,
    onError,
  });
  await service.start();
  await link.open(port, service.inbound);
  await service.resume();
  const close = async (): Promise<void> => {
    await link.close();
    await service.close();
    await store.close();
    end();
  };
  return { service, link, close };
}

function requestTo(from: number, count: number) {
  return submitManyRequest.parse({
    target: { kind: 'trunk', trunkId: SessionLink.id },
    sourceAddress: '37060000001',
    destinations: Array.from({ length: count }, (_, index) => `+3706${1_000_000 + from + index}`),
    text: 'Your code is 482913. It is valid for ten minutes. Tell it to nobody, whoever as',
    isReceiptRequested: true,
  });
}

/** Messages a second, from being handed in to the last answered receipt. */
async function send({ service, link }: Rig, count: number): Promise<number> {
  const from = performance.now();
  const done = link.whenAnswered(count);
  for (let handed = 0; handed < count; handed += HANDED_IN) {
    await service.submitter.submitMany(requestTo(handed, Math.min(HANDED_IN, count - handed)));
  }
  await done;
  return count / ((performance.now() - from) / 1000);
}

async function once(port: number, isOn: boolean): Promise<number> {
  const { store, end } = isOn ? await withStore() : { store: new StoreOff(), end: () => undefined };
  const rig = await openRig(port, store, end);
  try {
    return await send(rig, MESSAGES);
  } finally {
    await rig.close();
  }
}

async function measureAll(port: number): Promise<void> {
  const { store, end } = await withStore();
  const rig = await openRig(port, store, end);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const cpu = process.cpuUsage();
  delay.enable();
  const rate = await send(rig, ALL_MESSAGES);
  delay.disable();
  const { user, system } = process.cpuUsage(cpu);
  printTitle(`${formatNumber(ALL_MESSAGES)} messages, accepted and stored with receipts matched`);
  printFigure('messages a second', formatNumber(rate), 'aim: 8,000');
  printFigure('processor time a message, all threads', `${formatNumber((user + system) / ALL_MESSAGES)} µs`);
  printFigure('resident memory', `${formatNumber(process.memoryUsage().rss / 1024 / 1024)} MiB`);
  printDelay(delay);
  await rig.close();
}

/** At a pace that leaves the machine room: what the commit itself adds before a deliver_sm_resp. */
async function measureDelay(port: number): Promise<void> {
  const { store, end } = await withStore();
  const rig = await openRig(port, store, end);
  rig.link.answerMs.length = 0;
  const from = performance.now();
  let sent = 0;
  while (performance.now() - from < PACED_MS) {
    const due = Math.floor(((performance.now() - from) / 1000) * PACED_A_SECOND) - sent;
    if (due > 0) await rig.service.submitter.submitMany(requestTo(sent, due));
    sent += due;
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
  await rig.link.whenAnswered(sent);
  printTitle(`A receipt from its arrival to its deliver_sm_resp, at ${PACED_A_SECOND} messages a second`);
  printTimes('stored before it is answered', rig.link.answerMs, 'aim: p99 under 5 ms');
  await rig.close();
}

const peer = await startPeer('receipts');
try {
  const [, on] = await compare({
    title: `${formatNumber(MESSAGES)} messages with receipts over one session, window ${WINDOW}`,
    unit: 'messages/s',
    isHigherBetter: true,
    rounds: ROUNDS,
    aim: 'store on at least 8,000 and ×0.60',
    contestants: [
      { name: 'store off', run: () => once(peer.port, false) },
      { name: 'store on', run: () => once(peer.port, true) },
    ],
  });
  if (on === undefined) throw new Error('Nothing was measured.');
  await measureAll(peer.port);
  await measureDelay(peer.port);
} finally {
  peer.stop();
}
