import type { MessageView } from '#shared/model/message';
import { startOfDay } from '../../ui/format';

/** A row of a thread. Rows are messages alone, so that what is read stays in place while older ones come above it. */
export interface ThreadRow {
  readonly message: MessageView;
  /** Its day, where it is the first one of it. */
  readonly dayMs: number | null;
}

/** A thread as it is drawn: its messages, with the day above the first of each. */
export function threadRows(messages: readonly MessageView[]): readonly ThreadRow[] {
  let lastDay: number | null = null;
  return messages.map((message) => {
    const day = startOfDay(message.createdAtMs);
    const isFirst = day !== lastDay;
    lastDay = day;
    return { message, dayMs: isFirst ? day : null };
  });
}
