import type { AppInfo } from '#shared/model/settings';
import { copyText } from '../../app/clipboard';
import { useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Notice } from '../../ui/notice';
import { StateDot } from '../../ui/state-dot';
import styles from './settings-page.module.css';

const css = classes(styles);

export function StorageSection({ info }: { readonly info: AppInfo }) {
  const { client } = useStores();
  const { keychain } = info;
  return (
    <>
      <dl className={css('facts')}>
        <dt>Passwords</dt>
        <dd>
          {keychain.kind === 'available' ? (
            <StateDot meaning="ok">In the keychain of this computer</StateDot>
          ) : (
            <StateDot meaning="warning">Kept for this run only</StateDot>
          )}
        </dd>
        <dt>Data folder</dt>
        <dd className={css('folder')}>
          <span className={css('mono')}>{info.dataFolder}</span>
          <Button onClick={() => void copyText(client, info.dataFolder)}>Copy</Button>
        </dd>
      </dl>
      {keychain.kind === 'unavailable' ? <Notice kind="warning">{keychain.sentence}</Notice> : null}
      <p className={css('note')}>
        Trunks, messages and settings are kept in the data folder. Passwords are never written there.
      </p>
    </>
  );
}
