import { describe, expect, it } from 'vitest';
import { submitRequest } from '#shared/model/submission';
import { emptyDraft, type Draft, type TimeDraft } from '../../../../../renderer/features/composer/draft';
import {
  draftErrors,
  liveErrors,
  requestParts,
} from '../../../../../renderer/features/composer/draft-request';

const time = (change: Partial<TimeDraft>): TimeDraft => ({ ...emptyDraft.validityPeriod, ...change });
const errorsOf = (change: Partial<Draft>) => draftErrors({ ...emptyDraft, ...change }, null);
const OUT_OF_DATA_SM = 'Leave it out, or choose submit_sm.';

describe('a field that the chosen PDU does not have', () => {
  it.each<[Partial<Draft>, string]>([
    [{ protocolId: '0x40' }, `data_sm has no protocol_id. ${OUT_OF_DATA_SM}`],
    [{ priorityFlag: '1' }, `data_sm has no priority_flag. ${OUT_OF_DATA_SM}`],
    [{ replaceIfPresentFlag: '1' }, `data_sm has no replace_if_present_flag. ${OUT_OF_DATA_SM}`],
    [{ smDefaultMsgId: '1' }, `data_sm has no sm_default_msg_id. ${OUT_OF_DATA_SM}`],
    [
      { validityPeriod: time({ kind: 'in', amount: '1' }) },
      `data_sm has no validity_period. ${OUT_OF_DATA_SM}`,
    ],
    [
      { scheduleDeliveryTime: time({ kind: 'raw', raw: 'soon' }) },
      `data_sm has no schedule_delivery_time. ${OUT_OF_DATA_SM}`,
    ],
  ])('%j is said at the field of a data_sm', (change, sentence) => {
    const [field = ''] = Object.keys(change);
    expect(errorsOf({ ...change, pdu: 'data_sm' })).toEqual({ [field]: sentence });
    expect(liveErrors({ ...emptyDraft, ...change, pdu: 'data_sm' }, null)).toEqual({ [field]: sentence });
    expect(errorsOf(change)).toEqual({});
  });

  it('of a broadcast is esm_class, at each part of it that is set', () => {
    const sentence = 'broadcast_sm has no esm_class. Leave it out, or choose another PDU.';
    const areas = [{ format: 0, value: 'Vilnius' }];
    expect(errorsOf({ pdu: 'broadcast_sm', areas, esmMode: 1, isReplyPath: true })).toEqual({
      esmMode: sentence,
      isReplyPath: sentence,
    });
    expect(errorsOf({ pdu: 'broadcast_sm', areas })).toEqual({});
  });
});

describe('a time', () => {
  it.each<[Partial<TimeDraft>, string]>([
    [{ kind: 'at', at: '' }, 'Choose a date and a time.'],
    [{ kind: 'at', at: '2038-01-02T00:00' }, 'two digits for the year, up to 2037. Choose an earlier date.'],
    [{ kind: 'at', at: '1999-12-30T00:00' }, 'two digits for the year, from 2000 on. Choose a later date.'],
    [{ kind: 'in', amount: 'soon' }, 'Enter a whole number to 100000.'],
    [{ kind: 'in', amount: '36136', unit: 'days' }, 'durations up to 99 years. Choose a shorter one.'],
    [{ kind: 'raw', raw: 'x'.repeat(65) }, 'Use at most 64 characters.'],
  ])('%j is refused where it is typed', (change, sentence) => {
    const draft = { ...emptyDraft, validityPeriod: time(change) };
    expect(draftErrors(draft, null).validityPeriod).toContain(sentence);
    const isMissing = change.kind === 'at' && change.at === '';
    expect(liveErrors(draft, null).validityPeriod !== undefined).toBe(!isMissing);
  });

  it('of 99 years is the longest', () => {
    expect(errorsOf({ validityPeriod: time({ kind: 'in', amount: '36135', unit: 'days' }) })).toEqual({});
  });
});

describe('an area of a broadcast', () => {
  const areasOf = (...areas: Draft['areas']) => errorsOf({ pdu: 'broadcast_sm', areas });

  it('is refused where it could not go out as it is written', () => {
    expect(areasOf({ format: 0, value: 'Žilina' })).toEqual({
      'areas.0': 'Use characters of Latin-1 only; SMPP sends the name octet by octet.',
    });
    expect(areasOf({ format: 0, value: 'Oslo' }, { format: 2, value: 'Bergen' })).toEqual({
      'areas.1': 'Write the shape as pairs of hexadecimal digits (3GPP TS 23.032).',
    });
    expect(areasOf({ format: 1, value: '00'.repeat(101) })).toEqual({
      'areas.0': 'An area has at most 100 octets; this has 101.',
    });
    expect(areasOf({ format: 0, value: ' ' })).toEqual({
      'areas.0': 'Name each area that the message is to be broadcast in.',
    });
  });

  it('is not missed while nothing is typed yet, and is taken by the host when it is right', () => {
    const draft: Draft = {
      ...emptyDraft,
      pdu: 'broadcast_sm',
      areas: [
        { format: 0, value: 'Århus' },
        { format: 1, value: '10:20 30' },
      ],
    };
    expect(liveErrors({ ...draft, areas: [{ format: 0, value: '' }] }, null)).toEqual({});
    expect(draftErrors(draft, null)).toEqual({});
    const target = { kind: 'trunk', trunkId: 't1' };
    const request = { target, destinationAddress: '', ...requestParts(draft, null) };
    expect(submitRequest.safeParse(request).success).toBe(true);
  });
});

it('the name of a distribution list that is too long is said at the lists', () => {
  const distributionLists = `staff, ${'x'.repeat(65)}`;
  expect(errorsOf({ pdu: 'submit_multi', distributionLists })).toEqual({
    distributionLists: 'The name of a list has at most 64 characters.',
  });
});

it('what the contract refuses is said in sentences', () => {
  const draft: Draft = { ...emptyDraft, text: 'a'.repeat(75_001), destinationAddress: '1' };
  const tlv = { kind: 'name' as const, name: 'message_payload', value: 'a'.repeat(200_001) };
  const parts = requestParts(draft, null);
  const request = {
    target: { kind: 'trunk', trunkId: 't1' },
    destinationAddress: '1',
    ...parts,
    sourceAddress: 'x'.repeat(65),
    advanced: {
      ...parts.advanced,
      serviceType: 'x'.repeat(65),
      tlvs: Array.from({ length: 101 }, () => tlv),
    },
    broadcast: { areas: Array.from({ length: 51 }, () => ({ format: 0, value: 'x'.repeat(101) })) },
  };
  const parsed = submitRequest.safeParse(request);
  const sentences = new Set(parsed.error?.issues.map(({ message }) => message));
  expect(sentences.size).toBeGreaterThanOrEqual(5);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
});
