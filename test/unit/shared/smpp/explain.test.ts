import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '#shared/smpp/encode';
import { explainCommandStatus, explainPdu } from '#shared/smpp/explain';
import { createPdu } from '#shared/smpp/pdu';
import { commandStatuses } from '#shared/smpp/tables/statuses';
import { tlv } from '#shared/smpp/tlv';

const octets = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

function deliverSm(esmClass: number, text: string, ids: readonly string[] = []): Uint8Array {
  return encode(
    createPdu('deliver_sm', {
      sequenceNumber: 1,
      body: { esmClass, shortMessage: octets(text) },
      tlvs: ids.map((id) => tlv('receipted_message_id', octets(`${id}\0`))),
    }),
  );
}

const receiptText =
  'id:0123 sub:001 dlvrd:001 submit date:2609051430 done date:2609051431 stat:EXPIRED err:0A1 text:Hello';

describe('a command_status', () => {
  it('is explained with causes and what to try, for every status of the tables but 0', () => {
    for (const { code } of commandStatuses) {
      const explained = explainCommandStatus(code);
      if (code === 0) expect(explained).toBeNull();
      else {
        expect(explained?.causes.length).toBeGreaterThan(0);
        expect(explained?.remedies.length).toBeGreaterThan(0);
      }
    }
  });

  it('of every version has words of its own', () => {
    const told = new Map<string, number[]>();
    for (const { code, since } of commandStatuses) {
      const explained = explainCommandStatus(code);
      if (explained === null || since === 'older') continue;
      const causes = explained.causes.join();
      told.set(causes, [...(told.get(causes) ?? []), code]);
    }
    expect([...told.values()].filter((codes) => codes.length > 1)).toEqual([]);
  });

  it('of a vendor is told with who uses it so, or as one of the vendor’s range', () => {
    expect(explainCommandStatus(0x4a1)?.causes[0]).toContain('Infobip');
    expect(explainCommandStatus(0x455)?.causes[0]).toContain('0x400 to 0x4FF');
    expect(explainCommandStatus(0x7000)?.causes[0]).toContain('reserves');
  });

  it('is explained in a response and not in a request', () => {
    const response = encode(createPdu('submit_sm_resp', { sequenceNumber: 1, commandStatus: 0x58 }));
    expect(explainPdu(response).status).toMatchObject({
      label: 'ESME_RTHROTTLED, 0x58',
      meaning: 'Rate limit exceeded',
    });
    expect(explainPdu(deliverSm(0, 'Hello')).status).toBeNull();
  });
});

describe('a receipt', () => {
  it('is taken apart line by line', () => {
    const { receipt } = explainPdu(deliverSm(0x04, receiptText, ['7B']));
    expect(receipt).toMatchObject({ recognisedBy: 'esm_class', isIntermediate: false });
    expect(receipt?.lines.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'receipted_message_id=7B',
      'id=0123',
      'sub=1',
      'dlvrd=1',
      'submit date=2609051430',
      'done date=2609051431',
      'stat=EXPIRED',
      'state=expired',
      'err=0A1',
      'text=Hello',
    ]);
    expect(receipt?.lines[1]?.meaning).toBe('the number 7B of the TLV, in decimal');
    expect(receipt?.lines[4]?.meaning).toBe('2026-09-05 14:30:00, in the SMSC’s own time zone');
  });

  it('tells how the id of its text and that of its TLV are the same', () => {
    const related = (id: string, ofTlv: string): string | undefined => {
      const text = receiptText.replace('id:0123', `id:${id}`);
      const { receipt } = explainPdu(deliverSm(0x04, text, [ofTlv]));
      return receipt?.lines.find(({ name }) => name === 'id')?.meaning;
    };
    expect(related('0000436949', '6aad5')).toBe('the number 6aad5 of the TLV, in decimal');
    expect(related('0416342074', '18d0e03a')).toBe('the number 18d0e03a of the TLV, in decimal');
    expect(related('6AAD5', '436949')).toBe('the number 436949 of the TLV, in hexadecimal');
    expect(related('0000003005', '3005')).toBe('receipted_message_id with another number of zeros in front');
    expect(related('ABCX', 'abcx')).toBe('receipted_message_id in other letters, capital or small');
    expect(related('1479978899.393701000100', '1479978899.393701000100@1154905154')).toBe(
      'the beginning of receipted_message_id, which counts',
    );
    expect(related('5000', '6000')).toBe('differs from receipted_message_id, which counts');
  });

  it('with esm_class 0 is recognised by its text, and said so', () => {
    expect(explainPdu(deliverSm(0, receiptText)).receipt?.recognisedBy).toBe('text');
    expect(explainPdu(deliverSm(0, 'Your id: 12, see you')).receipt).toBeNull();
  });

  it('on the way is told as such', () => {
    expect(explainPdu(deliverSm(0x20, receiptText)).receipt?.isIntermediate).toBe(true);
  });
});

describe('a text', () => {
  it('is handed on with what its data_coding claims', () => {
    expect(explainPdu(deliverSm(0, 'Hi')).text).toMatchObject({
      encoding: 'gsm7',
      dataCoding: 0,
      segment: null,
    });
    expect(explainPdu(deliverSm(0, '')).text).toBeNull();
  });
});

describe('any octets', () => {
  it('are explained without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (any) => {
        expect(explainPdu(any)).toHaveProperty('status');
      }),
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.nat({ max: 255 }),
        fc.nat({ max: 255 }),
        (text, esm, dcs) => {
          const pdu = createPdu('deliver_sm', {
            sequenceNumber: 1,
            body: { esmClass: esm, dataCoding: dcs, shortMessage: text },
          });
          expect(explainPdu(encode(pdu))).toHaveProperty('text');
        },
      ),
    );
  });
});

describe('the text of a PDU', () => {
  it('is claimed to be what data_coding means on the trunk', () => {
    const pdu = deliverSm(0, 'Hello');
    expect(explainPdu(pdu).text?.encoding).toBe('gsm7');
    expect(explainPdu(pdu, { default: 'latin1', overrides: {} }).text?.encoding).toBe('latin1');
  });

  it('is read from the bit where the header ends, where septets are packed', () => {
    const withHeader = encode(
      createPdu('submit_sm', {
        sequenceNumber: 1,
        body: { esmClass: 0x40, shortMessage: new Uint8Array([5, 0, 3, 1, 2, 1, 0x90, 0x65]) },
      }),
    );
    expect(explainPdu(withHeader).text?.reading.fillBits).toBe(1);
    expect(explainPdu(deliverSm(0, 'Hello')).text?.reading.fillBits).toBe(0);
  });
});
