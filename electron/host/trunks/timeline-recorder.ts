import type { BindView } from '#shared/model/trunk-view';
import { connectionStateName } from '#shared/model/trunk-words';
import type { NewTimelineEntry } from './trunk-timelines';

/** Turns the changes of a trunk's binds into entries of its timeline: one for each change that says something new. */
export class TimelineRecorder {
  readonly #shown = new Map<number, string>();

  /** Null when nothing of it is new. */
  entryOf(bind: BindView, label: string, atMs: number): NewTimelineEntry | null {
    const { connection, last, port } = bind;
    const key = `${connection.kind} ${port} ${last?.atMs ?? ''} ${last?.sentence ?? ''}`;
    if (this.#shown.get(bind.index) === key) return null;
    this.#shown.set(bind.index, key);
    return {
      atMs: Math.floor(atMs),
      bind: label,
      state: port === 'listening' ? 'Listening' : connectionStateName(connection),
      sentence: sentenceOf(bind),
      commandStatus: isOutcome(bind) ? (last?.commandStatus ?? null) : null,
    };
  }
}

/** While something is under way, the last state is still that of the time before. */
function isOutcome({ connection }: BindView): boolean {
  return !['connecting', 'logging', 'unbinding'].includes(connection.kind);
}

function sentenceOf(bind: BindView): string {
  switch (bind.connection.kind) {
    case 'connecting':
      return `Connecting to ${bind.target}.`;
    case 'logging':
      return `The bind was sent to ${bind.target}.`;
    case 'unbinding':
      return 'The unbind was sent; its answer is waited for.';
    default:
      return bind.last?.sentence ?? '';
  }
}
