import { afterEach, describe, expect, it } from 'vitest';
import type { TrunkSettings } from '#shared/model/trunk';
import { ESME_RTHROTTLED } from '#shared/smpp/command-status';
import { commands } from '#shared/smpp/tables/commands';
import { FaultProxy, type Fault, type Faults } from '#test/support/fault-proxy';
import { CountingSmsc, type CountingSmscOptions, type Verdict } from './counting-smsc';
import { TrunkTraffic, type Fate } from './trunk-traffic';

const TOTAL = 200;
const WINDOW = 10;

let smsc: CountingSmsc | null = null;
let proxy: FaultProxy | null = null;
let traffic: TrunkTraffic | null = null;
afterEach(async () => {
  await traffic?.trunk.close();
  proxy?.close();
  await smsc?.close();
  [smsc, proxy, traffic] = [null, null, null];
});

interface Given {
  readonly judge?: NonNullable<CountingSmscOptions['judge']>;
  readonly settings?: Partial<Omit<TrunkSettings, 'timers'>>;
  readonly timers?: Partial<TrunkSettings['timers']>;
}

/** Sends everything through the faults; what must be true whatever they do is checked here. */
const sendThrough = async (faults: Faults, given: Given = {}): Promise<Readonly<Record<Fate, number>>> => {
  const { judge, ...settings } = given;
  smsc = await CountingSmsc.start({ total: TOTAL, ...(judge !== undefined && { judge }) });
  proxy = await FaultProxy.start(smsc.port, faults);
  traffic = new TrunkTraffic({ port: proxy.port, total: TOTAL, ...settings });
  await traffic.done;
  const { counts } = traffic;
  expect(counts.accepted + counts.refused + counts['in-doubt']).toBe(TOTAL);
  expect(traffic.doubled).toBe(0);
  expect(traffic.errors).toEqual([]);
  for (let index = 0; index < TOTAL; index += 1) {
    // Never sent twice; what was answered did arrive.
    expect(smsc.seen[index]).toBeLessThanOrEqual(1);
    if (traffic.fateOf(index) !== 'in-doubt') expect(smsc.seen[index]).toBe(1);
  }
  return counts;
};

const idOf = (pdu: Uint8Array): number => new DataView(pdu.buffer, pdu.byteOffset).getUint32(4);
const isSubmit = (pdu: Uint8Array): boolean => idOf(pdu) === commands.submit_sm.id;
const isAnswer = (pdu: Uint8Array): boolean => idOf(pdu) === commands.submit_sm_resp.id;
const octetByOctet: Fault = (pdu) => Array.from(pdu, (octet) => Uint8Array.of(octet));
/** Those that fit, by the handful: `arrange` says what leaves when `size` of them have come. */
const inGroups = (
  fits: (pdu: Uint8Array) => boolean,
  size: number,
  arrange: (group: readonly Uint8Array[]) => readonly Uint8Array[],
): Fault => {
  let group: Uint8Array[] = [];
  return (pdu) => {
    if (!fits(pdu)) return [pdu];
    group.push(pdu);
    if (group.length < size) return [];
    const whole = group;
    group = [];
    return arrange(whole);
  };
};
const joined = (group: readonly Uint8Array[]): readonly Uint8Array[] => [Buffer.concat(group)];
/** Once over all connections: at the `count`th PDU that fits. */
const onceAt = (fits: (pdu: Uint8Array) => boolean, count: number, fault: Fault): Fault => {
  let seen = 0;
  return (pdu, index) => {
    if (!fits(pdu)) return [pdu];
    seen += 1;
    return seen === count ? fault(pdu, index) : [pdu];
  };
};
/** Half of a PDU, and with the next one the connection breaks. */
const cutAt = (fits: (pdu: Uint8Array) => boolean, count: number): Fault => {
  let seen = 0;
  return (pdu) => {
    if (!fits(pdu)) return [pdu];
    seen += 1;
    if (seen === count) return [pdu.subarray(0, pdu.length >> 1)];
    return seen === count + 1 ? null : [pdu];
  };
};

const nothingInDoubt = { accepted: TOTAL, refused: 0, 'in-doubt': 0, 'not-sent': 0 };

describe('what a network may do to the octets changes nothing', () => {
  it.each<[string, Faults]>([
    ['one octet at a time', { toSmsc: octetByOctet, toEsme: octetByOctet }],
    [
      'PDUs joined in one segment',
      { toSmsc: inGroups(isSubmit, 5, joined), toEsme: inGroups(isAnswer, 5, joined) },
    ],
    ['responses in another order', { toEsme: inGroups(isAnswer, 5, (group) => group.toReversed()) }],
    ['every response twice', { toEsme: (pdu) => (isAnswer(pdu) ? [pdu, pdu] : [pdu]) }],
  ])('%s', async (_, faults) => {
    expect(await sendThrough(faults)).toEqual(nothingInDoubt);
  });

  it('a delay within the time of a response', async () => {
    const toEsme: Fault = (pdu) => {
      proxy?.hold();
      setTimeout(() => proxy?.release(), 2);
      return [pdu];
    };
    expect(await sendThrough({ toEsme })).toEqual(nothingInDoubt);
  });
});

