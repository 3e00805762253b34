import { afterEach, describe, expect, it } from 'vitest';
import { createPdu } from '#shared/smpp/pdu';
import { settle } from '#test/support/fake-clock';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

const long = 'a'.repeat(153 * 2 + 1);
const tlv = (tag: number, ...octets: number[]) => ({ tag, value: Uint8Array.from(octets) });
const idTlv = (id: string) => tlv(0x001e, ...Array.from(id, (character) => character.charCodeAt(0)), 0);

describe('a delivery receipt', () => {
  it.each([
    ['DELIVRD', 'delivered'],
    ['EXPIRED', 'expired'],
    ['DELETED', 'deleted'],
    ['UNDELIV', 'undeliverable'],
    ['ACCEPTD', 'acknowledged'],
    ['UNKNOWN', 'unknown'],
    ['REJECTD', 'rejected'],
    ['ENROUTE', 'enroute'],
  ])('with stat:%s makes its message %s', async (stat, state) => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    expect(await harness.receipt('ID-1', stat)).toBe(0);
    expect(harness.latest(view.id).state).toBe(state);
    expect(harness.payloads('message.receiptUnmatched')).toEqual([]);
  });

  it('is stored before it is answered', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    let isAnswered = false;
    const text = 'id:ID-1 stat:DELIVRD err:000';
    const answer = harness.deliver(text, { esmClass: 4 }).then(() => (isAnswered = true));
    harness.hub.subscribe((event) => {
      if (event.name === 'message.changed') expect(isAnswered).toBe(false);
    });
    await answer;
    expect(harness.latest(view.id).state).toBe('delivered');
  });

  it('says in words what the network said', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    await harness.deliver('id:ID-1 stat:UNDELIV err:075 text:-', { esmClass: 4 }, [tlv(0x0423, 3, 0, 11)]);
    expect(harness.latest(view.id)).toMatchObject({
      state: 'undeliverable',
      reason: 'The SMSC’s receipt says UNDELIV with error 075. Network error code 11.',
    });
  });

  it('is matched by receipted_message_id before the id of the text', async () => {
    const harness = await new ServiceHarness().start();
    const byTlv = await harness.submitAccepted(['6000']);
    const byText = await harness.submitAccepted(['5000']);
    await harness.deliver('id:5000 stat:DELIVRD', { esmClass: 4 }, [idTlv('6000')]);
    expect(harness.latest(byTlv.id).state).toBe('delivered');
    expect(harness.latest(byText.id).state).toBe('accepted');
  });

  it('is matched by the id of the text when the TLV names no message of ours', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['5000']);
    await harness.deliver('id:5000 stat:DELIVRD', { esmClass: 4 }, [idTlv('sequence@77')]);
    expect(harness.latest(view.id).state).toBe('delivered');
  });

  it.each([
    ['in another case', 'abc', 'ABC', { conversion: 'same', ignoresPadding: false, ignoresCase: true }],
    ['with zeros in front', '17', '0017', { conversion: 'same', ignoresPadding: true, ignoresCase: false }],
    ['in decimal', '39f99dd5', '972660181', { conversion: 'response-hex' }],
    ['in decimal with zeros', '39f99dd5', '0972660181', { conversion: 'response-hex' }],
    ['in hexadecimal', '281605133', '10C8F40D', { conversion: 'response-decimal' }],
  ])('whose id comes back %s is matched, and the rule is offered once', async (_, response, id, rule) => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted([response]);
    await harness.receipt(id, 'DELIVRD');
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(harness.payloads('message.receiptRuleSuggested')).toMatchObject([
      { trunkName: 'Demo', rule, example: { response, receipt: id } },
    ]);
    await harness.submitAccepted([`${response}1`]);
    await harness.receipt(id, 'DELIVRD');
    expect(harness.payloads('message.receiptRuleSuggested')).toHaveLength(1);
  });

  it('whose id would only do by another rule is not matched when it comes from another handset', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['abc']);
    await harness.receipt('ABC', 'DELIVRD', { sourceAddr: '12025550999' });
    expect(harness.latest(view.id).state).toBe('accepted');
    expect(harness.payloads('message.receiptUnmatched')).toMatchObject([
      {
        trunkName: 'Demo',
        smscMessageId: 'ABC',
        reason: 'No message that was sent over this trunk has the message_id ABC.',
      },
    ]);
  });

  it('is read by the rule of the trunk, which is not offered again', async () => {
    const harness = await new ServiceHarness().start();
    const receiptIds = { conversion: 'response-hex', ignoresPadding: true, ignoresCase: false } as const;
    harness.link.settings = { ...harness.link.settings, receiptIds };
    const view = await harness.submitAccepted(['1f']);
    await harness.receipt('0000000031', 'DELIVRD');
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(harness.payloads('message.receiptRuleSuggested')).toEqual([]);
  });

  it('comes in data_sm too, its text in message_payload', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['D-1']);
    const payload = new TextEncoder().encode('id:D-1 stat:DELIVRD err:000');
    const request = createPdu('data_sm', {
      sequenceNumber: 9,
      body: { esmClass: 4, sourceAddr: '12025550123', destinationAddr: '4477' },
      tlvs: [{ tag: 0x0424, value: payload }],
    });
    expect(await harness.service.inbound.receive(harness.link.trunkId, 'Demo', request)).toBe(0);
    await settle();
    expect(harness.latest(view.id).state).toBe('delivered');
  });

  it('with esm_class 0 is a receipt if its id is known, marked as such', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['P-1']);
    await harness.receipt('P-1', 'DELIVRD', { esmClass: 0 });
    expect(harness.latest(view.id)).toMatchObject({
      state: 'delivered',
      reason: 'The SMSC sent this receipt as an ordinary message (esm_class 0x00).',
    });
    expect(await harness.messagesWith('12025550123')).toHaveLength(1);
  });

  it.each([0x04, 0x00, 0x20, 0x44])('is read from UCS-2 as well, with esm_class %i', async (esmClass) => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['U-1']);
    const octets = Buffer.from(
      'id:U-1 sub:001 dlvrd:001 stat:DELIVRD err:000 text:Grüße',
      'utf16le',
    ).swap16();
    const header = esmClass === 0x44 ? [5, 0, 3, 9, 1, 1] : [];
    await harness.deliver(Uint8Array.from([...header, ...octets]), { esmClass, dataCoding: 8 });
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(await harness.messagesWith('12025550123')).toHaveLength(1);
  });

  it('may have no text at all, only its TLVs', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['T-1']);
    await harness.deliver('', { esmClass: 4 }, [idTlv('T-1'), tlv(0x0427, 5), tlv(0x0423, 3, 0, 75)]);
    expect(harness.latest(view.id)).toMatchObject({
      state: 'undeliverable',
      reason: 'Network error code 75.',
    });
  });

  it('may have its text in the message_payload of a deliver_sm', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['M-1']);
    const value = new TextEncoder().encode('id:M-1 stat:DELIVRD err:000');
    await harness.deliver('', { esmClass: 4 }, [{ tag: 0x0424, value }]);
    expect(harness.latest(view.id).state).toBe('delivered');
  });

  it('with esm_class 0 and an unknown id is a message, and not lost', async () => {
    const harness = await new ServiceHarness().start();
    await harness.receipt('other', 'DELIVRD', { esmClass: 0 });
    const [message] = await harness.messagesWith('12025550123');
    expect(message?.text).toContain('id:other');
  });

  it('that names no message is shown with what it says', async () => {
    const harness = await new ServiceHarness().start();
    expect(await harness.deliver('stat:DELIVRD', { esmClass: 4 })).toBe(0);
    expect(harness.payloads('message.receiptUnmatched')).toEqual([
      {
        trunkName: 'Demo',
        smscMessageId: '',
        text: 'stat:DELIVRD',
        reason: 'The receipt names no message_id.',
      },
    ]);
  });

  it('whose state cannot be read changes no state, and is shown', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    await harness.receipt('ID-1', 'WHATEVER');
    expect(harness.latest(view.id).state).toBe('accepted');
    expect(harness.latest(view.id).reason).toContain('stat:WHATEVER');
  });
});

