import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPdu, type Pdu } from '#shared/smpp/pdu';
import { parseReceipt } from '#shared/smpp/text/receipt';
import { planMessage } from '#shared/smpp/text/message-plan';
import { findTlv, readTlvCString, readTlvInteger, tlv } from '#shared/smpp/tlv';
import { settle } from '#test/support/fake-clock';
import { bodyOf, credentials, latin1, SimulatedSmsc, START, takeDeliveries } from './simulated-smsc';

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
});

describe('binds', () => {
  it.each(['transceiver', 'transmitter', 'receiver'] as const)('accepts a %s', async (type) => {
    const esme = smsc.connect();
    const response = await smsc.bind(esme, type);
    expect(response).toMatchObject({ command: `bind_${type}_resp`, commandStatus: 0 });
    expect(findTlv(response, 'sc_interface_version')?.value).toEqual(Uint8Array.of(0x50));
    expect(smsc.simulator.sessions).toMatchObject([
      { systemId: 'demo', bindType: type, remoteAddress: 'memory:right' },
    ]);
  });

  it.each([
    ['a wrong system_id', { ...credentials, systemId: 'Demo' }, 0x0f],
    ['a wrong password', { ...credentials, password: 'secret02' }, 0x0e],
    ['no password', { systemId: 'demo' }, 0x0e],
  ])('refuses %s', async (_, body, commandStatus) => {
    const esme = smsc.connect();
    expect((await smsc.bind(esme, 'transceiver', { ...body, interfaceVersion: 0x34 })).commandStatus).toBe(
      commandStatus,
    );
    expect(smsc.simulator.sessions).toMatchObject([{ systemId: '', bindType: 'unbound' }]);
    expect((await smsc.bind(esme, 'transceiver')).commandStatus).toBe(0);
  });

  it('forgets a session that has ended', async () => {
    const esme = await smsc.bound();
    esme.transport.end();
    await settle();
    expect(smsc.simulator.sessions).toEqual([]);
  });

  it('answers enquire_link and unbind', async () => {
    const esme = await smsc.bound();
    esme.send('enquire_link', { sequenceNumber: 50 });
    esme.send('unbind', { sequenceNumber: 51 });
    await settle();
    expect(esme.take()).toEqual(['enquire_link_resp 50', 'unbind_resp 51']);
  });
});

