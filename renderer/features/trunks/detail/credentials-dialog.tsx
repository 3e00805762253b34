import { Copy, Eye, EyeOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { trunkHosts, type TrunkSecretName } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';
import { copyText, SECRET_ON_CLIPBOARD_SECONDS } from '../../../app/clipboard';
import { sentenceOf } from '../../../app/replica';
import { useStores } from '../../../app/stores';
import { classes } from '../../../ui/classes';
import { Dialog } from '../../../ui/dialog';
import { IconButton } from '../../../ui/icon-button';
import { Notice } from '../../../ui/notice';
import { useNow } from '../../../ui/use-now';
import { passwordStorageWords } from '../trunk-state';
import styles from './credentials-dialog.module.css';

const css = classes(styles);

/** A password that is shown hides itself after this. */
const SHOWN_MS = 30_000;

export interface CredentialsDialogProps {
  readonly trunk: TrunkView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** What one types into another program: where, as whom, and on demand the password. */
export function CredentialsDialog({ trunk, isOpen, onClose }: CredentialsDialogProps) {
  return (
    <Dialog isOpen={isOpen} title={`Credentials of ${trunk.settings.name}`} onClose={onClose}>
      {isOpen ? <Credentials trunk={trunk} /> : null}
    </Dialog>
  );
}

function Credentials({ trunk }: { readonly trunk: TrunkView }) {
  const { client } = useStores();
  const { settings } = trunk;
  const hosts = trunkHosts(settings);
  const usesTx = settings.bindType !== 'receiver';
  const usesRx = settings.bindType === 'receiver' || settings.bindType === 'pair';
  const separate = settings.bindType === 'pair' && settings.receiver.isSeparate ? settings.receiver : null;
  const line = (name: string, value: string, label = name) => (
    <div className={css('line')} key={name}>
      <dt>{name}</dt>
      <dd className={css('value')}>{value === '' ? '–' : value}</dd>
      <dd className={css('tools')}>
        <IconButton
          label={`Copy ${label.toLocaleLowerCase()}`}
          icon={<Copy size={14} />}
          disabled={value === ''}
          onClick={() => void copyText(client, value)}
        />
      </dd>
    </div>
  );
  return (
    <>
      <dl className={css('lines')}>
        {hosts.map((host, at) => {
          const which = hosts.length === 1 ? '' : ` ${at + 1}`;
          return [
            line(`Host${which}`, host.host),
            usesTx ? line(`TX port${which}`, String(host.txPort)) : null,
            usesRx ? line(`RX port${which}`, String(host.rxPort)) : null,
          ];
        })}
        {line('System ID', settings.systemId)}
        {trunk.passwordStorage === 'none' ? (
          line('Password', '')
        ) : (
          <Secret trunk={trunk} secret="password" name="Password" />
        )}
        {separate === null ? null : (
          <>
            {separate.host === '' ? null : line('Receiver’s host', separate.host)}
            {separate.systemId === '' ? null : line('Receiver’s system ID', separate.systemId)}
            {trunk.hasReceiverPassword ? (
              <Secret trunk={trunk} secret="receiver-password" name="Receiver’s password" />
            ) : null}
          </>
        )}
      </dl>
      <p className={css('note')}>
        {passwordStorageWords[trunk.passwordStorage]}. A password that is shown hides itself after 30 s; one
        that is copied leaves the clipboard after {SECRET_ON_CLIPBOARD_SECONDS} s.
      </p>
    </>
  );
}

interface SecretProps {
  readonly trunk: TrunkView;
  readonly secret: TrunkSecretName;
  readonly name: string;
}

/** Asked of the host only when somebody wants to see or copy it, and forgotten after a while. */
function Secret({ trunk, secret, name }: SecretProps) {
  const { client } = useStores();
  const [shown, setShown] = useState<{ readonly text: string; readonly untilMs: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const nowMs = useNow(shown !== null);

  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(() => setShown(null), Math.max(0, shown.untilMs - Date.now()));
    return () => clearTimeout(timer);
  }, [shown]);

  const reveal = async (): Promise<string | null> => {
    setProblem(null);
    try {
      return (await client.call('trunk.revealSecret', { id: trunk.id, secret })).secret;
    } catch (error) {
      setProblem(sentenceOf(error));
      return null;
    }
  };
  const toggle = async (): Promise<void> => {
    if (shown !== null) {
      setShown(null);
      return;
    }
    const text = await reveal();
    if (text !== null) setShown({ text, untilMs: Date.now() + SHOWN_MS });
  };
  const copy = async (): Promise<void> => {
    const text = shown?.text ?? (await reveal());
    if (text === null) return;
    const clears = await copyText(client, text, SECRET_ON_CLIPBOARD_SECONDS);
    setCopied(clears);
  };

  const lower = name.toLocaleLowerCase();
  return (
    <div className={css('line')}>
      <dt>{name}</dt>
      <dd className={css('value')} aria-live="polite">
        {shown === null ? (
          <span aria-label="Hidden">••••••••</span>
        ) : (
          <>
            <span data-testid={`shown-${secret}`}>{shown.text}</span>
            <span className={css('left')}>
              hides in {Math.min(30, Math.max(0, Math.ceil((shown.untilMs - nowMs) / 1000)))} s
            </span>
          </>
        )}
      </dd>
      <dd className={css('tools')}>
        <IconButton
          label={shown === null ? `Show ${lower}` : `Hide ${lower}`}
          icon={shown === null ? <Eye size={14} /> : <EyeOff size={14} />}
          onClick={() => void toggle()}
        />
        <IconButton label={`Copy ${lower}`} icon={<Copy size={14} />} onClick={() => void copy()} />
      </dd>
      <dd className={css('outcome')}>
        <p className={css('copied')} role="status">
          {copied}
        </p>
        {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      </dd>
    </div>
  );
}
