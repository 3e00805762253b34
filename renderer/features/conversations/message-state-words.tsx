import type { MessageState } from '#shared/model/message';
import { classes } from '../../ui/classes';
import { signOf } from './message-state';
import styles from './message-state-words.module.css';

const css = classes(styles);

export interface MessageStateWordsProps {
  readonly state: MessageState;
  /** In place of the state's name. */
  readonly words?: string;
  /** Only the icon is drawn; the name is read aloud. */
  readonly isIconOnly?: boolean;
}

/** A message's state as icon and word. */
export function MessageStateWords({ state, words, isIconOnly = false }: MessageStateWordsProps) {
  const { icon: Icon, name, meaning } = signOf(state);
  return (
    <span className={css('state', meaning)} title={isIconOnly ? name : undefined}>
      <Icon size={13} aria-hidden />
      <span className={isIconOnly ? 'visually-hidden' : css('words')}>{words ?? name}</span>
    </span>
  );
}
