import { describe, expect, it } from 'vitest';
import { conversationId } from '#shared/model/ids';
import { aConversation } from '#test/support/views';
import { inbox, listed } from '../../../../../renderer/features/conversations/conversation-filter';

const conversations = [
  aConversation('c4', { lastAtMs: 40, unreadCount: 2, labels: ['vip'] }),
  aConversation('c3', { lastAtMs: 30, isSpam: true }),
  aConversation('c2', { lastAtMs: 20 }),
  aConversation('c1', { lastAtMs: 10 }),
];
const all = { conversations, filter: inbox, cursor: null, hidden: new Set<string>(), kept: null };
const idsOf = (change: Partial<typeof all> | Parameters<typeof listed>[0]) =>
  listed({ ...all, ...change }).map((each) => each.id);

describe('what the list of conversations shows', () => {
  it('keeps spam apart', () => {
    expect(idsOf({})).toEqual(['c4', 'c2', 'c1']);
    expect(idsOf({ ...all, filter: { show: 'spam', label: null } })).toEqual(['c3']);
  });

  it('narrows to unread and to a label, and keeps the one that is being read', () => {
    expect(idsOf({ ...all, filter: { show: 'unread', label: null } })).toEqual(['c4']);
    const kept = conversationId.parse('c2');
    expect(idsOf({ ...all, filter: { show: 'unread', label: null }, kept })).toEqual(['c4', 'c2']);
    expect(idsOf({ ...all, filter: { show: 'inbox', label: 'vip' } })).toEqual(['c4']);
  });

  it('shows nothing from beyond the pages that were loaded, nor what is being deleted', () => {
    const cursor = { lastAtMs: 20, id: conversationId.parse('c2') };
    expect(idsOf({ ...all, cursor })).toEqual(['c4', 'c2']);
    expect(idsOf({ ...all, hidden: new Set(['c4']) })).toEqual(['c2', 'c1']);
  });
});
