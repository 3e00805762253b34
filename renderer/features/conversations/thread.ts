import type { MessageId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { mergeMessages } from './thread-order';

/** A stretch of a conversation without gaps. */
export interface Thread {
  /** Oldest first. */
  readonly messages: readonly MessageView[];
  readonly isLoaded: boolean;
  readonly isLoadingOlder: boolean;
  readonly isLoadingNewer: boolean;
  /** Whether there are older ones in the store. */
  readonly hasMore: boolean;
  /** Whether there are newer ones: after a jump to a message further up. */
  readonly hasNewer: boolean;
  readonly problem: string | null;
}

export const emptyThread: Thread = {
  messages: [],
  isLoaded: false,
  isLoadingOlder: false,
  isLoadingNewer: false,
  hasMore: false,
  hasNewer: false,
  problem: null,
};

export interface ThreadPage {
  readonly messages: readonly MessageView[];
  readonly hasMore: boolean;
}

/** The latest page. A thread that was read further up begins anew there, since what lies between is not known. */
export function withLatest(thread: Thread, page: ThreadPage): Thread {
  const isOneStretch = thread.isLoaded && !thread.hasNewer;
  return {
    ...emptyThread,
    messages: mergeMessages(thread.hasNewer ? [] : thread.messages, page.messages),
    isLoaded: true,
    hasMore: isOneStretch ? thread.hasMore : page.hasMore,
  };
}

export function withOlder(thread: Thread, page: ThreadPage): Thread {
  const messages = mergeMessages(thread.messages, page.messages);
  return { ...thread, messages, isLoadingOlder: false, hasMore: page.hasMore };
}

export function withNewer(thread: Thread, page: ThreadPage): Thread {
  const messages = mergeMessages(thread.messages, page.messages);
  return { ...thread, messages, isLoadingNewer: false, hasNewer: page.hasMore };
}

/** A message with what stands around it. */
export function around(message: MessageView, older: ThreadPage, newer: ThreadPage): Thread {
  return {
    ...emptyThread,
    messages: mergeMessages([...older.messages, message], newer.messages),
    isLoaded: true,
    hasMore: older.hasMore,
    hasNewer: newer.hasMore,
  };
}

/** What was told. While newer ones are not loaded, one that is not known lies beyond them. */
export function withChanged(thread: Thread, changed: readonly MessageView[]): Thread {
  const known = new Set(thread.messages.map((message) => message.id));
  const fitting = thread.hasNewer ? changed.filter((message) => known.has(message.id)) : changed;
  return fitting.length === 0 ? thread : { ...thread, messages: mergeMessages(thread.messages, fitting) };
}

export function withoutMessages(thread: Thread, ids: ReadonlySet<MessageId>): Thread {
  return thread.messages.some((message) => ids.has(message.id))
    ? { ...thread, messages: thread.messages.filter((message) => !ids.has(message.id)) }
    : thread;
}