describe('a message', () => {
  it('gets an id, arrives on the handset, and its receipt comes back', async () => {
    const esme = await smsc.bound();
    const { body } = await smsc.submit(esme);
    const messageId = body?.messageId ?? '';
    expect(messageId).toMatch(/^[0-9A-F]{10}$/);
    expect(smsc.handset).toEqual([]);

    await smsc.untilDelivered();
    expect(smsc.handset).toMatchObject([
      {
        direction: 'received',
        handset: '12025550123',
        peer: '4711',
        text: 'Hello',
        state: 'arrived',
        reason: null,
      },
    ]);
    const [receipt] = takeDeliveries(esme);
    if (receipt === undefined) throw new Error('No receipt came.');
    expect(bodyOf(receipt)).toMatchObject({
      sourceAddrTon: 1,
      sourceAddrNpi: 1,
      sourceAddr: '12025550123',
      destAddrTon: 3,
      destAddrNpi: 0,
      destinationAddr: '4711',
      esmClass: 0x04,
      dataCoding: 0,
    });
    expect(Buffer.from(bodyOf(receipt).shortMessage).toString('latin1')).toBe(
      `id:${messageId} sub:001 dlvrd:001 submit date:${START} done date:${START} stat:DELIVRD err:000 text:Hello`,
    );
    const id = findTlv(receipt, 'receipted_message_id');
    const state = findTlv(receipt, 'message_state');
    expect(id === undefined ? null : readTlvCString(id)).toBe(messageId);
    expect(state === undefined ? null : readTlvInteger(state)).toBe(2);
  });

  it.each([
    [0x00, '12025550123', false],
    [0x01, '12025550123', true],
    [0x01, '12025550199', true],
    [0x02, '12025550123', false],
    [0x02, '12025550199', true],
    [0x03, '12025550123', true],
    [0x03, '12025550199', false],
  ])('registered_delivery %i to %s: receipt %s', async (registeredDelivery, destinationAddr, isWanted) => {
    const esme = await smsc.bound();
    await smsc.submit(esme, { registeredDelivery, destinationAddr });
    await smsc.untilDelivered();
    expect(takeDeliveries(esme)).toHaveLength(isWanted ? 1 : 0);
  });

  it.each([
    ['12025550197', 'EXPIRED', 'expired', 27],
    ['12025550198', 'REJECTD', 'rejected', 11],
    ['12025550199', 'UNDELIV', 'undeliverable', 1],
  ])('to %s ends as %s', async (destinationAddr, stat, state, code) => {
    const esme = await smsc.bound();
    await smsc.submit(esme, { destinationAddr });
    await smsc.untilDelivered();
    const [receipt] = takeDeliveries(esme);
    if (receipt === undefined) throw new Error('No receipt came.');
    expect(parseReceipt(bodyOf(receipt).shortMessage, receipt.tlvs)).toMatchObject({
      stat,
      state,
      dlvrd: 0,
      networkError: { networkType: 3, code },
    });
    expect(smsc.handset).toEqual([]);
  });

  it.each([
    ['a name as destination', { destAddrTon: 5, destinationAddr: 'Shop' }, 0x0b],
    ['no destination', { destinationAddr: '' }, 0x0b],
    ['a number that takes nothing', { destinationAddr: '12025550196' }, 0x0b],
    ['a time that is none', { scheduleDeliveryTime: 'tomorrow' }, 0x61],
  ])('is refused: %s', async (_, body, commandStatus) => {
    const esme = await smsc.bound();
    expect((await smsc.submit(esme, body)).commandStatus).toBe(commandStatus);
    await smsc.untilDelivered();
    expect(esme.received).toEqual([]);
  });

  it('may leave the source address to the SMSC', async () => {
    const esme = await smsc.bound();
    await smsc.submit(esme, { sourceAddrTon: 0, sourceAddr: '', destinationAddr: '+12025550123' });
    await smsc.untilDelivered();
    expect(smsc.handset).toMatchObject([{ handset: '12025550123', peer: '2775' }]);
  });

  it('comes in data_sm with message_payload', async () => {
    const esme = await smsc.bound();
    const request = createPdu('data_sm', {
      sequenceNumber: 9,
      body: { sourceAddr: '4711', destinationAddr: '12025550123', dataCoding: 8, registeredDelivery: 1 },
      tlvs: [tlv('message_payload', Buffer.from('041f0440', 'hex'))],
    });
    expect(await smsc.ask(esme, request as Pdu)).toMatchObject({ command: 'data_sm_resp', commandStatus: 0 });
    await smsc.untilDelivered();
    expect(smsc.handset).toMatchObject([{ text: 'Пр' }]);
    const [receipt] = takeDeliveries(esme);
    expect(receipt && parseReceipt(bodyOf(receipt).shortMessage).text).toBe('');
  });

  it('goes to several destinations with submit_multi', async () => {
    const esme = await smsc.bound();
    const address = (destinationAddr: string) =>
      ({ destFlag: 1, destAddrTon: 1, destAddrNpi: 1, destinationAddr }) as const;
    const request = createPdu('submit_multi', {
      sequenceNumber: 9,
      body: {
        sourceAddr: '4711',
        destAddresses: [address('12025550101'), { destFlag: 2, dlName: 'friends' }, address('12025550102')],
        registeredDelivery: 1,
        shortMessage: latin1('All'),
      },
    });
    const response = await smsc.ask(esme, request);
    if (response.command !== 'submit_multi_resp') throw new Error(response.command);
    expect(response.commandStatus).toBe(0);
    expect(response.body?.unsuccessSmes).toMatchObject([
      { destinationAddr: 'friends', errorStatusCode: 0x34 },
    ]);
    await smsc.untilDelivered();
    expect(smsc.handset.map(({ handset }) => handset)).toEqual(['12025550101', '12025550102']);
    expect(takeDeliveries(esme)).toHaveLength(2);
  });

  it('to an ESME of 3.3 has a short id, and no TLVs in its receipt', async () => {
    const esme = await smsc.bound('transmitter', 0x33);
    const receiver = await smsc.bound('receiver', 0x33);
    expect((await smsc.submit(esme)).body?.messageId).toMatch(/^[0-9A-F]{8}$/);
    await smsc.untilDelivered();
    const [receipt] = takeDeliveries(receiver);
    expect(receipt?.tlvs).toEqual([]);
  });
});

