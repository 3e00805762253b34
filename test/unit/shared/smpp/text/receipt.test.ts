import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageState } from '#shared/model/message';
import { encodeText } from '#shared/smpp/text/alphabets';
import { classifyInbound } from '#shared/smpp/text/message-type';
import { parseReceipt } from '#shared/smpp/text/receipt';
import { parseReceiptDate } from '#shared/smpp/text/receipt-date';
import { receiptForms } from '#test/fixtures/receipt-forms';
import { moreReceiptForms } from '#test/fixtures/receipt-forms-more';

const latin1 = (source: string): Uint8Array =>
  Uint8Array.from(source, (character) => character.charCodeAt(0));
const ascii = (source: string): Uint8Array => new TextEncoder().encode(source);
const messageId = (id: string, hasNul = true) => ({ tag: 0x001e, value: ascii(hasNul ? `${id}\0` : id) });
const messageState = (...value: number[]) => ({ tag: 0x0427, value: Uint8Array.from(value) });

describe('receipt texts as senders write them', () => {
  it.each([...receiptForms, ...moreReceiptForms].map((form) => [form.name, form] as const))(
    '%s',
    (_, form) => {
      const receipt = parseReceipt(latin1(form.source));
      expect({
        id: receipt.id,
        stat: receipt.stat,
        state: receipt.state,
        err: receipt.err,
        text: receipt.text,
        sub: receipt.sub,
        dlvrd: receipt.dlvrd,
        submit: receipt.submitDate?.local ?? null,
        done: receipt.doneDate?.local ?? null,
      }).toEqual({
        id: form.id,
        stat: form.stat,
        state: form.state,
        err: form.err,
        text: form.text,
        sub: form.sub,
        dlvrd: form.dlvrd,
        submit: form.submit,
        done: form.done,
      });
    },
  );

  it('reads a text that is a string already', () => {
    const receipt = parseReceipt('id:9A sub:001 dlvrd:001 stat:DELIVRD err:000 text:¿Qué?');
    expect(receipt).toMatchObject({ id: '9A', state: 'delivered', text: '¿Qué?' });
  });

  it('reads ASCII fields although data_coding says UCS-2', () => {
    const source = 'id:S21300000000000004458661711 sub:001 dlvrd:001 stat:DELIVRD err:000 text:  ';
    expect(parseReceipt(latin1(source), [], 'ucs2')).toMatchObject({
      id: 'S21300000000000004458661711',
      state: 'delivered',
      text: '',
    });
  });

  it('reads a receipt that is UCS-2 in fact', () => {
    const encoded = encodeText('id:77 stat:UNDELIV err:001 text:Привет', 'ucs2');
    if (!encoded.ok) throw new Error(encoded.problem.sentence);
    expect(parseReceipt(encoded.octets, [], 'ucs2')).toMatchObject({
      id: '77',
      state: 'undeliverable',
      text: 'Привет',
    });
  });

  it('keeps both ids of a receipt that has two, and the trusted one first', () => {
    const source = 'ID:149994-11650000384691 STAT:Delivered id:20d2e34e sub:001 text:1';
    expect(parseReceipt(source).messageIds).toEqual(['149994-11650000384691', '20d2e34e']);
    expect(parseReceipt(source, [messageId('20d2e34e')]).messageIds).toEqual([
      '20d2e34e',
      '149994-11650000384691',
    ]);
  });

  it('never fails on any octets', () => {
    const piece = fc.constantFrom(
      'id:',
      ' stat:',
      ' text:',
      ' err:',
      ' submit date:',
      'DELIVRD',
      ' ',
      '\0',
      '7',
    );
    const octets = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(piece, { maxLength: 30 }).map((pieces) => latin1(pieces.join(''))),
    );
    const encoding = fc.constantFrom('gsm7', 'latin1', 'ascii', 'ucs2', 'binary' as const);
    fc.assert(
      fc.property(octets, encoding, (source, name) => {
        const receipt = parseReceipt(source, [], name);
        expect(receipt.messageIds.every((id) => id.length > 0)).toBe(true);
      }),
    );
  });
});

