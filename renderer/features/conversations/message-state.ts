import {
  Ban,
  Check,
  CheckCheck,
  CircleAlert,
  CircleHelp,
  CircleX,
  Clock,
  Clock4,
  MailCheck,
  Route,
  SendHorizontal,
  SkipForward,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import type { MessageState, MessageView } from '#shared/model/message';
import type { Meaning } from '../../ui/state-dot';

export interface StateSign {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly meaning: Meaning;
}

const signs: Readonly<Record<MessageState, StateSign>> = {
  queued: { name: 'Queued', icon: Clock, meaning: 'neutral' },
  sent: { name: 'Sent', icon: SendHorizontal, meaning: 'working' },
  accepted: { name: 'Accepted', icon: Check, meaning: 'neutral' },
  refused: { name: 'Refused', icon: CircleX, meaning: 'error' },
  scheduled: { name: 'Scheduled', icon: Clock4, meaning: 'working' },
  enroute: { name: 'Enroute', icon: Route, meaning: 'working' },
  delivered: { name: 'Delivered', icon: CheckCheck, meaning: 'ok' },
  expired: { name: 'Expired', icon: CircleAlert, meaning: 'error' },
  deleted: { name: 'Deleted', icon: Trash2, meaning: 'error' },
  undeliverable: { name: 'Undeliverable', icon: CircleX, meaning: 'error' },
  acknowledged: { name: 'Acknowledged', icon: MailCheck, meaning: 'working' },
  unknown: { name: 'Unknown', icon: CircleHelp, meaning: 'warning' },
  rejected: { name: 'Rejected', icon: Ban, meaning: 'error' },
  skipped: { name: 'Skipped', icon: SkipForward, meaning: 'warning' },
  'in-doubt': { name: 'In doubt', icon: CircleHelp, meaning: 'warning' },
  received: { name: 'Received', icon: Check, meaning: 'neutral' },
};

export const signOf = (state: MessageState): StateSign => signs[state];

/** The state's name, with how far its parts are where they differ: "Undeliverable · 2 of 3 parts delivered". */
export function stateWords(message: Pick<MessageView, 'state' | 'segments'>): string {
  const { name } = signOf(message.state);
  const parts = deliveredParts(message);
  return parts === null ? name : `${name} · ${parts}`;
}

/** Why it is in its state, without what the words of the state say already. */
export function reasonBeside(message: Pick<MessageView, 'state' | 'segments' | 'reason'>): string | null {
  const parts = deliveredParts(message);
  const { reason } = message;
  if (reason === null || parts === null || !reason.startsWith(`${parts}.`)) return reason;
  return reason.slice(parts.length + 1).trim() || null;
}

/** Null where it is one part, or all of them are alike. */
function deliveredParts({ segments }: Pick<MessageView, 'segments'>): string | null {
  const delivered = segments.filter((segment) => segment.state === 'delivered').length;
  const total = segments.length;
  return total < 2 || delivered === 0 || delivered === total
    ? null
    : `${delivered} of ${total} parts delivered`;
}

/** Which parts of an inbound message have not come, as a sentence; null when it is whole. */
export function missingWords(
  message: Pick<MessageView, 'direction' | 'segments' | 'segmentTotal'>,
): string | null {
  const { segments, segmentTotal } = message;
  if (message.direction !== 'mo' || segments.length >= segmentTotal) return null;
  const come = new Set(segments.map((segment) => segment.number));
  const missing = Array.from({ length: segmentTotal }, (_, at) => at + 1).filter(
    (number) => !come.has(number),
  );
  const [first] = missing;
  if (missing.length === 1 && first !== undefined) return `Part ${first} of ${segmentTotal} has not arrived.`;
  return `Parts ${ranges(missing)} of ${segmentTotal} have not arrived.`;
}

/** [1, 2, 3, 7, 9] as "1–3, 7 and 9". */
function ranges(numbers: readonly number[]): string {
  const words: string[] = [];
  for (let at = 0; at < numbers.length; at += 1) {
    const start = numbers[at] ?? 0;
    while (numbers[at + 1] === (numbers[at] ?? 0) + 1) at += 1;
    const end = numbers[at] ?? start;
    if (end - start < 2) words.push(...(end === start ? [start] : [start, end]).map(String));
    else words.push(`${start}–${end}`);
  }
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`;
}