describe('order of receipts', () => {
  it('one that overtakes the response is kept, not shown as unmatched, and matched by the response', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    expect(await harness.receipt('FAST', 'DELIVRD')).toBe(0);
    expect(harness.latest(view.id).state).toBe('sent');
    harness.link.accept('FAST');
    await settle();
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(harness.payloads('message.receiptUnmatched')).toEqual([]);
  });

  it('one that overtakes the response is matched by the id of its text when its TLV names another', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    await harness.deliver('id:5000 stat:DELIVRD', { esmClass: 4 }, [idTlv('sequence@77')]);
    harness.link.accept('5000');
    await settle();
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(harness.payloads('message.receiptUnmatched')).toEqual([]);
  });

  it('one that overtakes the response as an ordinary message is shown as one, and counts when the id is known', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    await harness.receipt('FAST', 'DELIVRD', { esmClass: 0 });
    harness.link.accept('FAST');
    await settle();
    expect(harness.latest(view.id)).toMatchObject({ state: 'delivered' });
    expect(await harness.messagesWith('12025550123')).toMatchObject([
      { state: 'delivered' },
      { state: 'received' },
    ]);
  });

  it('is shown as unmatched once everything in flight when it came has its outcome', async () => {
    const harness = await new ServiceHarness().start();
    await harness.submit();
    await harness.receipt('STRANGER', 'DELIVRD');
    await harness.submit({ text: 'later, so it cannot be the one' });
    expect(harness.payloads('message.receiptUnmatched')).toEqual([]);
    harness.link.accept('MINE');
    await settle();
    expect(harness.payloads('message.receiptUnmatched')).toMatchObject([{ smscMessageId: 'STRANGER' }]);
  });

  it('is matched by a late response even after it was shown as unmatched', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    await harness.receipt('SLOW', 'DELIVRD');
    const sequenceNumber = harness.link.conclude({ kind: 'timeout' });
    await settle();
    expect(harness.payloads('message.receiptUnmatched')).toHaveLength(1);
    const response = createPdu('submit_sm_resp', { sequenceNumber, body: { messageId: 'SLOW' } });
    harness.links.late.emit({ trunkId: harness.link.trunkId, sessionId: 1, sequenceNumber, response });
    await settle();
    expect(harness.latest(view.id).state).toBe('delivered');
  });

  it('a final state is not overwritten by one that is not final and comes late', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    await harness.receipt('ID-1', 'DELIVRD');
    await harness.receipt('ID-1', 'ENROUTE');
    await harness.receipt('ID-1', 'ACCEPTD');
    expect(harness.latest(view.id)).toMatchObject({ state: 'delivered', reason: null });
  });

  it('nor is its reason', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    await harness.receipt('ID-1', 'EXPIRED');
    const { reason } = harness.latest(view.id);
    expect(reason).toContain('EXPIRED');
    await harness.receipt('ID-1', 'ENROUTE');
    await harness.receipt('ID-1', 'WHATEVER');
    expect(harness.latest(view.id)).toMatchObject({ state: 'expired', reason });
  });

  it('“accepted” on the way and then delivered ends delivered', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['ID-1']);
    await harness.receipt('ID-1', 'ACCEPTD');
    await harness.receipt('ID-1', 'DELIVRD');
    expect(harness.latest(view.id).state).toBe('delivered');
  });
});

