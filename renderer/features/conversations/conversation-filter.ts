import type { ConversationId } from '#shared/model/ids';
import type { ConversationView } from '#shared/model/message';

/** Which conversations the list shows; spam stands apart from the inbox. */
export const conversationShows = ['inbox', 'unread', 'spam'] as const;
export interface ConversationFilter {
  readonly show: (typeof conversationShows)[number];
  readonly label: string | null;
}

export const inbox: ConversationFilter = { show: 'inbox', label: null };

/** Place in the list; what comes after it has not been asked for. */
export interface ListCursor {
  readonly lastAtMs: number;
  readonly id: ConversationId;
}

/** The one with the latest message first; the id decides between two of the same millisecond, as the store's pages do. */
export function byLatest(one: ListCursor, other: ListCursor): number {
  if (one.lastAtMs !== other.lastAtMs) return other.lastAtMs - one.lastAtMs;
  return one.id < other.id ? 1 : -Number(one.id > other.id);
}

export function fitsFilter(conversation: ConversationView, { show, label }: ConversationFilter): boolean {
  if (conversation.isSpam !== (show === 'spam')) return false;
  if (show === 'unread' && conversation.unreadCount === 0) return false;
  return label === null || conversation.labels.includes(label);
}

export interface Listing {
  readonly conversations: readonly ConversationView[];
  readonly filter: ConversationFilter;
  /** The last one of the pages that were loaded with this filter; null when there is nothing beyond. */
  readonly cursor: ListCursor | null;
  readonly hidden: ReadonlySet<string>;
  /** Stays in the list while it is open, though reading it took it out of the unread ones. */
  readonly kept: ConversationId | null;
}

/** What the list shows: without gaps from the latest one down to where pages were loaded. */
export function listed({
  conversations,
  filter,
  cursor,
  hidden,
  kept,
}: Listing): readonly ConversationView[] {
  return conversations.filter(
    (each) =>
      (fitsFilter(each, filter) || (filter.show === 'unread' && each.id === kept)) &&
      !hidden.has(each.id) &&
      (cursor === null || byLatest(each, cursor) <= 0),
  );
}
