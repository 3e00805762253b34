import { afterEach, describe, expect, it } from 'vitest';
import { createPdu } from '#shared/smpp/pdu';
import { trunkId } from '#shared/model/ids';
import { settle } from '#test/support/fake-clock';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

const long = 'a'.repeat(153 * 2 + 1);

describe('sending a message', () => {
  it('stores it as queued, commits it as sent before it leaves, and tells it accepted with its id', async () => {
    const harness = await new ServiceHarness().start();
    const statesAtLeaving: string[] = [];
    harness.link.onLeaving = () => {
      const state = harness.payloads('message.changed').at(-1)?.state;
      if (state !== undefined) statesAtLeaving.push(state);
    };
    const view = await harness.submit();
    expect(view).toMatchObject({ state: 'queued', direction: 'mt', segmentTotal: 1, trunkName: 'Demo' });
    expect(statesAtLeaving).toEqual(['sent']);
    harness.link.accept('ABC1');
    await settle();
    const latest = harness.latest(view.id);
    expect(latest).toMatchObject({ state: 'accepted', reason: null });
    expect(latest.segments).toEqual([
      { number: 1, state: 'accepted', smscMessageId: 'ABC1', commandStatus: null, reason: null },
    ]);
  });

  it('builds the submit_sm by the kind of each address and the text', async () => {
    const harness = await new ServiceHarness().start();
    await harness.submit({ sourceAddress: 'Shop', destinationAddress: '+1 (202) 555-0123', text: 'Привет' });
    await harness.submit({ sourceAddress: '', destinationAddress: '4477', isReceiptRequested: false });
    expect(harness.link.left).toMatchObject([
      {
        sourceAddrTon: 5,
        sourceAddrNpi: 0,
        sourceAddr: 'Shop',
        destAddrTon: 1,
        destAddrNpi: 1,
        destinationAddr: '12025550123',
        dataCoding: 8,
        esmClass: 0,
        registeredDelivery: 1,
      },
      {
        sourceAddrTon: 0,
        sourceAddrNpi: 0,
        sourceAddr: '',
        destAddrTon: 3,
        destAddrNpi: 0,
        destinationAddr: '4477',
        dataCoding: 0,
        registeredDelivery: 0,
      },
    ]);
    expect(harness.link.left[0]?.shortMessage).toEqual(
      Uint8Array.from([4, 0x1f, 4, 0x40, 4, 0x38, 4, 0x32, 4, 0x35, 4, 0x42]),
    );
  });

  it('cuts a long text into segments with a header of one reference, in order', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit({ text: long });
    expect(view.segments.map((segment) => segment.number)).toEqual([1, 2, 3]);
    const headers = harness.link.left.map((body) => [...body.shortMessage.slice(0, 6)]);
    const reference = headers[0]?.[3];
    expect(headers).toEqual([1, 2, 3].map((number) => [5, 0, 3, reference, 3, number]));
    expect(harness.link.left.every((body) => body.esmClass === 0x40)).toBe(true);
  });

  it('gives two long messages in flight to one destination different references', async () => {
    const harness = await new ServiceHarness(undefined, 100).start();
    for (let count = 0; count < 20; count += 1) await harness.submit({ text: long });
    const references = harness.link.left.map((body) => body.shortMessage[3]);
    expect(new Set(references).size).toBe(20);
  });

  it('uses no reference again while the message that has it is in flight', async () => {
    const harness = await new ServiceHarness(undefined, 1000).start();
    await harness.submit({ text: long });
    const held = harness.link.left[0]?.shortMessage[3];
    const inFlight = harness.link.outstanding.length;
    for (let count = 0; count < 260; count += 1) {
      await harness.submit({ text: long });
      while (harness.link.outstanding.length > inFlight) harness.link.acceptLast(`id-${count}`);
      await settle();
    }
    const references = harness.link.left.slice(inFlight).map((body) => body.shortMessage[3]);
    expect(new Set(references).size).toBe(255);
    expect(references).not.toContain(held);
  });

  it('never has more in flight than the window allows, and keeps the order', async () => {
    const harness = await new ServiceHarness(undefined, 3).start();
    const texts = Array.from({ length: 10 }, (_, index) => `Message ${index}`);
    await Promise.all(texts.map((text) => harness.submit({ text })));
    for (let round = 0; harness.link.outstanding.length > 0; round += 1) {
      expect(harness.link.outstanding.length).toBeLessThanOrEqual(3);
      harness.link.accept(`id-${round}`);
      await settle();
    }
    expect(harness.link.left.map((body) => String.fromCharCode(...body.shortMessage))).toEqual(texts);
  });

  it('tells each state of a message once', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['1', '2', '3'], { text: long });
    const states = harness.payloads('message.changed').map((message) => message.state);
    expect(states[0]).toBe('queued');
    expect(states[1]).toBe('sent');
    expect(harness.latest(view.id).state).toBe('accepted');
  });
});

