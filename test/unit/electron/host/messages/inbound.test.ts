import { afterEach, describe, expect, it } from 'vitest';
import { MemoryStore } from '#test/support/memory-store';
import type { WriteInput, WriteKind, WriteOutput } from '#electron/host/storage/operations';
import { createPdu, type Pdu } from '#shared/smpp/pdu';
import { assertNoErrors, gsm7, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

const ESME_RX_T_APPN = 0x64;

/** User data of one part with an 8-bit concatenation header. */
function part(reference: number, total: number, number: number, text: string | Uint8Array): Uint8Array {
  const octets = typeof text === 'string' ? gsm7(text) : text;
  return Uint8Array.from([5, 0, 3, reference, total, number, ...octets]);
}

function sar(reference: number, total: number, number: number) {
  const tlv = (tag: number, ...octets: number[]) => ({ tag, value: Uint8Array.from(octets) });
  return [tlv(0x020c, reference >> 8, reference & 0xff), tlv(0x020e, total), tlv(0x020f, number)];
}

describe('an inbound message', () => {
  it('is in the conversation with its number when it is answered with 0, unread', async () => {
    const harness = await new ServiceHarness().start();
    expect(await harness.deliver('Hi there')).toBe(0);
    const conversations = await harness.conversations();
    expect(conversations).toMatchObject([
      {
        peer: '12025550123',
        ownAddress: '4477',
        trunkId: 'Demo',
        lastText: 'Hi there',
        lastDirection: 'mo',
        lastState: 'received',
        unreadCount: 1,
      },
    ]);
    expect(await harness.messagesWith('12025550123')).toMatchObject([
      {
        direction: 'mo',
        text: 'Hi there',
        encoding: 'gsm7',
        state: 'received',
        reason: null,
        segmentTotal: 1,
      },
    ]);
    expect(harness.payloads('conversation.changed')).toHaveLength(1);
  });

  it('joins what was sent to the same number, however it was written', async () => {
    const harness = await new ServiceHarness().start();
    await harness.submit({ destinationAddress: '+1 202-555-0123' });
    await harness.deliver('one');
    await harness.deliver('two', { sourceAddr: '+12025550123' });
    const conversations = await harness.conversations();
    expect(conversations).toHaveLength(1);
    expect(conversations[0]?.unreadCount).toBe(2);
    await harness.submit();
    expect(harness.payloads('conversation.changed').at(-1)?.unreadCount).toBe(2);
    expect(await harness.messagesWith('12025550123')).toHaveLength(4);
    const [conversation] = conversations;
    if (conversation === undefined) throw new Error('No conversation.');
    await harness.store.write('markRead', { id: conversation.id });
    expect(harness.payloads('conversation.changed').at(-1)?.unreadCount).toBe(0);
  });

  it.each([
    ['ucs2', 8, Uint8Array.from([0x04, 0x1f, 0x04, 0x40]), 'Пр'],
    ['latin1', 3, Uint8Array.from([0x63, 0x61, 0x66, 0xe9]), 'café'],
    ['ascii', 1, Uint8Array.from([0x40, 0x24]), '@$'],
    ['gsm7', 0, Uint8Array.from([0x00, 0x02, 0x1b, 0x65]), '@$€'],
  ])('is read as %s by data_coding %i', async (encoding, dataCoding, octets, text) => {
    const harness = await new ServiceHarness().start();
    await harness.deliver(octets, { dataCoding });
    expect(await harness.messagesWith('12025550123')).toMatchObject([{ encoding, text, reason: null }]);
  });

  it('in no alphabet that is read here is kept as its octets, with a note', async () => {
    const harness = await new ServiceHarness().start();
    await harness.deliver(Uint8Array.from([0xde, 0xad]), { dataCoding: 4 });
    expect(await harness.messagesWith('12025550123')).toMatchObject([
      {
        encoding: 'binary',
        text: 'de ad',
        reason: 'Its data_coding 0x04 names no alphabet that is read here, so the octets are shown.',
      },
    ]);
  });

  it('with octets that its alphabet does not have keeps them in the note', async () => {
    const harness = await new ServiceHarness().start();
    await harness.deliver(Uint8Array.from([0x63, 0xe9]));
    const [message] = await harness.messagesWith('12025550123');
    expect(message?.reason).toBe('Octet 0xE9 is no septet of GSM 7-bit. The octets: 63 e9.');
  });

  it('is read from message_payload and from data_sm', async () => {
    const harness = await new ServiceHarness().start();
    const text = 'x'.repeat(300);
    await harness.deliver('', {}, [{ tag: 0x0424, value: gsm7(text) }]);
    const request = createPdu('data_sm', {
      sequenceNumber: 2,
      body: { sourceAddr: '12025550123', destinationAddr: '4477' },
      tlvs: [{ tag: 0x0424, value: gsm7('by data_sm') }],
    });
    await harness.service.inbound.receive(harness.link.trunkId, 'Demo', request);
    const messages = await harness.messagesWith('12025550123');
    expect(messages.map((message) => message.text)).toEqual([text, 'by data_sm']);
  });

  it('goes to the store without the rest of the socket’s buffer', async () => {
    const stored: Uint8Array[] = [];
    class WatchedStore extends MemoryStore {
      override write<K extends WriteKind>(kind: K, input: WriteInput<K>): Promise<WriteOutput<K>> {
        if ('octets' in input) stored.push(input.octets);
        return super.write(kind, input);
      }
    }
    const store = new WatchedStore((error) => {
      throw error;
    });
    const harness = await new ServiceHarness(store).start();
    const chunk = Buffer.alloc(65_536, 0x41);
    await harness.deliver(chunk.subarray(100, 105));
    expect(stored.map((octets) => octets.buffer.byteLength)).toEqual([5]);
  });

  it('that is an acknowledgement of the handset says so', async () => {
    const harness = await new ServiceHarness().start();
    await harness.deliver('ok', { esmClass: 0x08 });
    const [message] = await harness.messagesWith('12025550123');
    expect(message?.reason).toBe('This is the handset’s delivery acknowledgement (esm_class 0x08).');
  });

  it('that cannot be stored is left with the SMSC, to be sent again', async () => {
    const store = new MemoryStore((error) => {
      throw error;
    });
    const harness = await new ServiceHarness(store).start();
    await store.close();
    expect(await harness.deliver('Hi')).toBe(ESME_RX_T_APPN);
    expect(await harness.receipt('ID', 'DELIVRD')).toBe(ESME_RX_T_APPN);
    expect(harness.errors.splice(0)).toHaveLength(2);
  });

  it('of another command, or without a body, is refused by its kind', async () => {
    const harness = await new ServiceHarness().start();
    const { trunkId } = harness.link;
    const bare = createPdu('deliver_sm', { sequenceNumber: 1, body: null });
    expect(await harness.service.inbound.receive(trunkId, 'Demo', bare)).toBe(0x02);
    const other = createPdu('alert_notification', { sequenceNumber: 1 });
    expect(await harness.service.inbound.receive(trunkId, 'Demo', other)).toBe(0x03);
  });
});

describe('an inbound message in parts', () => {
  it('is shown from the first part on, with what is missing, and whole in any order', async () => {
    const harness = await new ServiceHarness().start();
    const udhi = { esmClass: 0x40 };
    await harness.deliver(part(7, 3, 3, 'three'), udhi);
    expect(await harness.messagesWith('12025550123')).toMatchObject([
      {
        text: '[…]three',
        reason: 'Parts 1 and 2 of 3 are still to come.',
        segmentTotal: 3,
        segments: [{ number: 3 }],
      },
    ]);
    await harness.deliver(part(7, 3, 1, 'one '), udhi);
    expect(await harness.messagesWith('12025550123')).toMatchObject([
      { text: 'one […]three', reason: 'Part 2 of 3 is still to come.' },
    ]);
    await harness.clock.advanceAsync(6 * 60_000);
    expect(await harness.messagesWith('12025550123')).toMatchObject([
      { text: 'one […]three', reason: 'Part 2 of 3 is missing.' },
    ]);
    await harness.deliver(part(7, 3, 2, 'two '), udhi);
    const messages = await harness.messagesWith('12025550123');
    expect(messages).toMatchObject([{ text: 'one two three', reason: null }]);
    expect(messages[0]?.segments.map((segment) => segment.number)).toEqual([1, 2, 3]);
    const conversations = await harness.conversations();
    expect(conversations[0]).toMatchObject({ unreadCount: 1, lastText: 'one two three' });
  });

  it('by SAR TLVs and by a 16-bit reference', async () => {
    const harness = await new ServiceHarness().start();
    await harness.deliver('SAR ', {}, sar(0x1234, 2, 1));
    await harness.deliver('works', {}, sar(0x1234, 2, 2));
    const wide = (number: number, text: string) =>
      Uint8Array.from([6, 8, 4, 0x12, 0x34, 2, number, ...gsm7(text)]);
    await harness.deliver(wide(2, 'too'), { esmClass: 0x40 });
    await harness.deliver(wide(1, 'UDH16 '), { esmClass: 0x40 });
    const messages = await harness.messagesWith('12025550123');
    expect(messages.map((message) => message.text)).toEqual(['SAR works', 'UDH16 too']);
  });

  it('comes together from deliver_sm and data_sm, short_message and message_payload, over any bind', async () => {
    const harness = await new ServiceHarness().start();
    const { trunkId, trunkName } = harness.link;
    const addresses = { sourceAddr: '12025550123', destinationAddr: '4477' };
    const payload = (octets: Uint8Array) => ({ tag: 0x0424, value: octets });
    const pdus: readonly [Pdu, number][] = [
      [
        createPdu('data_sm', {
          sequenceNumber: 7,
          body: { ...addresses, esmClass: 0x40 },
          tlvs: [payload(part(3, 3, 3, 'three'))],
        }),
        31,
      ],
      [
        createPdu('deliver_sm', {
          sequenceNumber: 7,
          body: { ...addresses, esmClass: 0x40, shortMessage: part(3, 3, 1, 'one ') },
        }),
        32,
      ],
      [
        createPdu('deliver_sm', {
          sequenceNumber: 8,
          body: { ...addresses, esmClass: 0x40 },
          tlvs: [payload(part(3, 3, 2, 'two '))],
        }),
        31,
      ],
      [
        createPdu('data_sm', {
          sequenceNumber: 9,
          body: addresses,
          tlvs: [payload(gsm7('SAR')), ...sar(4, 2, 2)],
        }),
        32,
      ],
      [
        createPdu('deliver_sm', {
          sequenceNumber: 10,
          body: addresses,
          tlvs: [payload(gsm7('and ')), ...sar(4, 2, 1)],
        }),
        31,
      ],
    ];
    for (const [pdu, sessionId] of pdus) {
      expect(await harness.service.inbound.receive(trunkId, trunkName, pdu, sessionId)).toBe(0);
    }
    const messages = await harness.messagesWith('12025550123');
    expect(messages.map(({ text, reason }) => [text, reason])).toEqual([
      ['one two three', null],
      ['and SAR', null],
    ]);
    const { entries } = await harness.store.read('getHistory', {
      id: messages[0]!.id,
      run: harness.service.run,
    });
    const places = entries.flatMap(({ pdu }) => (pdu === null ? [] : [[pdu.sessionId, pdu.sequenceNumber]]));
    expect(places).toEqual([
      [31, 7],
      [32, 7],
      [31, 8],
    ]);
  });

  it('is answered over the trunk and from the number that it came to, whatever was used before', async () => {
    const harness = await new ServiceHarness().start();
    const other = harness.links.add('Other');
    await harness.submit({ sourceAddress: '4477' });
    await harness.deliver('Hi', { destinationAddr: '4488' }, [], other);
    const [conversation] = await harness.conversations();
    expect(conversation).toMatchObject({ trunkId: other.trunkId, groupId: null, ownAddress: '4488' });
  });

  it('cut inside a surrogate pair is whole again', async () => {
    const harness = await new ServiceHarness().start();
    const udhi = { esmClass: 0x40, dataCoding: 8 };
    await harness.deliver(part(1, 2, 2, Uint8Array.from([0xde, 0x00])), udhi);
    await harness.deliver(part(1, 2, 1, Uint8Array.from([0xd8, 0x3d])), udhi);
    expect(await harness.messagesWith('12025550123')).toMatchObject([{ text: '😀', reason: null }]);
  });

  it('drops a part that the SMSC sends again, also when the message is whole', async () => {
    const harness = await new ServiceHarness().start();
    const udhi = { esmClass: 0x40 };
    for (const number of [1, 1, 2, 2, 1]) {
      expect(await harness.deliver(part(9, 2, number, `p${number}`), udhi)).toBe(0);
    }
    expect(await harness.messagesWith('12025550123')).toMatchObject([{ text: 'p1p2' }]);
  });

  it('begins a new message when a reference is used again with another text', async () => {
    const harness = await new ServiceHarness().start();
    const udhi = { esmClass: 0x40 };
    await harness.deliver(part(9, 2, 1, 'old '), udhi);
    harness.clock.advance(1000);
    await harness.deliver(part(9, 2, 1, 'new '), udhi);
    await harness.deliver(part(9, 2, 2, 'text'), udhi);
    const messages = await harness.messagesWith('12025550123');
    expect(messages.map((message) => message.text)).toEqual(['old […]', 'new text']);
  });

  it('begins a new message with the same octets after the time in which an SMSC tries again', async () => {
    const harness = await new ServiceHarness().start();
    const udhi = { esmClass: 0x40 };
    await harness.deliver(part(9, 2, 1, 'same'), udhi);
    harness.clock.advance(11 * 60 * 1000);
    await harness.deliver(part(9, 2, 1, 'same'), udhi);
    expect(await harness.messagesWith('12025550123')).toHaveLength(2);
  });

  it('keeps apart what has another sender, total or kind of reference', async () => {
    const harness = await new ServiceHarness().start();
    await harness.deliver(part(9, 2, 1, 'a'), { esmClass: 0x40 });
    await harness.deliver(part(9, 3, 2, 'b'), { esmClass: 0x40 });
    await harness.deliver('c', {}, sar(9, 2, 2));
    await harness.deliver(part(9, 2, 2, 'd'), { esmClass: 0x40, sourceAddr: '12025550199' });
    expect(await harness.messagesWith('12025550123')).toHaveLength(3);
    expect(await harness.messagesWith('12025550199')).toHaveLength(1);
  });

  it('with a header that does not hold together is shown with what is wrong', async () => {
    const harness = await new ServiceHarness().start();
    await harness.deliver(Uint8Array.from([9, 0, 3, 1]), { esmClass: 0x40 });
    const [message] = await harness.messagesWith('12025550123');
    expect(message?.reason).toContain('user data header says 9 octets');
  });
});
