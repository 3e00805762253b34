import { useEffect, useRef, useState } from 'react';
import type { CommandInput, EventPayload } from '#shared/contract/index';
import type { TestStep } from '#shared/model/trunk-records';
import { sentenceOf } from '../../../app/replica';
import { useStores } from '../../../app/stores';

type Progress = EventPayload<'trunk.testProgressed'>;

export interface ConnectionTest {
  readonly isShown: boolean;
  readonly isRunning: boolean;
  readonly isCancelled: boolean;
  readonly steps: readonly TestStep[];
  /** Why it could not be started. */
  readonly problem: string | null;
  readonly start: (input: CommandInput<'trunk.startTest'>) => void;
  readonly cancel: () => void;
  readonly hide: () => void;
}

interface State {
  readonly steps: readonly TestStep[];
  readonly isRunning: boolean;
  readonly isCancelled: boolean;
  readonly problem: string | null;
}

const begun: State = { steps: [], isRunning: true, isCancelled: false, problem: null };

/** Tests a connection with settings that need not be saved; given up when the editor goes. */
export function useConnectionTest(): ConnectionTest {
  const { client } = useStores();
  const [state, setState] = useState<State | null>(null);
  const testId = useRef<string | null>(null);
  /** What the host told of a test before its answer named it. */
  const early = useRef<Progress[]>([]);

  useEffect(() => {
    const stop = client.on('trunk.testProgressed', (progress) => {
      if (testId.current === null) early.current.push(progress);
      else if (progress.testId === testId.current) apply(progress);
    });
    const apply = ({ steps, isOver }: Progress): void =>
      setState((before) => (before === null ? null : { ...before, steps, isRunning: !isOver }));
    return () => {
      stop();
      const running = testId.current;
      testId.current = null;
      if (running !== null) client.call('trunk.cancelTest', { testId: running }).catch(() => undefined);
    };
  }, [client]);

  const start = (input: CommandInput<'trunk.startTest'>): void => {
    testId.current = null;
    early.current = [];
    setState(begun);
    client.call('trunk.startTest', input).then(
      (answer) => {
        testId.current = answer.testId;
        const last = early.current.findLast((each) => each.testId === answer.testId);
        early.current = [];
        if (last !== undefined) setState({ ...begun, steps: last.steps, isRunning: !last.isOver });
      },
      (error: unknown) => setState({ ...begun, isRunning: false, problem: sentenceOf(error) }),
    );
  };
  const cancel = (): void => {
    const running = testId.current;
    if (running === null) return;
    setState((before) => (before === null ? null : { ...before, isCancelled: true }));
    client
      .call('trunk.cancelTest', { testId: running })
      .catch((error: unknown) =>
        setState((before) => (before === null ? null : { ...before, problem: sentenceOf(error) })),
      );
  };

  return {
    isShown: state !== null,
    isRunning: state?.isRunning ?? false,
    isCancelled: state?.isCancelled ?? false,
    steps: state?.steps ?? [],
    problem: state?.problem ?? null,
    start,
    cancel,
    hide: () => {
      if (state?.isRunning === true) cancel();
      testId.current = null;
      setState(null);
    },
  };
}
