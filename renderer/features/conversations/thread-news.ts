import type { MessageView } from '#shared/model/message';
import { isFailure } from '#shared/model/message-state';
import { signOf } from './message-state';

/** Where a thread stands: its last message from the other side, and the last of ours with its state. */
interface Standing {
  readonly receivedId: string | undefined;
  readonly sentId: string | undefined;
  readonly sentState: string | undefined;
}

/** What is read aloud while a thread is open: what came in, and what became of what was sent; each once. */
export interface ThreadNews {
  /** The sentence to say now; the one before it while there is nothing new. Nothing of what was there at first. */
  next(messages: readonly MessageView[]): string;
}

export function createThreadNews(): ThreadNews {
  let before: Standing | null = null;
  let sentence = '';
  return {
    next: (messages) => {
      const received = messages.findLast((message) => message.direction === 'mo');
      const sent = messages.findLast((message) => message.direction === 'mt');
      const now = { receivedId: received?.id, sentId: sent?.id, sentState: sent?.state };
      if (before !== null) {
        if (received !== undefined && received.id !== before.receivedId)
          sentence = `Received: ${received.text}`;
        const isChanged = now.sentId !== before.sentId || now.sentState !== before.sentState;
        if (sent !== undefined && isChanged && isWorthSaying(sent)) sentence = outcome(sent);
      }
      before = now;
      return sentence;
    },
  };
}

/** What the state of a message comes to; the steps on the way there are not read aloud. */
function isWorthSaying({ state, isReceiptRequested }: MessageView): boolean {
  if (state === 'accepted') return !isReceiptRequested;
  return state === 'delivered' || state === 'in-doubt' || isFailure(state);
}

const outcome = ({ state, text, reason }: MessageView): string =>
  `${signOf(state).name}: ${text}${reason === null ? '' : `. ${reason}`}`;
