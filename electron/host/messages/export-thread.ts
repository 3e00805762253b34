import { maskNumber, maskText } from '#shared/model/masked-number';
import type { ConversationView, MessageView } from '#shared/model/message';

export interface ThreadExport {
  readonly fileName: string;
  readonly text: string;
}

/** What of a conversation is exported. */
export interface ExportedThread {
  /** Oldest first. */
  readonly messages: readonly MessageView[];
  /** There are older ones, which are left out. */
  readonly isCut: boolean;
}

/** A thread as a file, oldest first. One that is cut says so in its name, and a text at its beginning too. */
export function exportThread(
  conversation: ConversationView,
  { messages, isCut }: ExportedThread,
  format: 'text' | 'csv' | 'json',
  isMasked: boolean,
): ThreadExport {
  const shown = isMasked ? maskNumber : asItIs;
  const shownText = isMasked ? maskText : asItIs;
  const peer = shown(conversation.peer).replaceAll(/[^\p{L}\p{N}+]+/gu, '-');
  const name = isCut ? `${peer}-newest-${messages.length}` : peer;
  const rows = messages.map((message) => rowOf(message, shown, shownText));
  switch (format) {
    case 'text': {
      const cut = isCut ? `The newest ${messages.length} messages; older ones are not in this file.\n\n` : '';
      return { fileName: `${name}.txt`, text: cut + rows.map(lineOf).join('') };
    }
    case 'csv':
      return { fileName: `${name}.csv`, text: [columns.join(','), ...rows.map(csvOf), ''].join('\r\n') };
    case 'json':
      return { fileName: `${name}.json`, text: `${JSON.stringify(rows, null, 2)}\n` };
  }
}

const columns = ['time', 'direction', 'from', 'to', 'state', 'reason', 'segments', 'trunk', 'text'] as const;
type ThreadRow = Readonly<Record<(typeof columns)[number], string>>;

type Shown = (text: string) => string;
const asItIs: Shown = (text) => text;

function rowOf(message: MessageView, shown: Shown, shownText: Shown): ThreadRow {
  return {
    time: new Date(message.createdAtMs).toISOString(),
    direction: message.direction === 'mt' ? 'out' : 'in',
    from: shown(message.sourceAddress),
    to: shown(message.destinationAddress),
    state: message.state,
    reason: shownText(message.reason ?? ''),
    segments: String(message.segmentTotal),
    trunk: message.trunkName,
    text: shownText(message.text),
  };
}

function lineOf({ time, from, to, state, reason, text }: ThreadRow): string {
  const why = reason === '' ? state : `${state}: ${reason}`;
  return `${time}  ${from || '(no sender)'} → ${to || '(no number)'}  [${why}]\n${text}\n\n`;
}

/** RFC 4180; a value that a spreadsheet would take for a formula is shown as text. */
function csvOf(row: ThreadRow): string {
  return columns
    .map((column) => {
      const value = /^[=+\-@\t\r]/.test(row[column]) ? `'${row[column]}` : row[column];
      return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
    })
    .join(',');
}
