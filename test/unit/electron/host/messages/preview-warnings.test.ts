import { describe, expect, it } from 'vitest';
import { previewWarnings } from '#electron/host/messages/preview-warnings';
import type { Bodies } from '#shared/smpp/bodies';
import { createPdu } from '#shared/smpp/pdu';

const nowMs = Date.UTC(2026, 10, 22, 12);
const submit = (body: Partial<Bodies['submit_sm']>) =>
  createPdu('submit_sm', { sequenceNumber: 0, body: { destinationAddr: '12025550123', ...body } });
const warned = (body: Partial<Bodies['submit_sm']>): string[] =>
  previewWarnings([submit(body)], '3.4', nowMs);

describe('what a preview warns of', () => {
  it('is nothing in an ordinary message, and not that it has no sequence_number yet', () => {
    expect(warned({ shortMessage: Buffer.from('Hi') })).toEqual([]);
  });

  it('is a header that is announced and not there', () => {
    expect(warned({ esmClass: 0x40, shortMessage: Buffer.from('Hi') })).toEqual([
      'esm_class says that a header begins the message. The user data header says 72 octets, but only 1 follow.',
    ]);
    expect(warned({ esmClass: 0x40, shortMessage: Uint8Array.of(5, 0, 3, 1, 2, 1, 0x48) })).toEqual([]);
  });

  it.each([
    ['261122110000000+', '', ['schedule_delivery_time has passed: the SMSC may send at once, or refuse it.']],
    ['261122130000000+', '', []],
    ['261122133000004+', '', []],
    ['261122130000008+', '', ['schedule_delivery_time has passed: the SMSC may send at once, or refuse it.']],
    ['', '261122120000000+', ['validity_period has passed: the message would expire at once.']],
    [
      '261123120000000+',
      '261122130000000+',
      ['validity_period ends before schedule_delivery_time: the message would expire before it is due.'],
    ],
    ['261122120000', '000001000000000R', []],
  ])('is a time that has passed: %s, %s', (scheduleDeliveryTime, validityPeriod, sentences) => {
    expect(warned({ scheduleDeliveryTime, validityPeriod })).toEqual(sentences);
  });
});
