import type { MessageView } from '#shared/model/message';
import { startOfDay } from '../../ui/format';

/** A row of a thread. Rows are messages alone, so that what is read stays in place while older ones come above it. */
export interface ThreadRow {
  readonly message: MessageView;
  /** Its day, where it is the first one of it. */
  readonly dayMs: number | null;
  /** What is worth knowing of it stands below the message above as well: of a whole conversation, say. */
  readonly isNoteRepeated: boolean;
}

/** A thread as it is drawn: its messages, with the day above the first of each. */
export function threadRows(messages: readonly MessageView[]): readonly ThreadRow[] {
  let lastDay: number | null = null;
  return messages.map((message, index) => {
    const day = startOfDay(message.createdAtMs);
    const isFirst = day !== lastDay;
    lastDay = day;
    const above = messages[index - 1];
    const isNoteRepeated =
      !isFirst &&
      message.state === 'received' &&
      message.reason !== null &&
      above?.state === 'received' &&
      above.reason === message.reason;
    return { message, dayMs: isFirst ? day : null, isNoteRepeated };
  });
}
