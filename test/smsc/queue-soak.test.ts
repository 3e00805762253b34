import { describe, expect, it } from 'vitest';
import type { MessageView } from '#shared/model/message';
import { MAX_DESTINATIONS } from '#shared/model/submission';
import { numbers, useHostAndSmscs } from './host-and-smscs';

/** `npm run soak` queues 100,000. */
const QUEUED = process.env['SOAK_MESSAGES'] === undefined ? 10_000 : 100_000;
/** A send to so many is a bulk. */
const SMALL_BULK = 25;
/** What the text of each message says that it is. */
const BULK = 0;
const FLAGGED_BULK = 1;
const ORDINARY = 2;
const URGENT = 3;
const WINDOW = 10;

const start = useHostAndSmscs();

describe(`a bulk of ${QUEUED} that waits in the queue of a trunk`, () => {
  it(
    'is overtaken by what a person sends now; priority_flag is respected on either side of that',
    { timeout: 10 * 60_000 },
    async () => {
      const { host, startSmsc, createTrunk } = await start();
      const order: number[] = [];
      let onCame: () => void = () => undefined;
      const smsc = await startSmsc((index) => {
        order.push(index);
        onCame();
        return { commandStatus: 0 };
      });
      const came = (isEnough: () => boolean): Promise<void> =>
        new Promise((resolve) => {
          onCame = () => {
            if (isEnough()) resolve();
          };
          onCame();
        });
      const trunkId = await createTrunk('Carrier', smsc, { isEnabled: false, window: WINDOW });
      const written = {
        target: { kind: 'trunk' as const, trunkId },
        sourceAddress: '4477',
        isReceiptRequested: false,
      };
      const one = (text: number, priorityFlag: number): Promise<MessageView> =>
        host.call('message.submit', {
          ...written,
          destinationAddress: '+12025550123',
          text: String(text),
          advanced: { priorityFlag },
        });
      const many = (text: number, destinations: string[], priorityFlag: number) =>
        host.call('message.submitMany', {
          ...written,
          destinations,
          text: String(text),
          advanced: { priorityFlag },
        });

      const destinations = numbers(QUEUED);
      for (let from = 0; from < QUEUED; from += MAX_DESTINATIONS) {
        await many(BULK, destinations.slice(from, from + MAX_DESTINATIONS), 0);
      }
      await many(FLAGGED_BULK, numbers(SMALL_BULK), 2);
      await one(ORDINARY, 0);
      await one(URGENT, 3);
      await host.call('trunk.setEnabled', { ids: [trunkId], isEnabled: true });
      const flagged = Array.from({ length: SMALL_BULK }, () => FLAGGED_BULK);
      await came(() => order.length > SMALL_BULK + 3);
      expect(order.slice(0, SMALL_BULK + 4)).toEqual([URGENT, ORDINARY, ...flagged, BULK, BULK]);

      // While it runs: once it is stored, only what is in flight or was being taken at that moment is before it.
      await one(URGENT, 3);
      const stored = order.length;
      await came(() => order.lastIndexOf(URGENT) > 0);
      expect(order.lastIndexOf(URGENT) - stored).toBeLessThanOrEqual(2 * WINDOW);
      expect(order.length).toBeLessThan(QUEUED);
    },
  );
});
