import type { CDPSession } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds by the clock, and of a processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What the main thread of the page did at one go, in milliseconds. */
export interface Task {
  /** By the clock: on a busy machine, the thread waits for a processor in between. */
  readonly wallMs: number;
  readonly cpuMs: number;
}

export interface TaskTimes {
  /** Every one, whatever its length. */
  readonly tasks: readonly Task[];
  /** Of the page's process. */
  readonly pid: number;
}

const RENDERER_THREAD = 'CrRendererMain';

/** Begins to record every task of the page's main thread; call what it resolves to for their times. */
export async function traceTasks(tools: CDPSession): Promise<() => Promise<TaskTimes>> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { readonly value: readonly unknown[] }): void => {
    for (const event of value as readonly TraceEvent[]) {
      if (event.ph === 'M' || (event.ph === 'X' && event.name.endsWith('RunTask'))) events.push(event);
    }
  };
  tools.on('Tracing.dataCollected', collect);
  await tools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', '__metadata'], excludedCategories: ['*'] },
  });
  return async () => {
    const complete = new Promise((done) => tools.once('Tracing.tracingComplete', done));
    await tools.send('Tracing.end');
    await complete;
    tools.off('Tracing.dataCollected', collect);
    return mainThreadOf(events);
  };
}

/** The busiest of the renderers' main threads: the window has one, and a spare one may idle beside it. */
function mainThreadOf(events: readonly TraceEvent[]): TaskTimes {
  const threads = events.filter(
    ({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args?.name === RENDERER_THREAD,
  );
  const times = threads.map(({ pid, tid }) => ({
    pid,
    tasks: events
      .filter((event) => event.ph === 'X' && event.pid === pid && event.tid === tid)
      .map(({ dur = 0, tdur = dur }): Task => ({ wallMs: dur / 1000, cpuMs: tdur / 1000 })),
  }));
  const busy = ({ tasks }: TaskTimes): number => tasks.reduce((all, { wallMs }) => all + wallMs, 0);
  const [busiest] = times.toSorted((left, right) => busy(right) - busy(left));
  if (busiest === undefined) throw new Error('The trace has no main thread of a page.');
  return busiest;
}
