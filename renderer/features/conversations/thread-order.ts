import type { MessageView } from '#shared/model/message';

/** Oldest first; the id decides between two of the same millisecond, as the store's pages do. */
export function byTime(one: MessageView, other: MessageView): number {
  if (one.createdAtMs !== other.createdAtMs) return one.createdAtMs - other.createdAtMs;
  return one.id < other.id ? -1 : Number(one.id > other.id);
}

/** Puts messages into a thread; of two views of one message the one that arrived stays. */
export function mergeMessages(
  thread: readonly MessageView[],
  arrived: readonly MessageView[],
): readonly MessageView[] {
  const merged = new Map(thread.map((message) => [message.id, message]));
  for (const message of arrived) merged.set(message.id, message);
  return [...merged.values()].sort(byTime);
}