describe('a connection that breaks leaves in doubt at most what was in flight', () => {
  const breaks: Fault = () => null;
  it.each<[string, Faults]>([
    ['closed between two messages', { toSmsc: onceAt(isSubmit, 60, breaks), breaksBy: 'end' }],
    ['reset between two messages', { toSmsc: onceAt(isSubmit, 60, breaks), breaksBy: 'reset' }],
    ['closed between two responses', { toEsme: onceAt(isAnswer, 60, breaks), breaksBy: 'end' }],
    ['reset between two responses', { toEsme: onceAt(isAnswer, 60, breaks), breaksBy: 'reset' }],
    ['cut in the middle of a message', { toSmsc: cutAt(isSubmit, 60), breaksBy: 'reset' }],
    ['cut in the middle of a response', { toEsme: cutAt(isAnswer, 60), breaksBy: 'end' }],
    [
      'a corrupted length',
      {
        toEsme: onceAt(isAnswer, 60, (pdu) => {
          pdu[0] = 0x7f;
          return [pdu];
        }),
      },
    ],
  ])('%s', async (_, faults) => {
    const counts = await sendThrough(faults);
    expect(counts['in-doubt']).toBeGreaterThan(0);
    expect(counts['in-doubt']).toBeLessThanOrEqual(WINDOW);
    expect(smsc?.bindCount).toBe(2);
  });

  it('of three binds only the one that broke', async () => {
    const counts = await sendThrough(
      { toSmsc: onceAt(isSubmit, 60, () => null), breaksBy: 'reset' },
      { settings: { binds: 3 } },
    );
    expect(counts['in-doubt']).toBeLessThanOrEqual(WINDOW);
    // The other two may have carried everything before the third is back.
    await expect.poll(() => smsc?.bindCount).toBe(4);
  });

  it('a black hole is noticed by the keepalive, and the trunk goes on over a new connection', async () => {
    const toEsme = onceAt(isAnswer, 60, (pdu) => {
      proxy?.hold();
      return [pdu];
    });
    const timers = { enquireLinkSeconds: 0.05, enquireLinkResponseSeconds: 0.05, responseSeconds: 60 };
    const counts = await sendThrough({ toEsme }, { timers });
    expect(counts['in-doubt']).toBeGreaterThan(0);
    expect(counts['in-doubt']).toBeLessThanOrEqual(WINDOW);
    expect(smsc?.bindCount).toBe(2);
  });
});

describe('a response that never comes, or cannot be read, leaves its message in doubt', () => {
  const dropped: Fault = () => [];
  it('dropped', async () => {
    let count = 0;
    const toEsme: Fault = (pdu, index) => {
      if (!isAnswer(pdu)) return [pdu];
      count += 1;
      return count % 20 === 0 ? dropped(pdu, index) : [pdu];
    };
    const counts = await sendThrough({ toEsme }, { timers: { responseSeconds: 0.2 } });
    expect(counts).toEqual({ accepted: TOTAL - 10, refused: 0, 'in-doubt': 10, 'not-sent': 0 });
    expect(smsc?.bindCount).toBe(1);
  });

  it.each<[string, number, number]>([
    ['under another command', 7, 0x55],
    ['under another sequence number', 12, 0x70],
  ])('%s', async (_, at, octet) => {
    const toEsme = onceAt(isAnswer, 60, (pdu) => {
      pdu[at] = octet;
      return [pdu];
    });
    const counts = await sendThrough({ toEsme }, { timers: { responseSeconds: 0.2 } });
    expect(counts).toEqual({ accepted: TOTAL - 1, refused: 0, 'in-doubt': 1, 'not-sent': 0 });
    expect(smsc?.bindCount).toBe(1);
  });

  it('a corrupted status is a refusal', async () => {
    const toEsme = onceAt(isAnswer, 60, (pdu) => {
      pdu[11] = 0x0b;
      return [pdu];
    });
    expect(await sendThrough({ toEsme })).toEqual({ ...nothingInDoubt, accepted: TOTAL - 1, refused: 1 });
  });
});

describe('an SMSC that throttles', () => {
  it('gets every message in the end, over every bind, and is asked more slowly', async () => {
    // As many at once, and then so many a second.
    const [burst, perSecond] = [5, 200];
    let tokens = burst;
    let atMs = performance.now();
    const judge = (): Verdict => {
      const nowMs = performance.now();
      tokens = Math.min(burst, tokens + ((nowMs - atMs) * perSecond) / 1000);
      atMs = nowMs;
      if (tokens < 1) return { commandStatus: ESME_RTHROTTLED };
      tokens -= 1;
      return { commandStatus: 0 };
    };
    smsc = await CountingSmsc.start({ total: TOTAL, judge });
    traffic = new TrunkTraffic({ port: smsc.port, total: TOTAL, settings: { binds: 3 } });
    await traffic.done;
    expect(traffic.counts).toEqual(nothingInDoubt);
    expect(traffic.doubled).toBe(0);
    // Once for each answer, and no more: what was throttled was sent again, what was accepted was not.
    const sent = smsc.seen.reduce((sum, times) => sum + times, 0);
    expect(sent).toBe(TOTAL + traffic.throttled);
    expect(traffic.throttled).toBeGreaterThan(0);
    expect(traffic.throttled).toBeLessThan(TOTAL / 2);
    expect(smsc.perConnection).toHaveLength(3);
    expect(Math.min(...smsc.perConnection)).toBeGreaterThan(TOTAL / 10);
  });
});
