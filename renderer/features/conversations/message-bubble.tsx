import { ChevronDown, ChevronRight, Copy, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { MessageView } from '#shared/model/message';
import { copyText } from '../../app/clipboard';
import { useStores } from '../../app/stores';
import { classes } from '../../ui/classes';
import { formatTime, plural } from '../../ui/format';
import { ContextMenu, type MenuItem } from '../../ui/menu';
import styles from './message-bubble.module.css';
import { MessageDetails } from './message-details';
import { missingParts, signOf, stateWords } from './message-state';
import { MessageStateWords } from './message-state-words';

const css = classes(styles);

export interface MessageBubbleProps {
  readonly message: MessageView;
  /** Puts the text into the composer again; nothing is ever sent again by itself. */
  readonly onWriteAgain: (text: string) => void;
}

export function MessageBubble({ message, onWriteAgain }: MessageBubbleProps) {
  const { client } = useStores();
  const [isOpen, setIsOpen] = useState(false);
  const isOurs = message.direction === 'mt';
  const missing = missingParts(message);
  const ids = message.segments.flatMap((segment) => segment.smscMessageId ?? []);
  const hasFailed = signOf(message.state).meaning === 'error' || message.state === 'in-doubt';

  const items: readonly MenuItem[] = [
    {
      id: 'copy',
      label: 'Copy text',
      icon: <Copy size={14} />,
      onSelect: () => void copyText(client, message.text),
    },
    ...(ids.length === 0
      ? []
      : [
          {
            id: 'copy-ids',
            label: ids.length === 1 ? 'Copy message ID' : 'Copy message IDs',
            icon: <Copy size={14} />,
            onSelect: () => void copyText(client, ids.join('\n')),
          },
        ]),
    ...(isOurs
      ? [
          {
            id: 'again',
            label: 'Write this text again',
            icon: <RotateCcw size={14} />,
            startsGroup: true,
            onSelect: () => onWriteAgain(message.text),
          },
        ]
      : []),
  ];

  return (
    <ContextMenu items={items} className={css('line', isOurs && 'ours')}>
      <article
        className={css('message')}
        aria-label={`${isOurs ? 'Sent' : 'Received'} ${formatTime(message.createdAtMs)}: ${message.text}`}
        data-state={message.state}
      >
        <div className={css('bubble', hasFailed && 'failed')}>
          <p className={css('text')} dir="auto">
            {message.text || <span className={css('nothing')}>Empty message</span>}
          </p>
        </div>
        {missing === 0 ? null : (
          <p className={css('reason', 'warning')}>
            {missing} of {plural(message.segmentTotal, 'part')} not arrived yet.
          </p>
        )}
        {message.reason === null ? null : (
          <p className={css('reason', signOf(message.state).meaning)}>{message.reason}</p>
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
