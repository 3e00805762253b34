import { Copy, Download, KeyRound, Power, PowerOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { TrunkView } from '#shared/model/trunk-view';
import { lastStateName } from '#shared/model/trunk-words';
import { sentenceOf } from '../../../app/replica';
import { useStores } from '../../../app/stores';
import { Badge } from '../../../ui/badge';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { formatMoment } from '../../../ui/format';
import { MoreMenu } from '../../../ui/more-menu';
import { Notice } from '../../../ui/notice';
import { useNow } from '../../../ui/use-now';
import { TrunkStateWords } from '../list/trunk-row';
import { bindSummary, endpointOf, isActive, meaningOf } from '../trunk-state';
import { CredentialsDialog } from './credentials-dialog';
import styles from './trunk-header.module.css';

const css = classes(styles);

export interface TrunkHeaderProps {
  readonly trunk: TrunkView;
  readonly onDelete: () => void;
  readonly onExport: () => void;
}

/** What the trunk does now, why, and what can be done with it; the same above all its views. */
export function TrunkHeader({ trunk, onDelete, onExport }: TrunkHeaderProps) {
  const { trunks, navigation } = useStores();
  const nowMs = useNow();
  const [problem, setProblem] = useState<string | null>(null);
  const [showsCredentials, setShowsCredentials] = useState(false);
  const { connection, last, settings, throttle } = trunk;
  const active = isActive(connection);
  const isBad = last !== null && last.kind !== 'ok';

  const attempt = (work: Promise<unknown>): void => {
    setProblem(null);
    work.catch((error: unknown) => setProblem(sentenceOf(error)));
  };

  return (
    <section className={css('header')} aria-label="State">
      <div className={css('head')}>
        <div className={css('heading')}>
          <h1 className={css('name')}>
            <span className={css('nameText')} title={settings.name}>
              {settings.name}
            </span>
            {trunk.isDemo ? <Badge>Demo</Badge> : null}
            {settings.isEnabled ? null : <Badge>Disabled</Badge>}
          </h1>
          <p className={css('state')}>
            <TrunkStateWords trunk={trunk} />
            <span className={css('how')}>
              {bindSummary(trunk)} · <span className={css('mono')}>{endpointOf(trunk)}</span>
            </span>
          </p>
        </div>
        <div className={css('actions')}>
          {active ? (
            <Button
              icon={<PowerOff size={14} aria-hidden />}
              onClick={() => attempt(trunks.unbind([trunk.id]))}
              disabled={connection.kind === 'unbinding'}
            >
              {connection.kind === 'waiting' ? 'Stop retrying' : 'Unbind'}
            </Button>
          ) : null}
          {active && connection.kind !== 'waiting' ? null : (
            <Button icon={<Power size={14} aria-hidden />} onClick={() => attempt(trunks.bind([trunk.id]))}>
              {connection.kind === 'waiting' ? 'Bind now' : 'Bind'}
            </Button>
          )}
          <MoreMenu
            of="this trunk"
            items={[
              {
                id: 'credentials',
                label: 'Credentials…',
                icon: <KeyRound size={14} />,
                onSelect: () => setShowsCredentials(true),
              },
              {
                id: 'duplicate',
                label: 'Duplicate',
                icon: <Copy size={14} />,
                onSelect: () => navigation.startNewTrunk(trunk.id),
              },
              ...(trunk.isDemo
                ? []
                : [{ id: 'export', label: 'Export…', icon: <Download size={14} />, onSelect: onExport }]),
              {
                id: 'delete',
                label: 'Delete…',
                icon: <Trash2 size={14} />,
                isDanger: true,
                startsGroup: true,
                onSelect: onDelete,
              },
            ]}
          />
        </div>
      </div>
      {isBad ? (
        <Notice kind={meaningOf(connection) === 'error' ? 'error' : 'warning'}>
          <strong className={css('lastName')}>{lastStateName(last.kind)}.</strong> {last.sentence}
        </Notice>
      ) : null}
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {throttle === null ? null : (
        <Notice kind="warning">
          Throttled since {formatMoment(throttle.sinceMs, nowMs)} ({throttle.cause}): messages wait and are
          tried again, at {rateWords(throttle.messagesPerSecond)} for now.
        </Notice>
      )}
      {trunk.warnings.map((warning) => (
        <Notice key={warning} kind="warning">
          {warning}
        </Notice>
      ))}
      <CredentialsDialog trunk={trunk} isOpen={showsCredentials} onClose={() => setShowsCredentials(false)} />
    </section>
  );
}

const rateWords = (perSecond: number): string =>
  `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)} messages a second`;