describe('a long message', () => {
  const text = 'The quick brown fox jumps over the lazy dog. '.repeat(8).trim();

  it('shows on the handset when its last part has come, in whatever order', async () => {
    const esme = await smsc.bound();
    const plan = planMessage({ text }, {}, () => 9);
    if (!plan.ok) throw new Error(plan.sentence);
    expect(plan.segments).toHaveLength(3);
    const ids = new Set<string>();
    for (const segment of [...plan.segments].reverse()) {
      expect(smsc.handset).toEqual([]);
      const { body } = await smsc.submit(esme, { esmClass: 0x40, shortMessage: segment.octets });
      ids.add(body?.messageId ?? '');
    }
    await smsc.untilDelivered();
    expect(smsc.handset).toMatchObject([{ text, peer: '4711', reason: null }]);
    expect(ids.size).toBe(3);
    expect(takeDeliveries(esme)).toHaveLength(3);
  });

  it('shows as far as it came when too many others wait for their parts', async () => {
    const esme = await smsc.bound();
    for (let reference = 0; reference <= 200; reference += 1) {
      const header = [6, 8, 4, reference >> 8, reference & 0xff, 2, 1];
      await smsc.submit(esme, {
        esmClass: 0x40,
        registeredDelivery: 0,
        shortMessage: Uint8Array.of(...header, 0x41),
      });
    }
    await smsc.untilDelivered();
    expect(smsc.handset).toMatchObject([{ text: 'A[…]', reason: 'Part 2 of 2 is missing.' }]);
  });
});

describe('receipts', () => {
  it('wait for a receiver of the same system_id', async () => {
    const open = new SimulatedSmsc();
    await open.start(true);
    const transmitter = await open.bound('transmitter', 0x34, 'alpha');
    const other = await open.bound('receiver', 0x34, 'beta');
    await open.submit(transmitter);
    await open.untilDelivered();
    expect(other.received).toEqual([]);
    const receiver = await open.bound('receiver', 0x34, 'alpha');
    expect(takeDeliveries(receiver)).toHaveLength(1);
    expect(transmitter.received).toEqual([]);
    await settle();
    const stopped = open.simulator.stop();
    await open.clock.advanceAsync(60_000);
    await stopped;
  });

  it('go to the session that submitted, as long as it can receive', async () => {
    const first = await smsc.bound();
    const second = await smsc.bound();
    await smsc.submit(second);
    await smsc.untilDelivered();
    expect(takeDeliveries(first)).toHaveLength(0);
    expect(takeDeliveries(second)).toHaveLength(1);
    await smsc.submit(second);
    second.transport.destroy();
    await smsc.untilDelivered();
    expect(takeDeliveries(first)).toHaveLength(1);
  });

  it('come again after a temporary refusal', async () => {
    const esme = await smsc.bound();
    await smsc.submit(esme);
    await smsc.untilDelivered();
    expect(takeDeliveries(esme, 0x64)).toHaveLength(1);
    await smsc.clock.advanceAsync(4_999);
    expect(takeDeliveries(esme)).toHaveLength(0);
    await smsc.clock.advanceAsync(1);
    expect(takeDeliveries(esme)).toHaveLength(1);
  });

  it('come again on the next session when the link broke before they were acknowledged', async () => {
    const esme = await smsc.bound();
    await smsc.submit(esme);
    await smsc.untilDelivered();
    expect(esme.received).toHaveLength(1);
    esme.transport.destroy();
    await settle();
    expect(takeDeliveries(await smsc.bound())).toHaveLength(1);
  });
});

