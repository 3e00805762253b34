import { describe, expect, it } from 'vitest';
import { emptyDraft } from '../../../../../renderer/features/composer/draft';
import { optionWords, withoutOptions } from '../../../../../renderer/features/composer/option-words';

describe('what of the options is not as usual', () => {
  it('is nothing in a draft as it begins, whatever stands on the line of controls', () => {
    expect(optionWords(emptyDraft)).toEqual([]);
    const written = { ...emptyDraft, text: 'Hello', sourceAddress: '4477', destinations: ['12025550101'] };
    expect(optionWords({ ...written, isReceiptRequested: false })).toEqual([]);
  });

  it('is named where a name is short, and counted where it is not', () => {
    const draft = {
      ...emptyDraft,
      pdu: 'data_sm' as const,
      isFlash: true,
      alphabet: 'latin1' as const,
      longMethod: 'udh16' as const,
      hasPorts: true,
      destinationPort: '5000',
      tlvs: [{ kind: 'tag' as const, tag: '0x1400', hex: '31' }],
      protocolId: '0x40',
      serviceType: 'USSD',
    };
    expect(optionWords(draft)).toEqual([
      'data_sm',
      'flash',
      'Latin-1',
      'UDH, 16-bit reference',
      'port 5000',
      '1 TLV',
      '2 other fields',
    ]);
  });

  it('leaves out what the chosen PDU does not carry', () => {
    const draft = { ...emptyDraft, distributionLists: 'staff', areas: [{ format: 0, value: 'North' }] };
    expect(optionWords(draft)).toEqual([]);
    expect(optionWords({ ...draft, pdu: 'submit_multi' })).toEqual(['submit_multi', '1 list']);
    expect(optionWords({ ...draft, pdu: 'broadcast_sm' })).toEqual(['broadcast_sm', '1 other field']);
  });

  it('is put back without touching the text or whom it goes to', () => {
    const draft = { ...emptyDraft, text: 'Hello', destinationAddress: '12025550101', isFlash: true };
    const reset = { ...draft, ...withoutOptions() };
    expect(optionWords(reset)).toEqual([]);
    expect(reset).toEqual({ ...draft, isFlash: false });
  });
});
