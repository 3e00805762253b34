import { Power, PowerOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { TrunkView } from '#shared/model/trunk-view';
import { lastStateName } from '#shared/model/trunk-words';
import { sentenceOf } from '../../app/replica';
import { useAppState, useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { formatMoment } from '../../ui/format';
import { Notice } from '../../ui/notice';
import { useNow } from '../../ui/use-now';
import { TrunkStateWords } from './trunk-row';
import {
  bindTypeNames,
  endpointOf,
  isActive,
  meaningOf,
  passwordStorageWords,
  versionName,
} from './trunk-state';
import styles from './trunk-state-panel.module.css';

const css = classes(styles);

function Fact({
  name,
  isMono = false,
  children,
}: {
  readonly name: string;
  readonly isMono?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={css('fact')}>
      <dt className={css('factName')}>{name}</dt>
      <dd className={css('factValue', isMono && 'mono')}>{children}</dd>
    </div>
  );
}

/** What the link does now and why it is as it is. */
export function TrunkStatePanel({ trunk }: { readonly trunk: TrunkView }) {
  const { trunks } = useStores();
  const keychain = useAppState((state) => state.info?.keychain);
  const nowMs = useNow();
  const [problem, setProblem] = useState<string | null>(null);
  const { connection, last, settings } = trunk;
  const bound = connection.kind === 'logged-in' ? connection : null;
  const active = isActive(connection);
  const isBad = last !== null && last.kind !== 'ok';

  const attempt = (work: Promise<void>): void => {
    setProblem(null);
    work.catch((error: unknown) => setProblem(sentenceOf(error)));
  };

  return (
    <section className={css('panel')} aria-label="State">
      <div className={css('head')}>
        <div className={css('heading')}>
          <h1 className={css('name')}>{settings.name}</h1>
          <p className={css('state')}>
            <TrunkStateWords trunk={trunk} />
          </p>
        </div>
        <div className={css('actions')}>
          {active ? (
            <Button
              icon={<PowerOff size={14} aria-hidden />}
              onClick={() => attempt(trunks.unbind(trunk.id))}
              disabled={connection.kind === 'unbinding'}
            >
              {connection.kind === 'waiting' ? 'Stop retrying' : 'Unbind'}
            </Button>
          ) : null}
          {active && connection.kind !== 'waiting' ? null : (
            <Button icon={<Power size={14} aria-hidden />} onClick={() => attempt(trunks.bind(trunk.id))}>
              {connection.kind === 'waiting' ? 'Bind now' : 'Bind'}
            </Button>
          )}
        </div>
      </div>
      {isBad ? (
        <Notice kind={meaningOf(connection) === 'error' ? 'error' : 'warning'}>
          <strong className={css('lastName')}>{lastStateName(last.kind)}.</strong> {last.sentence}
        </Notice>
      ) : null}
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {keychain?.kind === 'unavailable' && trunk.passwordStorage === 'this-run' ? (
        <Notice kind="warning">{keychain.sentence}</Notice>
      ) : null}
      {settings.tls.isEnabled && settings.tls.acceptsAnyCertificate ? (
        <Notice kind="warning">
          Any certificate is accepted: the connection is encrypted, but anyone in between could read and
          change it. Turn it off as soon as the SMSC’s certificate can be checked.
        </Notice>
      ) : null}
      <dl className={css('facts')}>
        <Fact name="Last state">
          {last === null ? 'Nothing yet' : `${lastStateName(last.kind)}, ${formatMoment(last.atMs, nowMs)}`}
        </Fact>
        <Fact name="Logged in since">{bound === null ? '–' : formatMoment(bound.sinceMs, nowMs)}</Fact>
        <Fact name="Bind type">{bindTypeNames[settings.bindType]}</Fact>
        <Fact name="SMSC’s version">
          {bound === null
            ? '–'
            : bound.smscInterfaceVersion === null
              ? 'Not stated'
              : versionName(bound.smscInterfaceVersion)}
        </Fact>
        <Fact name="Local address" isMono>
          {bound?.localAddress ?? '–'}
        </Fact>
        <Fact name="SMSC’s address" isMono>
          {bound?.remoteAddress ?? endpointOf(trunk)}
        </Fact>
        <Fact name="Password">{passwordStorageWords[trunk.passwordStorage]}</Fact>
        <Fact name="Security">{settings.tls.isEnabled ? 'SSL (TLS 1.2 or newer)' : 'None: plain TCP'}</Fact>
      </dl>
    </section>
  );
}