describe('what is refused before it leaves', () => {
  it('a trunk that does not exist', async () => {
    const harness = await new ServiceHarness().start();
    await expect(
      harness.submit({ target: { kind: 'trunk', trunkId: trunkId.parse('gone') } }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('a trunk that only receives, with the reason', async () => {
    const harness = await new ServiceHarness().start();
    harness.link.settings = { ...harness.link.settings, bindType: 'receiver' };
    await expect(harness.submit()).rejects.toMatchObject({
      code: 'refused',
      message:
        'Demo is bound as a receiver and cannot send. Choose another trunk, or change its bind type to transceiver.',
    });
    expect(await harness.messagesWith('12025550123')).toEqual([]);
  });

  it('an address or a text that cannot be written, by field', async () => {
    const harness = await new ServiceHarness().start();
    await expect(harness.submit({ destinationAddress: '1'.repeat(21) })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { destinationAddress: 'SMPP addresses have at most 20 characters; this one has 21.' },
    });
    await expect(harness.submit({ sourceAddress: 'Банк' })).rejects.toMatchObject({
      details: { sourceAddress: 'Use characters of Latin-1 only; SMPP sends addresses octet by octet.' },
    });
    await expect(harness.submit({ text: 'a\ud800b' })).rejects.toMatchObject({
      code: 'invalid-input',
      details: { text: expect.stringContaining('position 2') as string },
    });
    expect(harness.link.left).toEqual([]);
  });
});

describe('what becomes of a message that left', () => {
  it('a refusal in words, with its command_status', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    harness.link.refuse(0x0b);
    await settle();
    expect(harness.latest(view.id)).toMatchObject({
      state: 'refused',
      reason: 'The SMSC refused it: Invalid destination address (ESME_RINVDSTADR, 0x0B).',
      segments: [{ commandStatus: 0x0b }],
    });
  });

  it('a generic_nack belongs to the message', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    harness.link.conclude({ kind: 'nack', commandStatus: 3, latencyMs: 1 });
    await settle();
    expect(harness.latest(view.id)).toMatchObject({
      state: 'refused',
      reason: 'The SMSC answered with generic_nack: Command unknown or not supported (ESME_RINVCMDID, 0x03).',
    });
  });

  it('accepted without a message_id says that receipts cannot be matched', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['']);
    expect(harness.latest(view.id)).toMatchObject({ state: 'accepted', segments: [{ smscMessageId: null }] });
    expect(harness.latest(view.id).reason).toContain('no receipt can be matched');
  });

  it('in doubt when no response comes, and never sent again by itself', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    harness.link.conclude({ kind: 'timeout' });
    await settle();
    expect(harness.latest(view.id).state).toBe('in-doubt');
    harness.link.logIn();
    await settle();
    expect(harness.link.left).toHaveLength(1);
  });

  it('a late response settles what was in doubt', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    const sequenceNumber = harness.link.conclude({ kind: 'timeout' });
    await settle();
    const response = createPdu('submit_sm_resp', { sequenceNumber, body: { messageId: 'LATE' } });
    harness.links.late.emit({ trunkId: harness.link.trunkId, sessionId: 1, sequenceNumber, response });
    await settle();
    expect(harness.latest(view.id)).toMatchObject({
      state: 'accepted',
      reason: null,
      segments: [{ smscMessageId: 'LATE' }],
    });
  });

  it('a late response of a number that was used again is that of the later request', async () => {
    const harness = await new ServiceHarness().start();
    const first = await harness.submit({ text: 'first' });
    harness.link.outstanding[0]?.onOutcome({ kind: 'timeout' }, { sessionId: 1, sequenceNumber: 7 });
    const second = await harness.submit({ text: 'second' });
    harness.link.outstanding[1]?.onOutcome({ kind: 'timeout' }, { sessionId: 1, sequenceNumber: 7 });
    await settle();
    const response = createPdu('submit_sm_resp', { sequenceNumber: 7, body: { messageId: 'LATE' } });
    const late = { trunkId: harness.link.trunkId, sessionId: 1, sequenceNumber: 7, response };
    harness.links.late.emit(late);
    harness.links.late.emit(late);
    await settle();
    expect(harness.latest(first.id).state).toBe('in-doubt');
    expect(harness.latest(second.id).state).toBe('accepted');
  });

  it('in doubt when the link breaks; what is queued waits and says for what', async () => {
    const harness = await new ServiceHarness(undefined, 1).start();
    const sent = await harness.submit({ text: 'one' });
    const queued = await harness.submit({ text: 'two' });
    harness.link.lose();
    await settle();
    expect(harness.latest(sent.id).state).toBe('in-doubt');
    expect(harness.latest(queued.id)).toMatchObject({
      state: 'queued',
      reason: 'Waits until Demo is logged in.',
    });
    harness.link.logIn();
    await settle();
    expect(harness.latest(queued.id)).toMatchObject({ state: 'sent', reason: null });
    expect(harness.link.left).toHaveLength(2);
  });

  it('parts of a refused message that have not left stay here', async () => {
    const harness = await new ServiceHarness(undefined, 1).start();
    const view = await harness.submit({ text: long });
    harness.link.refuse(0x0b);
    await settle();
    expect(harness.link.left).toHaveLength(1);
    expect(harness.latest(view.id).segments.map((segment) => [segment.state, segment.reason])).toEqual([
      ['refused', 'The SMSC refused it: Invalid destination address (ESME_RINVDSTADR, 0x0B).'],
      ['refused', 'Not sent, since part 1 was refused.'],
      ['refused', 'Not sent, since part 1 was refused.'],
    ]);
  });
});

