import { afterEach, describe, expect, it } from 'vitest';
import type { MessageState, MessageView } from '#shared/model/message';
import type { ReceiptIdRule } from '#shared/model/receipt-ids';
import { decode } from '#shared/smpp/decode';
import { createPdu, type Pdu, type Tlv } from '#shared/smpp/pdu';
import { tlv } from '#shared/smpp/tlv';
import { samplePdu } from '#test/fixtures/pdus';
import { receiptForms, type ReceiptForm } from '#test/fixtures/receipt-forms';
import { moreReceiptForms } from '#test/fixtures/receipt-forms-more';
import { settle } from '#test/support/fake-clock';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

const RECEIPT = { esmClass: 0x04 };
const long = 'a'.repeat(153 * 2 + 1);

/**
 * A mode of the submit_sm kept in it, UDHI although no header follows, and the intermediate notification that some send for
 * whatever state.
 */
const receiptEsmClasses = ['05', '06', '07', '44', '20'];
const octets = (source: string): Uint8Array =>
  Uint8Array.from(source, (character) => character.charCodeAt(0));
const idTlv = (id: string): Tlv => tlv('receipted_message_id', octets(`${id}\0`));

interface Case {
  readonly form: ReceiptForm;
  readonly id: string;
  /** The id is in receipted_message_id where the text has none. */
  readonly tlvs: readonly Tlv[];
  /** What the message is after the receipt. */
  readonly state: MessageState;
}

const cases = [...receiptForms, ...moreReceiptForms].map((form): [string, Case] => {
  const id = form.id ?? 'only-in-the-tlv';
  const tlvs = form.id === null ? [idTlv(id)] : [];
  return [form.name, { form, id, tlvs, state: form.state ?? 'accepted' }];
});

const unmatched = (harness: ServiceHarness): unknown[] => harness.payloads('message.receiptUnmatched');
const segmentStates = ({ segments }: MessageView): MessageState[] => segments.map(({ state }) => state);

describe.each(cases)('the receipt “%s”', (_, { form, id, tlvs, state }) => {
  it('finds its message, by its id alone, among others', async () => {
    const harness = await new ServiceHarness().start();
    const before = await harness.submitAccepted(['another-1']);
    const view = await harness.submitAccepted([id]);
    const after = await harness.submitAccepted(['another-2']);
    expect(await harness.deliver(octets(form.source), RECEIPT, tlvs)).toBe(0);
    expect(harness.latest(view.id).state).toBe(state);
    expect(harness.latest(before.id).state).toBe('accepted');
    expect(harness.latest(after.id).state).toBe('accepted');
    expect(unmatched(harness)).toEqual([]);
    expect(harness.payloads('message.receiptRuleSuggested')).toEqual([]);
  });

  it('waits for the response that it overtook', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    await harness.deliver(octets(form.source), RECEIPT, tlvs);
    expect(harness.latest(view.id).state).toBe('sent');
    harness.link.accept(id);
    await settle();
    expect(harness.latest(view.id).state).toBe(state);
    expect(unmatched(harness)).toEqual([]);
  });

  it('is of the part that has its id', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['part-1', id, 'part-3'], { text: long });
    await harness.deliver(octets(form.source), RECEIPT, tlvs);
    expect(segmentStates(harness.latest(view.id))).toEqual(['accepted', state, 'accepted']);
  });

  it('comes in data_sm as well', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted([id]);
    const request = createPdu('data_sm', {
      sequenceNumber: 9,
      body: { esmClass: 4, sourceAddr: '12025550123', destinationAddr: '4477' },
      tlvs: [tlv('message_payload', octets(form.source)), ...tlvs],
    });
    expect(await harness.service.inbound.receive(harness.link.trunkId, 'Demo', request)).toBe(0);
    await settle();
    expect(harness.latest(view.id).state).toBe(state);
  });

  it.each(receiptEsmClasses)('is one under esm_class 0x%s', async (hex) => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted([id]);
    await harness.deliver(octets(form.source), { esmClass: Number.parseInt(hex, 16) }, tlvs);
    expect(harness.latest(view.id).state).toBe(state);
    expect(unmatched(harness)).toEqual([]);
  });

  it.each([1, 3, 4, 8])('is read although its data_coding is %i', async (dataCoding) => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted([id]);
    await harness.deliver(octets(form.source), { ...RECEIPT, dataCoding }, tlvs);
    expect(harness.latest(view.id).state).toBe(state);
    expect(unmatched(harness)).toEqual([]);
  });

  it('counts as one under esm_class 0 too, where it says an id and a state', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted([id]);
    await harness.deliver(octets(form.source), { esmClass: 0 }, tlvs);
    const isMessage = form.state === null;
    expect(harness.latest(view.id).state).toBe(isMessage ? 'accepted' : state);
    expect(await harness.messagesWith('12025550123')).toHaveLength(isMessage ? 2 : 1);
  });

  it('is told as one without a message where there is none, and nothing else changes', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['another']);
    await harness.deliver(octets(form.source), RECEIPT, tlvs);
    expect(harness.latest(view.id).state).toBe('accepted');
    const reason = `No message that was sent over this trunk has the message_id ${id}.`;
    expect(unmatched(harness)).toMatchObject([{ smscMessageId: id, reason }]);
  });
});

