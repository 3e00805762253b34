import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPdu, type Pdu } from '#shared/smpp/pdu';
import { parseReceipt } from '#shared/smpp/text/receipt';
import { settle } from '#test/support/fake-clock';
import { bodyOf, DELAY_MS, latin1, SimulatedSmsc, START, takeDeliveries } from './simulated-smsc';

const ESME_RINVSCHED = 0x61;
const ESME_RINVEXPIRY = 0x62;
const HOUR_MS = 60 * 60_000;
const IN_AN_HOUR = '000000010000000R';
const IN_TWO_HOURS = '000000020000000R';

let smsc: SimulatedSmsc;
beforeEach(async () => {
  smsc = new SimulatedSmsc();
  await smsc.start();
});
afterEach(async () => {
  const stopped = smsc.simulator.stop();
  await smsc.clock.advanceAsync(60_000);
  await stopped;
  expect(smsc.errors).toEqual([]);
  smsc.clock.assertNoTimers();
});

type Esme = Awaited<ReturnType<SimulatedSmsc['bound']>>;

async function stateOf(esme: Esme, messageId: string): Promise<number | undefined> {
  const request = createPdu('query_sm', {
    sequenceNumber: smsc.next(),
    body: { messageId, sourceAddr: '4711' },
  });
  const response = await smsc.ask(esme, request);
  return response.command === 'query_sm_resp' ? response.body?.messageState : undefined;
}

function replace(messageId: string, body: object): Pdu {
  return createPdu('replace_sm', {
    sequenceNumber: smsc.next(),
    body: { messageId, sourceAddr: '4711', shortMessage: latin1('Bye'), ...body },
  });
}

describe('a message with a schedule_delivery_time', () => {
  it.each([
    [0x50, 0],
    [0x34, 1],
  ])('waits for it: message_state towards version %i is %i until then', async (version, waiting) => {
    const esme = await smsc.bound('transceiver', version);
    const { body } = await smsc.submit(esme, { scheduleDeliveryTime: IN_AN_HOUR });
    const id = body?.messageId ?? '';
    await smsc.clock.advanceAsync(HOUR_MS - 1);
    expect(await stateOf(esme, id)).toBe(waiting);
    expect(smsc.handset).toEqual([]);
    await smsc.clock.advanceAsync(1);
    expect(await stateOf(esme, id)).toBe(1);
    await smsc.clock.advanceAsync(DELAY_MS);
    expect(await stateOf(esme, id)).toBe(2);
    expect(smsc.handset).toMatchObject([{ text: 'Hello' }]);
    expect(takeDeliveries(esme)).toHaveLength(1);
  });

  it('takes an absolute time, and one further away than a timer reaches', async () => {
    const esme = await smsc.bound();
    await smsc.submit(esme, { scheduleDeliveryTime: '240114221320000+' });
    // Nobody is bound meanwhile: it is the SMSC's to keep.
    esme.transport.end();
    const days = 61;
    await smsc.clock.advanceAsync(days * 24 * HOUR_MS - 1);
    expect(smsc.handset).toEqual([]);
    await smsc.clock.advanceAsync(1 + DELAY_MS);
    expect(smsc.handset).toHaveLength(1);
  });

  it.each([
    ['a time that is none', { scheduleDeliveryTime: 'tomorrow at ten' }, ESME_RINVSCHED],
    ['a time that has passed', { scheduleDeliveryTime: `${START}19000+` }, ESME_RINVSCHED],
    ['a validity that is none', { validityPeriod: 'for ever' }, ESME_RINVEXPIRY],
    ['a validity that has passed', { validityPeriod: '231114221319000+' }, ESME_RINVEXPIRY],
  ])('is refused with %s', async (_, body, commandStatus) => {
    const esme = await smsc.bound();
    expect((await smsc.submit(esme, body)).commandStatus).toBe(commandStatus);
  });

  it('expires when its validity ends before', async () => {
    const esme = await smsc.bound();
    await smsc.submit(esme, { scheduleDeliveryTime: IN_TWO_HOURS, validityPeriod: IN_AN_HOUR });
    await smsc.clock.advanceAsync(HOUR_MS);
    const [receipt] = takeDeliveries(esme);
    expect(receipt && parseReceipt(bodyOf(receipt).shortMessage, receipt.tlvs).state).toBe('expired');
    await smsc.clock.advanceAsync(2 * HOUR_MS);
    expect(smsc.handset).toEqual([]);
  });

  it('is cancelled before', async () => {
    const esme = await smsc.bound();
    const { body } = await smsc.submit(esme, { scheduleDeliveryTime: IN_AN_HOUR });
    const cancel = createPdu('cancel_sm', {
      sequenceNumber: smsc.next(),
      body: { messageId: body?.messageId ?? '', sourceAddr: '4711', destinationAddr: '12025550123' },
    });
    expect((await smsc.ask(esme, cancel as Pdu)).commandStatus).toBe(0);
    await smsc.clock.advanceAsync(2 * HOUR_MS);
    expect(smsc.handset).toEqual([]);
  });

  it('has another text and keeps its time, or has another time too', async () => {
    const esme = await smsc.bound();
    const { body } = await smsc.submit(esme, { scheduleDeliveryTime: IN_AN_HOUR });
    const id = body?.messageId ?? '';
    expect((await smsc.ask(esme, replace(id, {}))).commandStatus).toBe(0);
    const wrong = replace(id, { scheduleDeliveryTime: 'never' });
    expect((await smsc.ask(esme, wrong)).commandStatus).toBe(ESME_RINVSCHED);
    const later = replace(id, { scheduleDeliveryTime: IN_TWO_HOURS });
    expect((await smsc.ask(esme, later)).commandStatus).toBe(0);
    await smsc.clock.advanceAsync(HOUR_MS + DELAY_MS);
    expect(smsc.handset).toEqual([]);
    await smsc.clock.advanceAsync(HOUR_MS);
    expect(smsc.handset).toMatchObject([{ text: 'Bye' }]);
  });

  it('is gone when the simulator stops', async () => {
    const esme = await smsc.bound();
    await smsc.submit(esme, { scheduleDeliveryTime: IN_AN_HOUR });
    const stopped = smsc.simulator.stop();
    await settle();
    await smsc.clock.advanceAsync(60_000);
    await stopped;
    smsc.clock.assertNoTimers();
  });
});
