import { Circle, CircleCheck, CircleMinus, CircleX, LoaderCircle, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { TestStep } from '#shared/model/trunk-records';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { IconButton } from '../../../ui/icon-button';
import { Notice } from '../../../ui/notice';
import styles from './test-panel.module.css';
import type { ConnectionTest } from './use-connection-test';

const css = classes(styles);

const icons = {
  waiting: Circle,
  running: LoaderCircle,
  passed: CircleCheck,
  failed: CircleX,
  skipped: CircleMinus,
} as const;
const stateNames: Readonly<Record<TestStep['state'], string>> = {
  waiting: 'Waiting',
  running: 'Running',
  passed: 'Passed',
  failed: 'Failed',
  skipped: 'Skipped',
};

function verdict({ isRunning, isCancelled, steps }: ConnectionTest): string {
  if (isRunning) return 'Testing the connection…';
  if (steps.some((step) => step.state === 'failed')) return 'The connection does not work.';
  return isCancelled || steps.length === 0 ? 'The test was ended.' : 'The connection works.';
}

/** How the test goes, step by step, while the form stays as it is. */
export function TestPanel({ test }: { readonly test: ConnectionTest }) {
  const list = useRef<HTMLOListElement>(null);
  // The step that is under way, or the one that failed, is the one to be read.
  useEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [test.steps]);
  if (!test.isShown) return null;
  return (
    <section className={css('panel')} aria-label="Connection test">
      <div className={css('head')}>
        <p className={css('verdict')} role="status">
          {test.problem === null ? verdict(test) : 'The test could not be started.'}
        </p>
        {test.isRunning ? (
          <Button onClick={test.cancel} disabled={test.isCancelled}>
            Cancel the test
          </Button>
        ) : (
          <IconButton label="Close the test" icon={<X size={16} />} onClick={test.hide} side="left" />
        )}
      </div>
      {test.problem === null ? null : <Notice kind="error">{test.problem}</Notice>}
      <ol ref={list} className={css('steps')}>
        {test.steps.map((step) => {
          const Icon = icons[step.state];
          return (
            <li key={step.name} className={css('step', step.state)}>
              <Icon size={14} aria-label={stateNames[step.state]} />
              <span className={css('name')}>{step.name}</span>
              <span className={css('time')}>
                {step.elapsedMs === null ? '' : `${Math.round(step.elapsedMs)} ms`}
              </span>
              {step.sentence === '' ? null : <span className={css('sentence')}>{step.sentence}</span>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