/** Of the id in the response and that in the receipt: which rule makes them one. */
const relations: readonly (readonly [string, string, ReceiptIdRule])[] = [
  ['39f99dd5', '0972660181', rule('response-hex')],
  ['5f878c79', '1602718841', rule('response-hex')],
  ['6aad5', '0000436949', rule('response-hex')],
  ['18d0e03a', '0416342074', rule('response-hex')],
  ['38601fa', '0059113978', rule('response-hex')],
  ['1d305b4c', '0489708364', rule('response-hex')],
  ['3005', '0000003005', rule('same', 'padding')],
  ['812FC7470000001B', '9308878062554710043', rule('response-hex')],
  ['10C8F40D', '281605133', rule('response-hex')],
  ['33E95179', '870928761', rule('response-hex')],
  ['33647f6c', '862224236', rule('response-hex')],
  ['16fee0e525', '98765432101', rule('response-hex')],
  ['0000abcd', '43981', rule('response-hex', 'padding')],
  ['281605133', '10C8F40D', rule('response-decimal')],
  ['0281605133', '10c8f40d', rule('response-decimal', 'padding')],
  [
    '0e999f21-81ef-4974-a414-3de98174e3c7',
    'E999F21-81EF-4974-A414-3DE98174E3C7',
    rule('same', 'padding', 'case'),
  ],
  ['SAR-2340000245475-1eedf843-2-1', 'SAR-2340000245475-1EEDF843-2-1', rule('same', 'case')],
  ['1101c1-c9d03d-f000', '1101C1-C9D03D-F000', rule('same', 'case')],
  ['00B8BE19', 'B8BE19', rule('same', 'padding')],
];

function rule(
  conversion: ReceiptIdRule['conversion'],
  ...ignored: readonly ('padding' | 'case')[]
): ReceiptIdRule {
  return {
    conversion,
    ignoresPadding: ignored.includes('padding'),
    ignoresCase: ignored.includes('case'),
  };
}

describe.each(relations)('the id %s that comes back as %s', (response, receipt, relation) => {
  const text = `id:${receipt} sub:001 dlvrd:001 stat:DELIVRD err:000 text:`;

  it('is matched and the conversion offered, once', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted([response]);
    await harness.deliver(text, RECEIPT);
    expect(harness.latest(view.id).state).toBe('delivered');
    const offers = harness.payloads('message.receiptRuleSuggested');
    expect(offers).toMatchObject([{ rule: relation, example: { response, receipt } }]);
    expect(offers[0]?.sentence).toMatch(/^Ids on Demo come back .+\. Remember that\?$/);
    await harness.deliver(text, RECEIPT);
    expect(harness.payloads('message.receiptRuleSuggested')).toHaveLength(1);
  });

  it('is matched without an offer by a trunk that has this rule', async () => {
    const harness = await new ServiceHarness().start();
    harness.link.settings = { ...harness.link.settings, receiptIds: relation };
    const view = await harness.submitAccepted([response]);
    await harness.deliver(text, RECEIPT);
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(harness.payloads('message.receiptRuleSuggested')).toEqual([]);
  });

  it('is matched by the response that comes after it', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submit();
    await harness.deliver(text, RECEIPT);
    harness.link.accept(response);
    await settle();
    expect(harness.latest(view.id).state).toBe('delivered');
    expect(unmatched(harness)).toEqual([]);
  });

  it('matches none of two messages to one handset, and that is said', async () => {
    const harness = await new ServiceHarness().start();
    const first = await harness.submitAccepted([response]);
    const second = await harness.submitAccepted([response]);
    await harness.deliver(text, RECEIPT);
    expect(harness.latest(first.id).state).toBe('accepted');
    expect(harness.latest(second.id).state).toBe('accepted');
    const reason = `Two messages that wait for a receipt have the message_id ${receipt}, so it was matched to neither.`;
    expect(unmatched(harness)).toMatchObject([{ reason }]);
  });
});

