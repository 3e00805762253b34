import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { PROTOCOL_VERSION, type CommandInput } from '#shared/contract/index';
import type { AppInfo } from '#shared/model/settings';
import { sentenceOf } from '../../app/replica';
import { useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Notice } from '../../ui/notice';
import styles from './settings-page.module.css';

const css = classes(styles);

const links: readonly { link: CommandInput<'app.openExternal'>['link']; label: string }[] = [
  { link: 'smpp', label: 'The SMPP specifications' },
  { link: 'licence', label: 'Licence' },
];

export function AboutSection({ info }: { readonly info: AppInfo }) {
  const { app, client } = useStores();
  const [problem, setProblem] = useState<string | null>(null);
  const canOpen = client.capabilities.has('open-external');
  return (
    <>
      <dl className={css('facts')}>
        <dt>Trunkline</dt>
        <dd className={css('mono')}>{info.version}</dd>
        <dt>Runs on</dt>
        <dd className={css('mono')}>{info.runtime}</dd>
        <dt>Protocol</dt>
        <dd>Version {PROTOCOL_VERSION} between window and host</dd>
      </dl>
      {canOpen ? (
        <div className={css('links')}>
          {links.map(({ link, label }) => (
            <Button
              key={link}
              icon={<ExternalLink size={14} aria-hidden />}
              onClick={() => {
                setProblem(null);
                app.openExternal(link).catch((error: unknown) => setProblem(sentenceOf(error)));
              }}
            >
              {label}
            </Button>
          ))}
        </div>
      ) : null}
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
    </>
  );
}
