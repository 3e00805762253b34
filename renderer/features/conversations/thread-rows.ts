import type { MessageView } from '#shared/model/message';
import { startOfDay } from '../../ui/format';

export type ThreadRow =
  | { readonly kind: 'day'; readonly key: string; readonly atMs: number }
  | { readonly kind: 'message'; readonly key: string; readonly message: MessageView };

/** A thread as it is drawn: its messages, with the day before the first of each. */
export function threadRows(messages: readonly MessageView[]): readonly ThreadRow[] {
  const rows: ThreadRow[] = [];
  let lastDay: number | null = null;
  for (const message of messages) {
    const day = startOfDay(message.createdAtMs);
    if (day !== lastDay) rows.push({ kind: 'day', key: `day-${day}`, atMs: day });
    rows.push({ kind: 'message', key: message.id, message });
    lastDay = day;
  }
  return rows;
}