describe('what the TLVs of a receipt say', () => {
  const stateTlv = (state: number): Tlv => tlv('message_state', Uint8Array.of(state));

  it.each<[string, string, string, readonly Tlv[], MessageState]>([
    ['is all there is', 'T-1', '', [idTlv('T-1'), stateTlv(2)], 'delivered'],
    [
      'names the id, and the text has it with a number',
      '3a2d9701',
      '3a2d9701 2',
      [idTlv('3a2d9701')],
      'delivered',
    ],
    [
      'has another id than the text, and counts',
      '6000',
      'id:5000 stat:DELIVRD',
      [idTlv('6000')],
      'delivered',
    ],
    ['has another state than the text, and counts', '7', 'id:7 stat:DELIVRD', [stateTlv(6)], 'acknowledged'],
    ['is SKIPPED, for which the text has no word', '8', 'id:8 stat:UNKNOWN', [stateTlv(9)], 'skipped'],
    ['is 0, which is not set', '9', 'id:9 stat:UNDELIV err:255', [stateTlv(0)], 'undeliverable'],
    [
      'is of four octets',
      '10',
      '',
      [idTlv('10'), tlv('message_state', Uint8Array.of(0, 0, 0, 3))],
      'expired',
    ],
  ])('%s', async (_, id, text, tlvs, state) => {
    for (const command of ['deliver_sm', 'data_sm'] as const) {
      const harness = await new ServiceHarness().start();
      const view = await harness.submitAccepted([id]);
      const isPayload = command === 'data_sm' && text !== '';
      const request =
        command === 'deliver_sm'
          ? harness.deliverSm(octets(text), RECEIPT, tlvs)
          : createPdu('data_sm', {
              sequenceNumber: 9,
              body: { esmClass: 4, sourceAddr: '12025550123', destinationAddr: '4477' },
              tlvs: [...(isPayload ? [tlv('message_payload', octets(text))] : []), ...tlvs],
            });
      expect(await harness.service.inbound.receive(harness.link.trunkId, 'Demo', request)).toBe(0);
      await settle();
      expect(harness.latest(view.id).state, command).toBe(state);
    }
  });
});

describe('ids that are only alike', () => {
  it('the receipt of part 1 is not taken for that of part 2', async () => {
    const harness = await new ServiceHarness().start();
    const ids = ['04062581461644996000141', '04062581461644996000241'];
    const view = await harness.submitAccepted(ids, { text: 'a'.repeat(200) });
    await harness.deliver('id:4062581461644996000141 stat:DELIVRD', RECEIPT);
    expect(segmentStates(harness.latest(view.id))).toEqual(['delivered', 'accepted']);
  });

  it('a suffix in receipted_message_id is no hindrance where the text has the id', async () => {
    const harness = await new ServiceHarness().start();
    const view = await harness.submitAccepted(['1479978899.393701000100']);
    await harness.deliver('id:1479978899.393701000100 stat:DELIVRD', RECEIPT, [
      idTlv('1479978899.393701000100@1154905154'),
    ]);
    expect(harness.latest(view.id).state).toBe('delivered');
  });
});

/** Captured deliver_sm as they stood in issue trackers; the id is that of the submit_sm_resp. */
const captured: readonly (readonly [string, string, MessageState])[] = [
  ['B21', '03a37b2756fb8fe70005a15c', 'delivered'],
  ['B22', '9391281107527270409', 'undeliverable'],
  ['B23', '6a3ed98a66444e8abac3acd9bba8656f', 'undeliverable'],
  ['B24', 'bc59b8aa-2fd2-4035-8113-19301e050079', 'delivered'],
  ['B25', '6aad5', 'delivered'],
  ['B25', '0000436949', 'delivered'],
  ['B26', '145100315320224957', 'delivered'],
  ['B27', '4D19C83C', 'delivered'],
  ['B28', '18d0e03a', 'delivered'],
  ['B28', '0416342074', 'delivered'],
  ['B29', '18d0e03a', 'delivered'],
  ['B29', '0416342074', 'delivered'],
  ['B30', '0000003005', 'delivered'],
  ['B31', '38601fa', 'delivered'],
  ['B31', '0059113978', 'delivered'],
  ['B32', '126e85a6edeac1a02020099312479564', 'delivered'],
  ['B33', '94251430923', 'acknowledged'],
  ['B34', '1d305b4c', 'delivered'],
  ['B34', '0489708364', 'delivered'],
  ['B35', '795920026', 'delivered'],
];

describe.each(captured)('the captured receipt %s', (sample, id, state) => {
  it(`finds the message ${id}`, async () => {
    const harness = await new ServiceHarness().start();
    const { pdu } = decode(samplePdu(sample));
    const view = await harness.submit({ destinationAddress: `+${handsetOf(pdu)}` });
    harness.link.accept(id);
    await settle();
    expect(await harness.service.inbound.receive(harness.link.trunkId, 'Demo', pdu)).toBe(0);
    await settle();
    expect(harness.latest(view.id).state).toBe(state);
    expect(unmatched(harness)).toEqual([]);
  });
});

function handsetOf(pdu: Pdu): string {
  return pdu.command === 'deliver_sm' ? (pdu.body?.sourceAddr ?? '') : '';
}
