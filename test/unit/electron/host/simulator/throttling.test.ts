import { afterEach, describe, expect, it } from 'vitest';
import { SimulatedSmsc } from './simulated-smsc';

const ESME_RTHROTTLED = 0x58;

let smsc: SimulatedSmsc;
afterEach(async () => {
  const stopped = smsc.simulator.stop();
  await smsc.clock.advanceAsync(60_000);
  await stopped;
  expect(smsc.errors).toEqual([]);
});

describe('a simulator with a rate', () => {
  it('refuses what comes faster, and takes it again a little later', async () => {
    smsc = new SimulatedSmsc();
    await smsc.start(false, 1);
    const esme = await smsc.bound();
    expect(await smsc.submit(esme, {})).toMatchObject({ commandStatus: 0 });
    expect(await smsc.submit(esme, {})).toMatchObject({ commandStatus: ESME_RTHROTTLED });
    await smsc.clock.advanceAsync(1000);
    expect(await smsc.submit(esme, {})).toMatchObject({ commandStatus: 0 });
  });

  it('takes anything without one', async () => {
    smsc = new SimulatedSmsc();
    await smsc.start();
    const esme = await smsc.bound();
    for (let count = 0; count < 20; count += 1) {
      expect(await smsc.submit(esme, {})).toMatchObject({ commandStatus: 0 });
    }
  });
});
