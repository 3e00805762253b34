import { Play, Square } from 'lucide-react';
import { useState } from 'react';
import { MasterDetail, PaneHeader } from '../../app/master-detail';
import { sentenceOf } from '../../app/replica';
import { useIsNarrow } from '../../app/room';
import { useSimulator, useStores, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { plural } from '../../ui/format';
import { Notice } from '../../ui/notice';
import { StateDot } from '../../ui/state-dot';
import { Handset } from './handset';
import { SessionTable } from './session-table';
import { SpecialNumbers } from './special-numbers';
import styles from './simulator-page.module.css';

const css = classes(styles);

export function SimulatorPage() {
  const { simulator: store, trunks } = useStores();
  const simulator = useSimulator((state) => state.simulator);
  const isLoaded = useSimulator((state) => state.isLoaded);
  const loadProblem = useSimulator((state) => state.problem);
  const demo = useTrunks((state) => state.trunks.find((trunk) => trunk.isDemo));
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isHandsetOpen, setIsHandsetOpen] = useState(false);
  const isNarrow = useIsNarrow();

  const attempt = (work: Promise<unknown>): void => {
    setProblem(null);
    setIsBusy(true);
    work.catch((error: unknown) => setProblem(sentenceOf(error))).finally(() => setIsBusy(false));
  };
  const { isRunning } = simulator;
  const shownProblem = problem ?? simulator.problem ?? loadProblem;

  const status = (
    <div className={css('status')}>
      <PaneHeader title="Simulator">
        <Button
          variant="quiet"
          disabled={isBusy || !isLoaded}
          icon={isRunning ? <Square size={13} aria-hidden /> : <Play size={13} aria-hidden />}
          onClick={() => attempt(isRunning ? store.stopSimulator() : store.start())}
        >
          {isRunning ? 'Stop' : 'Start'}
        </Button>
      </PaneHeader>
      <div className={css('body')}>
        <p className={css('lead')}>
          An SMSC on this computer, so that all of Trunkline works with no network. It checks credentials,
          answers messages, sends receipts, and has one handset.
        </p>
        {shownProblem === null ? null : <Notice kind="error">{shownProblem}</Notice>}
        <dl className={css('facts')}>
          <dt>State</dt>
          <dd>
            <span role="status">
              <StateDot meaning={isRunning ? 'ok' : 'neutral'}>{isRunning ? 'Running' : 'Stopped'}</StateDot>
            </span>
          </dd>
          <dt>Address</dt>
          <dd className={css('mono')}>{isRunning ? `${simulator.host}:${simulator.port}` : '–'}</dd>
          <dt>System ID</dt>
          <dd className={css('mono')}>{simulator.systemId || '–'}</dd>
          <dt>Password</dt>
          <dd>Made for this run; the Demo trunk knows it</dd>
          <dt>Sessions</dt>
          <dd>{plural(simulator.sessions.length, 'session')}</dd>
        </dl>
        <SessionTable sessions={simulator.sessions} />
        <SpecialNumbers />
        <div className={css('actions')}>
          {demo?.connection.kind === 'logged-in' ? null : (
            <Button onClick={() => attempt(trunks.offerDemo())} disabled={isBusy}>
              {demo === undefined ? 'Add the Demo trunk' : 'Bind the Demo trunk'}
            </Button>
          )}
          {isNarrow ? <Button onClick={() => setIsHandsetOpen(true)}>Show the handset</Button> : null}
        </div>
      </div>
    </div>
  );

  return (
    <MasterDetail
      id="simulator"
      listLabel="Simulator"
      list={status}
      listSizePx={440}
      detailLabel="Handset"
      detail={
        <div className={css('stage')}>
          <Handset />
        </div>
      }
      isDetailOpen={isHandsetOpen}
      onBack={() => setIsHandsetOpen(false)}
    />
  );
}
