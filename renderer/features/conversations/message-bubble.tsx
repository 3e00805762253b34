import { ChevronDown, ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import type { MessageView } from '#shared/model/message';
import { classes } from '../../ui/classes';
import { formatTime, plural } from '../../ui/format';
import { ContextMenu } from '../../ui/menu';
import { useMessageMenu } from './message-actions';
import styles from './message-bubble.module.css';
import { MessageDetails } from './message-details';
import { missingWords, reasonBeside, signOf, stateWords } from './message-state';
import { useTopInView } from './use-top-in-view';
import { MessageStateWords } from './message-state-words';
import { useShownText } from './shown-number';

const css = classes(styles);

export interface MessageBubbleProps {
  readonly message: MessageView;
  /** The message above says the same; its details have it all the same. */
  readonly isNoteRepeated: boolean;
  /** The one that a search or the log led to. */
  readonly isWanted: boolean;
  /** Puts the text into the composer again; nothing is ever sent again by itself. */
  readonly onWriteAgain: (text: string) => void;
  /** It is out of sight now, and so is what had the focus. */
  readonly onDeleted: () => void;
}

export function MessageBubble({
  message,
  isNoteRepeated,
  isWanted,
  onWriteAgain,
  onDeleted,
}: MessageBubbleProps) {
  const [isOpen, setIsOpen] = useState(false);
  const article = useRef<HTMLElement>(null);
  useTopInView(article, isOpen);
  const items = useMessageMenu({ message, onWriteAgain, onDeleted, onDetails: () => setIsOpen(true) });
  const shownText = useShownText();
  const text = shownText(message.text);
  const isOurs = message.direction === 'mt';
  const missing = missingWords(message);
  const reason = isNoteRepeated ? null : reasonBeside(message);
  const hasFailed = signOf(message.state).meaning === 'error' || message.state === 'in-doubt';

  return (
    <ContextMenu items={items} className={css('line', isOurs && 'ours', isWanted && 'wanted')}>
      <article
        ref={article}
        className={css('message')}
        aria-label={`${isOurs ? 'Sent' : 'Received'} ${formatTime(message.createdAtMs)}: ${text}`}
        aria-current={isWanted ? 'true' : undefined}
        data-state={message.state}
      >
        <div className={css('bubble', hasFailed && 'failed')}>
          <p className={css('text')} dir="auto">
            {text || <span className={css('nothing')}>Empty message</span>}
          </p>
        </div>
        {missing === null ? null : <p className={css('reason', 'warning')}>{missing}</p>}
        {reason === null || reason === missing ? null : (
          <p className={css('reason', signOf(message.state).meaning)}>{shownText(reason)}</p>
        )}
        <div className={css('meta')}>
          <time>{formatTime(message.createdAtMs)}</time>
          {isOurs ? <MessageStateWords state={message.state} words={stateWords(message)} /> : null}
          <button
            type="button"
            className={css('more', (isOpen || message.segmentTotal > 1) && 'shown')}
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {message.segmentTotal > 1 ? plural(message.segmentTotal, 'segment') : 'Details'}
            {isOpen ? <ChevronDown size={12} aria-hidden /> : <ChevronRight size={12} aria-hidden />}
          </button>
        </div>
        {isOpen ? <MessageDetails message={message} /> : null}
      </article>
    </ContextMenu>
  );
}
