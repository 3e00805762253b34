import { classes } from './classes';
import styles from './kbd.module.css';
import { keyNames } from './shortcut-keys';

const css = classes(styles);

/** A keyboard shortcut, drawn as its keys. `keys` is written "mod+shift+h". */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className={css('keys')}>
      {keyNames(keys).map((name) => (
        <kbd key={name} className={css('key')}>
          {name}
        </kbd>
      ))}
    </span>
  );
}
