import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';

import { CountingSmsc, type Verdict } from './counting-smsc';
import { TrunkTraffic } from './trunk-traffic';

/** `npm run soak` sends a million. */
const MESSAGES = Number(process.env['SOAK_MESSAGES'] ?? 50_000);
/** ESME_RINVDSTADR: the message is refused for good. */
const INVALID_DESTINATION = 0x0b;
const DROPS = MESSAGES / 10_000;
const REFUSE_EVERY = 97;
const SAMPLES = 20;
/** What memory may grow by between the first half of a run and its end: far less than one message in a hundred kept. */
const HEAP_SLACK_BYTES = 6 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

let smsc: CountingSmsc;
let traffic: TrunkTraffic;
afterEach(async () => {
  await traffic.trunk.close();
  await smsc.close();
});

/** Octets that are in use, on the heap and beside it. */
function usedOctets(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe(`${MESSAGES} messages and ${DROPS} drops`, () => {
  it.each([
    ['one bind', { binds: 1, window: 100 }, MESSAGES],
    ['three parallel binds', { binds: 3, window: 50 }, MESSAGES / 5],
  ])(
    'over %s: accepted, refused and in doubt add up, and memory stays flat',
    { timeout: 20 * 60_000 },
    async (_, settings, total) => {
      const dropEvery = total / DROPS;
      const judge = (index: number, count: number): Verdict => {
        if (count % dropEvery === 0) return (count / dropEvery) % 2 === 0 ? 'break' : 'reset';
        return { commandStatus: index % REFUSE_EVERY === 0 ? INVALID_DESTINATION : 0 };
      };
      const used: number[] = [];
      smsc = await CountingSmsc.start({ total, judge });
      traffic = new TrunkTraffic({
        port: smsc.port,
        total,
        settings,
        every: { count: total / SAMPLES, call: () => void used.push(usedOctets()) },
      });
      await traffic.done;

      const { counts } = traffic;
      expect(counts.accepted + counts.refused + counts['in-doubt']).toBe(total);
      expect(counts['not-sent']).toBe(0);
      expect(traffic.doubled).toBe(0);
      expect(traffic.errors).toEqual([]);
      const wrong = { twice: 0, acceptedUnseen: 0, refusedWrongly: 0 };
      for (let index = 0; index < total; index += 1) {
        const times = smsc.seen[index] ?? 0;
        const fate = traffic.fateOf(index);
        if (times > 1) wrong.twice += 1;
        if (fate !== 'in-doubt' && times !== 1) wrong.acceptedUnseen += 1;
        if ((fate === 'refused') !== (index % REFUSE_EVERY === 0) && fate !== 'in-doubt')
          wrong.refusedWrongly += 1;
      }
      expect(wrong).toEqual({ twice: 0, acceptedUnseen: 0, refusedWrongly: 0 });
      // Each drop leaves in doubt what was in flight on one bind, and it is bound again.
      expect(counts['in-doubt']).toBeGreaterThanOrEqual(DROPS);
      expect(counts['in-doubt']).toBeLessThanOrEqual(DROPS * settings.window);
      expect(smsc.bindCount).toBeGreaterThanOrEqual(DROPS);

      const early = Math.max(...used.slice(SAMPLES / 4, SAMPLES / 2));
      const late = Math.min(...used.slice(-SAMPLES / 4));
      expect(late - early).toBeLessThan(HEAP_SLACK_BYTES);
    },
  );
});