describe('receipts of several segments', () => {
  it('make the message delivered only when all are', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['A', 'B', 'C'], { text: long });
    await harness.receipt('B', 'DELIVRD');
    await harness.receipt('A', 'DELIVRD');
    expect(harness.latest(view.id)).toMatchObject({ state: 'accepted', reason: '2 of 3 parts delivered.' });
    await harness.receipt('C', 'DELIVRD');
    expect(harness.latest(view.id)).toMatchObject({ state: 'delivered', reason: null });
  });

  it('say how many parts arrived when one failed', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['A', 'B', 'C'], { text: long });
    for (const [id, stat] of [
      ['A', 'DELIVRD'],
      ['B', 'UNDELIV'],
      ['C', 'DELIVRD'],
    ] as const) {
      await harness.receipt(id, stat);
    }
    expect(harness.latest(view.id)).toMatchObject({
      state: 'undeliverable',
      reason: '2 of 3 parts delivered. The SMSC’s receipt says UNDELIV.',
    });
  });

  it('with one id for all parts are taken by the parts in turn', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['S', 'S', 'S'], { text: long });
    await harness.receipt('S', 'DELIVRD');
    await harness.receipt('S', 'DELIVRD');
    expect(harness.latest(view.id).state).toBe('accepted');
    await harness.receipt('S', 'DELIVRD');
    expect(harness.latest(view.id).state).toBe('delivered');
  });
});

describe('an id that is not unique', () => {
  it('matches none of two messages that both wait for a receipt', async () => {
    const harness = await new ServiceHarness().start();
    const first = await harness.submitAccepted(['7']);
    const second = await harness.submitAccepted(['7']);
    await harness.receipt('7', 'DELIVRD');
    expect(harness.latest(first.id).state).toBe('accepted');
    expect(harness.latest(second.id).state).toBe('accepted');
    expect(harness.payloads('message.receiptUnmatched')).toMatchObject([
      {
        smscMessageId: '7',
        reason: 'Two messages that wait for a receipt have the message_id 7, so it was matched to neither.',
      },
    ]);
  });

  it('matches the one that waits when the other has its receipt: SMSCs use ids again', async () => {
    const harness = await new ServiceHarness().start();
    const first = await harness.submitAccepted(['7']);
    await harness.receipt('7', 'UNDELIV');
    const second = await harness.submitAccepted(['7']);
    await harness.receipt('7', 'DELIVRD');
    expect(harness.latest(first.id).state).toBe('undeliverable');
    expect(harness.latest(second.id).state).toBe('delivered');
  });

  it('of another trunk is another message', async () => {
    const harness = await new ServiceHarness().start();
    const other = harness.links.add('Other');
    const view = await harness.submit({ target: { kind: 'trunk', trunkId: other.trunkId } });
    other.accept('X');
    await settle();
    await harness.receipt('X', 'DELIVRD');
    expect(harness.latest(view.id).state).toBe('accepted');
  });
});
