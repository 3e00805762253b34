import { useState } from 'react';
import { classes } from '../../ui/classes';
import styles from './explanation-pane.module.css';

const css = classes(styles);

/** Characters shown at first: a screenful of the pane. */
const MAX_SHOWN = 1000;

/** A value that may be as long as a PDU: its beginning, and the rest when it is asked for. */
export function LongText({ text }: { readonly text: string }) {
  const [isWhole, setIsWhole] = useState(false);
  if (isWhole || text.length <= MAX_SHOWN) return text;
  const rest = text.length - MAX_SHOWN;
  return (
    <>
      {text.slice(0, MAX_SHOWN)}…{' '}
      <button type="button" className={css('jump')} onClick={() => setIsWhole(true)}>
        {rest.toLocaleString()} more characters
      </button>
    </>
  );
}