describe('query_sm, cancel_sm and replace_sm', () => {
  const query = (messageId: string, sourceAddr = '4711') =>
    createPdu('query_sm', { sequenceNumber: 90, body: { messageId, sourceAddr } }) as Pdu;

  it('tell the state and the final date', async () => {
    const esme = await smsc.bound();
    const { body } = await smsc.submit(esme);
    const messageId = body?.messageId ?? '';
    expect(await smsc.ask(esme, query(messageId))).toMatchObject({
      commandStatus: 0,
      body: { messageId, messageState: 1, finalDate: '', errorCode: 0 },
    });
    await smsc.untilDelivered();
    expect(await smsc.ask(esme, query(messageId))).toMatchObject({
      body: { messageState: 2, finalDate: `${START}20400+` },
    });
  });

  it.each([
    ['an id that is none', 'FFFF', '4711'],
    ['another source address', '', '4712'],
  ])('refuse %s', async (_, id, sourceAddr) => {
    const esme = await smsc.bound();
    const { body } = await smsc.submit(esme);
    const response = await smsc.ask(esme, query(id === '' ? (body?.messageId ?? '') : id, sourceAddr));
    expect(response.commandStatus).toBe(0x0c);
  });

  it('cancel what is on its way, and say so in the receipt', async () => {
    const esme = await smsc.bound();
    const { body } = await smsc.submit(esme);
    const cancel = (sequenceNumber: number): Pdu =>
      createPdu('cancel_sm', {
        sequenceNumber,
        body: { messageId: body?.messageId ?? '', sourceAddr: '4711', destinationAddr: '12025550123' },
      });
    expect(await smsc.ask(esme, cancel(91))).toMatchObject({ command: 'cancel_sm_resp', commandStatus: 0 });
    const [receipt] = takeDeliveries(esme);
    expect(receipt && parseReceipt(bodyOf(receipt).shortMessage, receipt.tlvs).state).toBe('deleted');
    await smsc.untilDelivered();
    expect(smsc.handset).toEqual([]);
    expect((await smsc.ask(esme, cancel(92))).commandStatus).toBe(0x11);
  });

  it('cancel by addresses where the id is left out', async () => {
    const esme = await smsc.bound();
    await smsc.submit(esme, { registeredDelivery: 0 });
    await smsc.submit(esme, { registeredDelivery: 0, destinationAddr: '12025550124' });
    const body = { sourceAddr: '4711', destinationAddr: '12025550123' };
    const cancel = createPdu('cancel_sm', { sequenceNumber: 91, body }) as Pdu;
    expect((await smsc.ask(esme, cancel)).commandStatus).toBe(0);
    await smsc.untilDelivered();
    expect(smsc.handset).toMatchObject([{ handset: '12025550124' }]);
  });

  it('replace the text of what is on its way', async () => {
    const esme = await smsc.bound();
    const { body } = await smsc.submit(esme);
    const replace = (sequenceNumber: number): Pdu =>
      createPdu('replace_sm', {
        sequenceNumber,
        body: { messageId: body?.messageId ?? '', sourceAddr: '4711', shortMessage: latin1('Bye') },
      });
    expect((await smsc.ask(esme, replace(91))).commandStatus).toBe(0);
    await smsc.untilDelivered();
    expect(smsc.handset).toMatchObject([{ text: 'Bye' }]);
    expect((await smsc.ask(esme, replace(92))).commandStatus).toBe(0x13);
  });
});
