import { describe, expect, it } from 'vitest';
import { annotate } from '#shared/smpp/annotate';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { tlv } from '#shared/smpp/tlv';
import { compareFields } from '../../../../../renderer/features/pdu-log/compared-fields';

const submitSm = (sequenceNumber: number, destinationAddr: string, references: readonly number[]) =>
  annotate(
    encode(
      createPdu('submit_sm', {
        sequenceNumber,
        body: { destinationAddr },
        tlvs: references.map((value) => tlv('user_message_reference', Uint8Array.of(0, value))),
      }),
    ),
  ).nodes;

const differing = (
  left: ReturnType<typeof submitSm>,
  right: ReturnType<typeof submitSm>,
): readonly string[] =>
  compareFields(left, right)
    .filter(({ isDifferent }) => isDifferent)
    .map(({ path }) => path);

describe('two PDUs compared', () => {
  it('differ nowhere from themselves', () => {
    const nodes = submitSm(1, '1202', [5, 6]);
    expect(differing(nodes, nodes)).toEqual([]);
  });

  it('differ where a value does, length included', () => {
    expect(differing(submitSm(1, '1202', []), submitSm(2, '12025', []))).toEqual([
      '/header/command_length',
      '/header/sequence_number',
      '/mandatory parameters/destination_addr',
    ]);
  });

  it('say of which one a field is missing, and keep repeated TLVs apart', () => {
    const rows = compareFields(submitSm(1, '1', [5]), submitSm(1, '1', [5, 7]));
    const extra = rows.find(({ path }) => path === '/optional parameters/user_message_reference#2');
    expect(extra).toMatchObject({ left: null, isDifferent: true });
    expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length);
  });
});
