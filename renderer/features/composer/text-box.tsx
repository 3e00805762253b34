import { useMemo, useRef, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import type { ForcingCharacter } from '#shared/smpp/text/forcing';
import { classes } from '../../ui/classes';
import styles from './text-box.module.css';

const css = classes(styles);

export interface TextBoxProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  /** Octets are set in the mono face. */
  readonly isMono: boolean;
  readonly isInvalid: boolean;
  readonly describedBy: string;
  /** What the alphabet does not have; underlined in place. */
  readonly marks: readonly ForcingCharacter[];
  readonly inputRef: Ref<HTMLTextAreaElement>;
  readonly onChange: (value: string) => void;
  readonly onSend: () => void;
}

/** The message, with what forces it into UCS-2 marked where it stands: a copy of the text lies behind it. */
export function TextBox({
  label,
  value,
  placeholder,
  isMono,
  isInvalid,
  describedBy,
  marks,
  inputRef,
  onChange,
  onSend,
}: TextBoxProps) {
  const behind = useRef<HTMLDivElement>(null);
  const marked = useMemo(() => markedText(value, marks), [value, marks]);
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    // With Ctrl it is sent from wherever one is: the whole composer listens.
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onSend();
  };
  return (
    <div className={css('layers', isMono && 'mono')}>
      <div ref={behind} className={css('behind')} dir="auto" aria-hidden>
        {marked}
      </div>
      <textarea
        ref={inputRef}
        className={css('text')}
        value={value}
        rows={1}
        dir={isMono ? 'ltr' : 'auto'}
        placeholder={placeholder}
        spellCheck={!isMono}
        aria-label={label}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        data-pane-focus
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={handleKeyDown}
        onScroll={(event) => {
          if (behind.current !== null) behind.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

function markedText(text: string, marks: readonly ForcingCharacter[]): ReactNode {
  if (marks.length === 0) return null;
  const parts: ReactNode[] = [];
  let end = 0;
  for (const { index, length, isSame } of marks) {
    parts.push(
      text.slice(end, index),
      <mark key={index} className={css('mark', isSame && 'replaceable')}>
        {text.slice(index, index + length)}
      </mark>,
    );
    end = index + length;
  }
  // A last line without characters has a height only with one more.
  parts.push(`${text.slice(end)}\u200b`);
  return parts;
}
