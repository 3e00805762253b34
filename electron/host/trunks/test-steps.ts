import type { Clock } from '#shared/lib/clock';
import type { TestStep } from '#shared/model/trunk-records';

type State = TestStep['state'];

/** The steps of a test, in order, each told again whenever one of them moves. */
export class TestSteps {
  readonly #clock: Clock;
  readonly #onMoved: () => void;
  readonly #steps: { step: TestStep; startedAtMs: number }[] = [];

  constructor(clock: Clock, onMoved: () => void) {
    this.#clock = clock;
    this.#onMoved = onMoved;
  }

  get all(): TestStep[] {
    return this.#steps.map(({ step }) => step);
  }

  /** Adds a step that waits; answers with its place. */
  add(name: string): number {
    this.#steps.push({ step: { name, state: 'waiting', sentence: '', elapsedMs: null }, startedAtMs: 0 });
    return this.#steps.length - 1;
  }

  /** Moves a step; one that is over stays as it is. */
  move(place: number, state: State, sentence = ''): void {
    const entry = this.#steps[place];
    if (entry === undefined || isOver(entry.step.state) || entry.step.state === state) return;
    const now = this.#clock.now();
    if (state === 'running') entry.startedAtMs = now;
    const hasRun = entry.step.state === 'running' && isOver(state);
    const elapsedMs = hasRun ? Math.max(0, Math.round(now - entry.startedAtMs)) : null;
    entry.step = { ...entry.step, state, sentence, elapsedMs };
    this.#onMoved();
  }

  /** What runs among these has failed, what waits is skipped. */
  fail(places: readonly number[], sentence: string): void {
    for (const place of places) {
      const state = this.#steps[place]?.step.state;
      if (state === 'running') this.move(place, 'failed', sentence);
      else if (state === 'waiting') this.move(place, 'skipped', 'Not tried, because of the step before.');
    }
  }
}

function isOver(state: State): boolean {
  return state === 'passed' || state === 'failed' || state === 'skipped';
}
