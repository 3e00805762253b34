import { describe, expect, it } from 'vitest';
import { samplePdu } from '#test/fixtures/pdus';
import { encode } from '#shared/smpp/encode';
import { createPdu, type Pdu } from '#shared/smpp/pdu';
import {
  destinationAddressOf,
  emptySummary,
  sourceAddressOf,
  summarize,
  textOctetsOf,
} from '#shared/smpp/summarize';

const text = (octets: Uint8Array): string => Buffer.from(octets).toString('latin1');

function summaryOf(octets: Uint8Array) {
  const summary = summarize(octets);
  return {
    source: sourceAddressOf(octets, summary),
    destination: destinationAddressOf(octets, summary),
    text: text(textOctetsOf(octets, summary)),
    isStructureOk: summary.isStructureOk,
  };
}

describe('summarize', () => {
  it('finds header, addresses and text', () => {
    const octets = samplePdu('B10');
    expect(summarize(octets)).toMatchObject({
      commandId: 4,
      commandStatus: 0,
      sequenceNumber: 11,
      dataCoding: 0,
    });
    const { source, destination, text: content } = summaryOf(octets);
    expect([source, destination, content.length]).toEqual(['ABCD', '92000000033', 125]);
    expect(summarize(samplePdu('B8'))).toMatchObject({
      esmClass: 0x40,
      dataCoding: 8,
      textOffset: 59,
      textLength: 140,
    });
  });

  it('takes message_payload where it is the text', () => {
    expect(summaryOf(samplePdu('B45')).text).toBe('Test');
    expect(summaryOf(samplePdu('B25')).text).toMatch(/^id:0000436949/);
    const both = createPdu('submit_sm', {
      sequenceNumber: 1,
      body: { shortMessage: Uint8Array.of(0x61) },
      tlvs: [
        { tag: 0x0424, value: Uint8Array.of(0x62) },
        { tag: 0x0424, value: Uint8Array.of(0x63) },
      ],
    });
    expect(summaryOf(encode(both)).text).toBe('b');
  });

  it.each<[string, Pdu, { source: string; destination: string }]>([
    [
      'submit_multi: the first address',
      createPdu('submit_multi', {
        sequenceNumber: 1,
        body: {
          sourceAddr: '1',
          destAddresses: [
            { destFlag: 2, dlName: 'list' },
            { destFlag: 1, destAddrTon: 0, destAddrNpi: 0, destinationAddr: '22' },
            { destFlag: 1, destAddrTon: 0, destAddrNpi: 0, destinationAddr: '33' },
          ],
        },
      }),
      { source: '1', destination: '22' },
    ],
    [
      'alert_notification',
      createPdu('alert_notification', { sequenceNumber: 1, body: { sourceAddr: '1', esmeAddr: '2' } }),
      { source: '1', destination: '2' },
    ],
    [
      'submit_multi_resp',
      createPdu('submit_multi_resp', {
        sequenceNumber: 1,
        body: {
          messageId: 'm',
          unsuccessSmes: [{ destAddrTon: 1, destAddrNpi: 1, destinationAddr: '44', errorStatusCode: 1 }],
        },
      }),
      { source: '', destination: '44' },
    ],
    ['enquire_link', createPdu('enquire_link', { sequenceNumber: 1 }), { source: '', destination: '' }],
  ])('%s', (_name, pdu, expected) => {
    expect(summaryOf(encode(pdu))).toEqual({ ...expected, text: '', isStructureOk: true });
  });

  it('uses the object that it is given, and forgets what was in it', () => {
    const summary = emptySummary();
    expect(summarize(samplePdu('B10'), summary)).toBe(summary);
    summarize(samplePdu('B43'), summary);
    expect(summary).toEqual({
      ...emptySummary(),
      commandId: 0x80000000,
      commandStatus: 1,
      sequenceNumber: 0x82a77,
    });
  });

  it('takes octets of any number', () => {
    expect(summarize(new Uint8Array(0))).toEqual({ ...emptySummary(), isStructureOk: false });
    expect(summarize(samplePdu('B10').subarray(0, 9)).commandId).toBe(4);
    expect(summarize(samplePdu('B10').subarray(0, 30)).isStructureOk).toBe(false);
  });
});
