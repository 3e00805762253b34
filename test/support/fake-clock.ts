import type { Clock, TimerHandle } from '#shared/lib/clock';

interface FakeTimer {
  readonly dueMs: number;
  readonly order: number;
  readonly fire: () => void;
}

/** A clock that a test moves by hand. Timers fire in the order in which they are due, at exactly their time. */
export class FakeClock implements Clock {
  #nowMs: number;
  #order = 0;
  readonly #timers = new Set<FakeTimer>();

  constructor(startMs = 1_700_000_000_000) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  startTimer(delayMs: number, fire: () => void): TimerHandle {
    const timer: FakeTimer = { dueMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, fire };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  /** Timers that have neither fired nor been cancelled: 0 at the end of a test that leaks none. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Moves time on and fires what is due on the way, also timers that are started meanwhile. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (let due = this.#nextDue(untilMs); due !== undefined; due = this.#nextDue(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, due.dueMs);
      this.#timers.delete(due);
      due.fire();
    }
    this.#nowMs = untilMs;
  }

  /** As `advance`, but lets promises and deliveries that are due settle before, between the timers, and after. */
  async advanceAsync(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    await settle();
    for (let due = this.#nextDue(untilMs); due !== undefined; due = this.#nextDue(untilMs)) {
      this.#nowMs = Math.max(this.#nowMs, due.dueMs);
      this.#timers.delete(due);
      due.fire();
      await settle();
    }
    this.#nowMs = untilMs;
  }

  /** As if the computer had slept: time goes on, and no timer fires before the next `advance`. */
  sleep(forMs: number): void {
    this.#nowMs += forMs;
  }

  /** Throws when a timer is still running, with how many and when the first is due. */
  assertNoTimers(): void {
    if (this.#timers.size === 0) return;
    const first = Math.min(...[...this.#timers].map((timer) => timer.dueMs)) - this.#nowMs;
    throw new Error(`${this.#timers.size} timers still run; the first is due in ${first} ms`);
  }

  #nextDue(untilMs: number): FakeTimer | undefined {
    let next: FakeTimer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs > untilMs) continue;
      if (
        next === undefined ||
        timer.dueMs < next.dueMs ||
        (timer.dueMs === next.dueMs && timer.order < next.order)
      ) {
        next = timer;
      }
    }
    return next;
  }
}

/** Lets everything that is already due run: promise jobs, next ticks and in-memory deliveries. */
export async function settle(turns = 3): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
