import { describe, expect, it } from 'vitest';
import { explainMessage, type MessageRecord } from '#electron/host/messages/explain-message';
import { NO_MESSAGE_ID } from '#electron/host/messages/outcomes';
import { conversationId, messageId, trunkId } from '#shared/model/ids';
import type { MessageState, MessageView } from '#shared/model/message';
import type { HistoryEntry, ReceiptView } from '#shared/model/message-history';

const NOW_MS = Date.UTC(2026, 0, 31);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const LONG_AGO_MS = NOW_MS - 3 * DAY_MS;

function message(changes: Partial<MessageView> = {}, segmentStates?: readonly MessageState[]): MessageView {
  const state = changes.state ?? 'accepted';
  return {
    id: messageId.parse('m'),
    conversationId: conversationId.parse('c'),
    direction: 'mt',
    trunkId: trunkId.parse('t'),
    trunkName: 'Demo',
    groupId: null,
    routeReason: null,
    pdu: 'submit_sm',
    sourceAddress: '4711',
    destinationAddress: '12025550123',
    text: 'Hello',
    encoding: 'gsm7',
    dataCoding: 0,
    state,
    reason: null,
    isReceiptRequested: true,
    segments: (segmentStates ?? [state]).map((segment, index) => ({
      number: index + 1,
      state: segment,
      smscMessageId: `id-${index}`,
      commandStatus: null,
      reason: null,
    })),
    segmentTotal: segmentStates?.length ?? 1,
    createdAtMs: LONG_AGO_MS,
    changedAtMs: LONG_AGO_MS,
    ...changes,
  };
}

const withoutIds = (view: MessageView): MessageView => ({
  ...view,
  segments: view.segments.map((segment) => ({ ...segment, smscMessageId: null })),
});

function receipt(state: MessageState | null, receivedAtMs = LONG_AGO_MS): ReceiptView {
  return {
    id: `r-${receivedAtMs}`,
    trunkName: 'Demo',
    smscMessageId: 'id-0',
    state,
    text: '',
    sourceAddress: '',
    destinationAddress: '',
    segment: 1,
    receivedAtMs,
  };
}

const accepted = (atMs = LONG_AGO_MS): HistoryEntry => ({
  atMs,
  kind: 'accepted',
  segment: 1,
  sentence: '',
  pdu: null,
});

const record = (
  receipts: readonly ReceiptView[] = [],
  entries: readonly HistoryEntry[] = [],
): MessageRecord => ({
  entries,
  receipts,
});

describe('the explanation of a state', () => {
  it.each<[string, MessageView, MessageRecord]>([
    ['It waits to be sent.', message({ state: 'queued' }), record()],
    [
      'It waits to be sent. Waits until Demo is logged in.',
      message({ state: 'queued', reason: 'Waits until Demo is logged in.' }),
      record(),
    ],
    ['Sent 3 days ago; the SMSC has not answered yet.', message({ state: 'sent' }), record()],
    [
      'Accepted by the SMSC 3 days ago, no receipt since; receipts were not asked for.',
      message({ isReceiptRequested: false }),
      record(),
    ],
    ['Accepted by the SMSC 3 days ago, no receipt since, although one was asked for.', message(), record()],
    [
      `Accepted by the SMSC 3 days ago. ${NO_MESSAGE_ID}`,
      withoutIds(message({ reason: NO_MESSAGE_ID })),
      record(),
    ],
    [
      'Accepted by the SMSC 3 days ago, no receipt since; without a message_id none can be matched.',
      withoutIds(message({}, ['accepted', 'accepted'])),
      record(),
    ],
    [
      'Accepted by the SMSC 3 days ago, no final receipt since.',
      message({ isReceiptRequested: false }),
      record([receipt(null)]),
    ],
    [
      'Accepted by the SMSC 3 days ago, 1 of 3 parts has no final receipt. 2 of 3 parts delivered.',
      message({ reason: '2 of 3 parts delivered.' }, ['delivered', 'accepted', 'delivered']),
      record([receipt('delivered'), receipt('delivered')]),
    ],
    [
      'Accepted by the SMSC 3 days ago, 2 of 3 parts have no final receipt.',
      message({}, ['accepted', 'accepted', 'delivered']),
      record([receipt('delivered')]),
    ],
    [
      'Accepted by the SMSC 3 days ago. A broadcast has no receipts; ask the SMSC about it.',
      message({ pdu: 'broadcast_sm', isReceiptRequested: false }),
      record(),
    ],
    [
      'In doubt. The SMSC did not answer in time.',
      message({ state: 'in-doubt', reason: 'The SMSC did not answer in time.' }),
      record(),
    ],
    [
      'The SMSC said “enroute” 3 days ago; that is not final.',
      message({ state: 'enroute' }),
      record([receipt('enroute')]),
    ],
    ['The SMSC said “scheduled” 3 days ago; that is not final.', message({ state: 'scheduled' }), record()],
    [
      'The SMSC said “acknowledged” 3 days ago; that is not final.',
      message({ state: 'acknowledged' }),
      record(),
    ],
    [
      'The SMSC said 3 days ago that it does not know what became of it.',
      message({ state: 'unknown' }),
      record(),
    ],
    ['Delivered 3 days ago.', message({ state: 'delivered' }), record()],
    [
      'Undeliverable 3 days ago. The SMSC’s receipt says UNDELIV with error 075.',
      message({ state: 'undeliverable', reason: 'The SMSC’s receipt says UNDELIV with error 075.' }),
      record(),
    ],
    [
      'Refused 3 days ago. The SMSC refused it: Invalid destination address (ESME_RINVDSTADR, 0x0B).',
      message({
        state: 'refused',
        reason: 'The SMSC refused it: Invalid destination address (ESME_RINVDSTADR, 0x0B).',
      }),
      record(),
    ],
    ['Received 3 days ago.', message({ direction: 'mo', state: 'received' }), record()],
    [
      'Received 3 days ago. Part 2 of 3 is missing.',
      message({ direction: 'mo', state: 'received', reason: 'Part 2 of 3 is missing.', changedAtMs: NOW_MS }),
      record(),
    ],
  ])('%s', (sentence, view, known) => {
    expect(explainMessage(view, known, NOW_MS)).toBe(sentence);
  });

  it('counts from when the state came, not from when it was asked about in vain', () => {
    const asked = message({ changedAtMs: NOW_MS });
    expect(explainMessage(asked, record([], [accepted()]), NOW_MS)).toContain('SMSC 3 days ago');
    const delivered = message({ state: 'delivered', changedAtMs: NOW_MS });
    const told = record([receipt('delivered'), receipt('delivered', NOW_MS)]);
    expect(explainMessage(delivered, told, NOW_MS)).toBe('Delivered 3 days ago.');
    const inParts = message({ state: 'delivered' }, ['delivered', 'delivered']);
    expect(explainMessage(inParts, told, NOW_MS)).toBe('Delivered just now.');
  });

  it.each([
    [0, 'just now'],
    [MINUTE_MS - 1, 'just now'],
    [MINUTE_MS, '1 minute ago'],
    [59 * MINUTE_MS, '59 minutes ago'],
    [HOUR_MS, '1 hour ago'],
    [23 * HOUR_MS, '23 hours ago'],
    [DAY_MS, '1 day ago'],
    [40 * DAY_MS, '40 days ago'],
  ])('%i ms are “%s”', (elapsedMs, words) => {
    const view = message({ state: 'delivered', changedAtMs: NOW_MS - elapsedMs });
    expect(explainMessage(view, record(), NOW_MS)).toBe(`Delivered ${words}.`);
  });
});