describe('TLVs of a receipt', () => {
  it.each([
    ['with its NUL', true],
    ['without its NUL', false],
  ])('takes receipted_message_id %s', (_, hasNul) => {
    expect(parseReceipt('', [messageId('MSG123', hasNul)]).messageIds).toEqual(['MSG123']);
  });

  it('believes message_state over the text', () => {
    expect(parseReceipt('id:5 stat:DELIVRD', [messageState(6)]).state).toBe('acknowledged');
    expect(parseReceipt('id:5 stat:UNKNOWN', [messageState(9)]).state).toBe('skipped');
  });

  it('takes message_state 0 beside a word as not set, and alone as scheduled', () => {
    expect(parseReceipt('id:5 stat:UNDELIV', [messageState(0)]).state).toBe('undeliverable');
    expect(parseReceipt('', [messageState(0)]).state).toBe('scheduled');
  });

  it('reads message_state whatever its length, and leaves an unknown one to the text', () => {
    expect(parseReceipt('', [messageState(0, 0, 0, 2)]).state).toBe('delivered');
    expect(parseReceipt('stat:EXPIRED', [messageState(77)]).state).toBe('expired');
    expect(parseReceipt('', [messageState()]).state).toBeNull();
  });

  it('reads network_error_code', () => {
    const tlv = { tag: 0x0423, value: Uint8Array.of(3, 0x01, 0x0a) };
    expect(parseReceipt('', [tlv]).networkError).toEqual({ networkType: 3, code: 0x010a });
    expect(parseReceipt('', [{ ...tlv, value: Uint8Array.of(3) }]).networkError).toBeNull();
  });

  it('reads "<id> <state>" only where the TLV names the id', () => {
    const tlvs = [messageId('3a2d9701', false), messageState(2)];
    expect(parseReceipt('3a2d9701 2', tlvs)).toMatchObject({ id: '3a2d9701', stat: '2', state: 'delivered' });
    expect(parseReceipt('3a2d9701 2', [])).toMatchObject({ id: null, stat: null, state: null });
  });
});

describe('words for a state', () => {
  it.each<[MessageState, string]>([
    ['delivered', 'DELIVRD DELIVERED Delivered'],
    ['acknowledged', 'ACCEPTD ACCEPTED ACKED ACCEPTED-BUFFERED DELIVERED-TO-CARRIER'],
    ['enroute', 'ENROUTE UNDELIV-INTERIM'],
    ['expired', 'EXPIRED'],
    ['deleted', 'DELETED'],
    ['undeliverable', 'UNDELIV FAILED UNDELIVERABLE'],
    ['rejected', 'REJECTD REJECTED DND_REJECTED BWLISTS NACK'],
    ['unknown', 'UNKNOWN BADSTAT'],
    ['skipped', 'SKIPPED'],
    ['scheduled', 'SCHEDULED SCHEDLD'],
  ])('%s: %s', (state, words) => {
    for (const word of words.split(' ')) {
      expect(parseReceipt(`id:5 stat:${word} err:000`).state, word).toBe(state);
    }
  });

  it('keeps one that is not known as it is written, and says no state', () => {
    expect(parseReceipt('id:5 stat:WHATEVER err:000')).toMatchObject({ stat: 'WHATEVER', state: null });
  });
});

describe('dates', () => {
  it('tells the offset that the SMPP time format states', () => {
    expect(parseReceiptDate('180711070003912+')).toEqual({
      raw: '180711070003912+',
      local: '2018-07-11T07:00:03',
      utcOffsetMinutes: 180,
    });
    expect(parseReceiptDate('260131235900020-')?.utcOffsetMinutes).toBe(-300);
  });

  it.each(['0000000000', '0013010000', '0002300000', '0001012500', '12345', 'soon'])(
    'keeps %s, no date',
    (raw) => {
      expect(parseReceiptDate(raw)).toEqual({ raw, local: null, utcOffsetMinutes: null });
    },
  );

  it('puts years from 38 on into the last century', () => {
    expect(parseReceiptDate('3801010000')?.local).toBe('1938-01-01T00:00:00');
    expect(parseReceiptDate('3712312359')?.local).toBe('2037-12-31T23:59:00');
  });
});

describe('what an inbound PDU is', () => {
  const receiptText = ascii('id:7 sub:001 dlvrd:001 stat:DELIVRD err:000 text:');

  it.each([0x04, 0x05, 0x07, 0x44])('esm_class 0x%s is a receipt', (esmClass) => {
    expect(classifyInbound(esmClass, receiptText, 'gsm7', []).kind).toBe('receipt');
  });

  it('0x20 is an intermediate one', () => {
    expect(classifyInbound(0x20, receiptText, 'gsm7', []).kind).toBe('intermediate-receipt');
  });

  it.each([
    [0x08, 'delivery-acknowledgement'],
    [0x10, 'user-acknowledgement'],
    [0x18, 'conversation-abort'],
  ] as const)('0x%s is told apart', (esmClass, type) => {
    expect(classifyInbound(esmClass, receiptText, 'gsm7', [])).toEqual({ kind: 'acknowledgement', type });
  });

  it('a receipt text under esm_class 0 is marked as such', () => {
    expect(classifyInbound(0x00, receiptText, 'gsm7', []).kind).toBe('unmarked-receipt');
    const tlvs = [messageId('3a2d9701'), messageState(2)];
    expect(classifyInbound(0x00, new Uint8Array(0), 'gsm7', tlvs).kind).toBe('unmarked-receipt');
  });

  it.each(['Hello', 'id:5', 'stat:DELIVRD', 'Send id: 5 and the status: fine', ''])(
    '%j is a message',
    (text) => {
      expect(classifyInbound(0x40, ascii(text), 'gsm7', [])).toEqual({ kind: 'message' });
    },
  );
});
