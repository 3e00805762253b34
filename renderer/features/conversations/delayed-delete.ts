/** How long a delete can be undone. */
export const UNDO_MS = 8000;

/** Calls `run` after the time, or at once with `flush`. */
export interface Delay {
  cancel(): void;
}
export type StartDelay = (ms: number, run: () => void) => Delay;

const startTimeout: StartDelay = (ms, run) => {
  const timer = setTimeout(run, ms);
  return { cancel: () => clearTimeout(timer) };
};

export interface DelayedDeletes<Id> {
  /** Hides them now and deletes them when they can no longer be undone; returns what brings them back. */
  add(ids: readonly Id[]): () => void;
  /** Deletes now what waits, for a window that is being closed. */
  flush(): void;
}

export interface DelayedDeletesOptions<Id> {
  readonly hide: (ids: readonly Id[]) => void;
  readonly show: (ids: readonly Id[]) => void;
  readonly delete: (ids: readonly Id[]) => Promise<unknown>;
  /** They are shown again by then. */
  readonly onFailed: (error: unknown) => void;
  readonly startDelay?: StartDelay;
}

/** Deletes that can be undone for a while: until then nothing is lost, only out of sight. */
export function createDelayedDeletes<Id>({
  hide,
  show,
  delete: deleteNow,
  onFailed,
  startDelay = startTimeout,
}: DelayedDeletesOptions<Id>): DelayedDeletes<Id> {
  const waiting = new Map<readonly Id[], Delay>();
  const finish = (ids: readonly Id[]): void => {
    if (!waiting.delete(ids)) return;
    deleteNow(ids).catch((error: unknown) => {
      show(ids);
      onFailed(error);
    });
  };
  return {
    add: (ids) => {
      hide(ids);
      waiting.set(
        ids,
        startDelay(UNDO_MS, () => finish(ids)),
      );
      return () => {
        waiting.get(ids)?.cancel();
        if (waiting.delete(ids)) show(ids);
      };
    },
    flush: () => {
      for (const [ids, delay] of [...waiting]) {
        delay.cancel();
        finish(ids);
      }
    },
  };
}
