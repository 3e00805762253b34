import { useStore } from 'zustand';
import { logLetters } from '../features/pdu-log/log-keys';
import { classes } from '../ui/classes';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/kbd';
import { actionGroups } from './action-registry';
import styles from './shortcut-sheet.module.css';
import { useNavigation, useStores } from './stores';

const css = classes(styles);

/** Keys that belong to a control and not to an action. */
const inPlace: readonly (readonly [what: string, keys: readonly string[]])[] = [
  ['Move in a list', ['↑', '↓', 'PgUp', 'PgDn']],
  ['First and last of a list', ['Home', 'End']],
  ['Find in a list', ['type its beginning']],
  ['Choose several', ['shift+↑', 'shift+↓']],
  ['Delete what is chosen', ['Del']],
  ['Send the message', ['enter']],
  ['New line in the message', ['shift+enter']],
  ['Close what is open', ['escape']],
];

/** Keys of the PDU log, wherever in it the focus is. */
const inLog: typeof inPlace = [
  ['Find', ['mod+f']],
  ['Find next and previous', ['F3', 'shift+F3']],
  ['From the list to the fields, and back', ['enter', 'escape']],
  ...logLetters.map(([letter, what]) => [what, [letter]] as const),
  ['Zoom of a sequence diagram', ['+', '-']],
];

export function ShortcutSheet() {
  const { actions, navigation } = useStores();
  const isOpen = useNavigation((state) => state.overlay === 'shortcuts');
  useStore(actions, (state) => state.bySource);
  const all = actions.all();
  return (
    <Dialog isOpen={isOpen} title="Keyboard shortcuts" onClose={() => navigation.setOverlay(null)}>
      <div className={css('columns')}>
        {actionGroups.map((group) => {
          const inGroup = all.filter((action) => action.group === group && action.shortcut !== undefined);
          return inGroup.length === 0 ? null : (
            <section key={group} className={css('group')}>
              <h3 className={css('name')}>{group}</h3>
              {inGroup.map((action) => (
                <p key={action.id} className={css('line')}>
                  <span>{action.title}</span>
                  <Kbd keys={action.shortcut ?? ''} />
                </p>
              ))}
            </section>
          );
        })}
        <InPlace name="In place" keys={inPlace} />
        <InPlace name="In the PDU log" keys={inLog} />
      </div>
    </Dialog>
  );
}

function InPlace({ name, keys }: { readonly name: string; readonly keys: typeof inPlace }) {
  return (
    <section className={css('group')}>
      <h3 className={css('name')}>{name}</h3>
      {keys.map(([what, presses]) => (
        <p key={what} className={css('line')}>
          <span>{what}</span>
          <span className={css('several')}>
            {presses.map((each) => (
              <Kbd key={each} keys={each} />
            ))}
          </span>
        </p>
      ))}
    </section>
  );
}
