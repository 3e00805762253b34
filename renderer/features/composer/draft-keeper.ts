import type { Clock, TimerHandle } from '#shared/lib/clock';
import type { HostClient } from '#shared/rpc/host-client';
import { draftContent, type Draft } from './draft';

/** Between two times that a draft is saved, so that it is not with each letter. */
const SAVE_DELAY_MS = 250;

export interface DraftKeeper {
  /** Drafts of earlier runs; one that cannot be read any more is not among them. */
  load(): Promise<ReadonlyMap<string, Draft>>;
  /** At once, or soon after it was last saved; null forgets it. */
  keep(key: string, draft: Draft | null): void;
  /** What waits goes out now. */
  flush(): void;
}

interface Waiting {
  readonly timer: TimerHandle;
  /** The latest that is not saved yet; null where all is. */
  next: { readonly draft: Draft | null } | null;
}

/** Keeps drafts in the host, where they survive the window. What cannot be kept is told by `onProblem`, and that it could by `onKept`. */
export function createDraftKeeper(
  client: HostClient,
  clock: Clock,
  onProblem: (key: string) => void,
  onKept: (key: string) => void,
): DraftKeeper {
  const waiting = new Map<string, Waiting>();

  const save = (key: string, draft: Draft | null): void => {
    const saved =
      draft === null
        ? client.call('draft.delete', { key })
        : client.call('draft.save', { key, content: draft });
    saved.then(
      () => onKept(key),
      () => onProblem(key),
    );
  };

  /** What changes meanwhile is saved at the end, as it is then. */
  const rest = (key: string): void => {
    const timer = clock.startTimer(SAVE_DELAY_MS, () => {
      const next = waiting.get(key)?.next ?? null;
      waiting.delete(key);
      if (next === null) return;
      save(key, next.draft);
      rest(key);
    });
    waiting.set(key, { timer, next: null });
  };

  return {
    load: async () => {
      const { drafts } = await client.call('draft.list', {});
      return new Map(
        drafts.flatMap(({ key, content }) => {
          const read = draftContent.safeParse(content);
          return read.success ? [[key, read.data] as const] : [];
        }),
      );
    },
    keep: (key, draft) => {
      const entry = waiting.get(key);
      if (entry === undefined) {
        save(key, draft);
        rest(key);
      } else {
        entry.next = { draft };
      }
    },
    flush: () => {
      for (const [key, { next, timer }] of waiting) {
        timer.cancel();
        if (next !== null) save(key, next.draft);
      }
      waiting.clear();
    },
  };
}
