import { HardDrive } from 'lucide-react';
import { useStore } from 'zustand';
import { useStores, useTrunks } from '../../app/stores';
import { classes } from '../../ui/classes';
import type { PduLogStore } from './pdu-log-store';
import styles from './pdu-log-toolbar.module.css';

const css = classes(styles);

/** Says which of the live log is in memory alone because somebody wanted it so, and leads to where that was said. */
export function UncapturedChip({ log }: { readonly log: PduLogStore }) {
  const { captures, navigation } = useStores();
  const isLive = useStore(log, (state) => state.source.kind === 'live');
  const isOff = useStore(captures, ({ disk }) => disk?.state === 'off');
  const trunks = useTrunks((state) => state.trunks);
  const uncaptured = trunks.filter(({ settings }) => !settings.isCaptured);
  const names = uncaptured.map(({ settings }) => settings.name);
  if (!isLive || (!isOff && names.length === 0)) return null;
  const words = isOff
    ? 'Captures are off'
    : names.length === 1
      ? `${names[0] ?? ''} is not captured`
      : `${names.length} trunks are not captured`;
  const why = isOff
    ? 'Captures are turned off in the settings. PDUs are kept in memory only.'
    : `Capture is turned off for ${names.join(', ')}. Its PDUs are kept in memory only.`;
  const handleClick = (): void => {
    const [first] = uncaptured;
    if (isOff) navigation.chooseSettings('captures');
    else if (first !== undefined) navigation.chooseTrunk(first.id);
    navigation.goTo(isOff ? 'settings' : 'trunks');
  };
  return (
    <button type="button" className={css('range', 'quiet')} title={why} onClick={handleClick}>
      <HardDrive size={12} aria-hidden />
      <span className={css('words')}>{words}</span>
    </button>
  );
}
