import type { NewInbound, NewOutbound, NewReceipt } from '#electron/host/storage/stored-records';
import { IdSource } from '#electron/host/messages/id-source';
import { specifiedAlphabets } from '#shared/model/data-coding-map';
import { trunkId } from '#shared/model/ids';
import { codingOf } from '#shared/smpp/text/text-coding';
import { FakeClock } from '#test/support/fake-clock';

export const clock = new FakeClock();
export const ids = new IdSource(clock);
export const demo = trunkId.parse('demo');

/** A message of one segment to the demo trunk's handset. */
export function outbound(changes: Partial<NewOutbound> = {}): NewOutbound {
  return {
    id: ids.message(),
    newConversationId: ids.conversation(),
    trunkId: demo,
    trunkName: 'Demo',
    groupId: null,
    pdu: 'submit_sm',
    source: { address: '4477', ton: 3, npi: 0 },
    destination: { address: '12025550123', ton: 1, npi: 1 },
    text: 'Hello',
    encoding: 'gsm7',
    dataCoding: 0,
    isReceiptRequested: true,
    fields: null,
    request: null,
    reference: null,
    segments: [{ octets: Uint8Array.from([72, 101, 108, 108, 111]), esmClass: 0, tlvs: [] }],
    rank: 255,
    carrierId: null,
    reason: null,
    atMs: clock.now(),
    ...changes,
  };
}

export function inbound(changes: Partial<NewInbound> = {}): NewInbound {
  return {
    newMessageId: ids.message(),
    newConversationId: ids.conversation(),
    trunkId: demo,
    trunkName: 'Demo',
    sourceAddress: '12025550123',
    destinationAddress: '4477',
    octets: Uint8Array.from([72, 105]),
    dataCoding: 0,
    coding: codingOf(changes.dataCoding ?? 0, null, specifiedAlphabets),
    place: null,
    note: null,
    segment: null,
    areRulesDue: false,
    atMs: clock.now(),
    ...changes,
  };
}

/** Delivered, of the message with the SMSC's id 1. */
export function receipt(changes: Partial<NewReceipt> = {}): NewReceipt {
  return {
    id: ids.next(),
    trunkId: demo,
    trunkName: 'Demo',
    smscMessageIds: ['1'],
    idRule: { conversion: 'same', ignoresPadding: false, ignoresCase: false },
    place: null,
    state: 'delivered',
    reason: null,
    text: 'id:1 stat:DELIVRD',
    sourceAddress: '12025550123',
    destinationAddress: '4477',
    atMs: clock.now(),
    ...changes,
  };
}
