import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HANDSET_NUMBER } from '#shared/model/simulator';
import { createPdu, type Pdu, type PduInit, type Tlv } from '#shared/smpp/pdu';
import { tlv } from '#shared/smpp/tlv';
import { latin1, SimulatedSmsc, START } from './simulated-smsc';

let smsc: SimulatedSmsc;
let esme: Awaited<ReturnType<SimulatedSmsc['bound']>>;
beforeEach(async () => {
  smsc = new SimulatedSmsc();
  await smsc.start();
  esme = await smsc.bound('transceiver', 0x50);
});
afterEach(async () => {
  const stopped = smsc.simulator.stop();
  await smsc.clock.advanceAsync(60_000);
  await stopped;
  expect(smsc.errors).toEqual([]);
  smsc.clock.assertNoTimers();
});

const area = (name: string): Tlv => tlv('broadcast_area_identifier', Uint8Array.of(0, ...latin1(name)));
const wanted = {
  areas: [area('Harbour'), area('Old town')],
  contentType: [tlv('broadcast_content_type', Uint8Array.of(1, 0, 0x10))],
  repetitions: [tlv('broadcast_rep_num', Uint8Array.of(0, 1))],
  interval: [tlv('broadcast_frequency_interval', Uint8Array.of(8, 0, 1))],
  text: [tlv('message_payload', latin1('High water'))],
};

async function broadcast(
  parts: Partial<typeof wanted> = {},
  body: PduInit<'broadcast_sm'>['body'] = {},
): Promise<Pdu> {
  const tlvs = Object.values({ ...wanted, ...parts }).flat();
  const request = createPdu('broadcast_sm', {
    sequenceNumber: smsc.next(),
    body: { serviceType: 'CBS', sourceAddr: '4711', ...body },
    tlvs,
  });
  return smsc.ask(esme, request);
}

async function take(body?: PduInit<'broadcast_sm'>['body']): Promise<string> {
  const response = await broadcast({}, body);
  if (response.command !== 'broadcast_sm_resp') throw new Error(`Answered with ${response.command}.`);
  expect(response.commandStatus).toBe(0);
  return response.body?.messageId ?? '';
}

const query = (messageId: string, sourceAddr = '4711'): Promise<Pdu> =>
  smsc.ask(
    esme,
    createPdu('query_broadcast_sm', {
      sequenceNumber: smsc.next(),
      body: { messageId, sourceAddr },
      tlvs: [tlv('user_message_reference', Uint8Array.of(1, 2))],
    }),
  );

const cancel = (messageId: string, serviceType = 'CBS'): Promise<Pdu> =>
  smsc.ask(
    esme,
    createPdu('cancel_broadcast_sm', {
      sequenceNumber: smsc.next(),
      body: { messageId, serviceType, sourceAddr: '4711' },
    }),
  );

const inState = (state: number): Tlv[] =>
  expect.arrayContaining([tlv('message_state', Uint8Array.of(state))]) as Tlv[];

describe('a broadcast', () => {
  it('gets an id, arrives on the handset, and is told area by area', async () => {
    const id = await take();
    expect(id).toMatch(/^[0-9A-F]{10}$/);
    const asked = await query(id);
    expect(asked).toMatchObject({
      command: 'query_broadcast_sm_resp',
      commandStatus: 0,
      body: { messageId: id },
    });
    const areas = [area('Harbour'), area('Old town')];
    const reference = tlv('user_message_reference', Uint8Array.of(1, 2));
    const success = (value: number): Tlv => tlv('broadcast_area_success', Uint8Array.of(value));
    expect(asked).toMatchObject({
      tlvs: [tlv('message_state', Uint8Array.of(1)), ...areas, success(255), success(255), reference],
    });
    await smsc.untilDelivered();
    expect(smsc.handset).toMatchObject([{ handset: HANDSET_NUMBER, peer: '4711', text: 'High water' }]);
    expect(await query(id)).toMatchObject({
      tlvs: [
        tlv('message_state', Uint8Array.of(2)),
        ...areas,
        success(100),
        success(100),
        tlv('broadcast_end_time', new Uint8Array(latin1(`${START}20400+\0`))),
        reference,
      ],
    });
  });

  it.each([
    ['areas', 0xc3],
    ['contentType', 0xc3],
    ['repetitions', 0xc3],
    ['interval', 0xc3],
  ] as const)('without its %s is refused', async (part, commandStatus) => {
    expect(await broadcast({ [part]: [] })).toMatchObject({ command: 'broadcast_sm_resp', commandStatus });
  });

  it('with an area of no known format is refused', async () => {
    const areas = [tlv('broadcast_area_identifier', Uint8Array.of(9, 1))];
    expect((await broadcast({ areas })).commandStatus).toBe(0x109);
  });

  it('waits for its time, and expires when that is too late', async () => {
    const id = await take({ scheduleDeliveryTime: '000000010000000R' });
    const late = await take({ scheduleDeliveryTime: '000000010000000R', validityPeriod: '000000003000000R' });
    expect(await query(id)).toMatchObject({
      tlvs: inState(0),
    });
    await smsc.clock.advanceAsync(60 * 60_000);
    expect(smsc.handset).toEqual([]);
    await smsc.untilDelivered();
    expect(smsc.handset).toHaveLength(1);
    expect(await query(late)).toMatchObject({
      tlvs: inState(3),
    });
    expect((await broadcast({}, { scheduleDeliveryTime: 'soon' })).commandStatus).toBe(0x61);
  });

  it('is cancelled by its id, or with all of its service_type', async () => {
    const [first, second, other] = [await take(), await take(), await take({ serviceType: 'X' })];
    expect(await cancel(first)).toMatchObject({ command: 'cancel_broadcast_sm_resp', commandStatus: 0 });
    expect((await cancel(first)).commandStatus).toBe(0x10f);
    expect((await cancel('')).commandStatus).toBe(0);
    await smsc.untilDelivered();
    expect(smsc.handset).toHaveLength(1);
    for (const [id, state] of [
      [first, 4],
      [second, 4],
      [other, 2],
    ] as const) {
      expect(await query(id)).toMatchObject({
        tlvs: inState(state),
      });
    }
  });

  it('of another source, or of nobody, is not found', async () => {
    const id = await take();
    expect((await query(id, '4712')).commandStatus).toBe(0x0c);
    expect((await query('FFFF')).commandStatus).toBe(0x0c);
    expect((await cancel('FFFF')).commandStatus).toBe(0x0c);
  });

  it('is no command of 3.4', async () => {
    esme = await smsc.bound('transceiver', 0x34);
    expect(await broadcast()).toMatchObject({ command: 'generic_nack', commandStatus: 0x03 });
  });
});