describe('a trunk that cannot send', () => {
  it('keeps messages queued with the reason until it is logged in', async () => {
    const harness = await new ServiceHarness().start();
    harness.link.isLoggedIn = false;
    const view = await harness.submit();
    expect(view).toMatchObject({ state: 'queued', reason: 'Waits until Demo is logged in.' });
    harness.link.logIn();
    await settle();
    expect(harness.latest(view.id)).toMatchObject({ state: 'sent', reason: null });
  });

  it('what never left goes back to the queue, and leaves with the next login', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    harness.link.isLoggedIn = false;
    harness.link.outstanding[0]?.onOutcome({ kind: 'held', reason: 'The connection ended before.' }, null);
    await settle();
    expect(harness.latest(view.id)).toMatchObject({
      state: 'queued',
      reason: 'Waits until Demo is logged in.',
    });
    harness.link.logIn();
    await settle();
    expect(harness.latest(view.id)).toMatchObject({ state: 'sent', reason: null });
    expect(harness.link.left).toHaveLength(2);
  });

  it('refuses what a usable link cannot send, instead of trying for ever', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    harness.link.conclude({ kind: 'not-sent', reason: 'SMPP 3.3 has no TLVs.' });
    await settle();
    expect(harness.latest(view.id)).toMatchObject({
      state: 'refused',
      reason: 'It could not be sent: SMPP 3.3 has no TLVs.',
    });
    expect(harness.link.left).toHaveLength(1);
  });

  it('refuses what is queued when its trunk is deleted', async () => {
    const harness = await new ServiceHarness().start();
    harness.link.isLoggedIn = false;
    const view = await harness.submit();
    harness.links.remove(harness.link);
    harness.hub.emit('trunk.deleted', { ids: [harness.link.trunkId] });
    await settle();
    expect(harness.latest(view.id)).toMatchObject({
      state: 'refused',
      reason: 'Its trunk was deleted before it could be sent.',
    });
  });

  it('refuses also what comes back to the queue, or is handed in, while its trunk is being deleted', async () => {
    const harness = await new ServiceHarness().start();
    const back = await harness.submit({ text: 'comes back' });
    const handedIn = harness.submit({ text: 'handed in' });
    harness.link.isLoggedIn = false;
    harness.links.remove(harness.link);
    harness.hub.emit('trunk.deleted', { ids: [harness.link.trunkId] });
    const reason = 'The connection ended before the request left.';
    harness.link.outstanding[0]?.onOutcome({ kind: 'held', reason }, null);
    const late = await handedIn;
    await settle();
    expect(harness.latest(back.id)).toMatchObject({ state: 'refused' });
    expect(harness.latest(late.id)).toMatchObject({ state: 'refused' });
  });

  it('refuses what is queued when its trunk is deleted just before the end of the run', async () => {
    const harness = await new ServiceHarness().start();
    harness.link.isLoggedIn = false;
    const view = await harness.submit();
    harness.links.remove(harness.link);
    harness.hub.emit('trunk.deleted', { ids: [harness.link.trunkId] });
    await harness.service.close();
    expect(await harness.messagesWith('12025550123')).toMatchObject([
      { id: view.id, state: 'refused', reason: 'Its trunk was deleted before it could be sent.' },
    ]);
  });

  it('refuses what is queued when its trunk becomes a receiver', async () => {
    const harness = await new ServiceHarness().start();
    harness.link.isLoggedIn = false;
    const view = await harness.submit();
    harness.link.settings = { ...harness.link.settings, bindType: 'receiver' };
    harness.links.room.emit(harness.link.trunkId);
    await settle();
    expect(harness.latest(view.id)).toMatchObject({
      state: 'refused',
      reason:
        'Demo is bound as a receiver and cannot send. Choose another trunk, or change its bind type to transceiver.',
    });
  });
});
