import type { Clock, TimerHandle } from '#shared/lib/clock';
import type { HostClient } from '#shared/rpc/host-client';
import { draftContent, type Draft } from './draft';

/** After the last key, so that a draft is written once and not with each letter. */
const SAVE_DELAY_MS = 250;

export interface DraftKeeper {
  /** Drafts of earlier runs; one that cannot be read any more is not among them. */
  load(): Promise<ReadonlyMap<string, Draft>>;
  /** Soon; null forgets it. */
  keep(key: string, draft: Draft | null): void;
  /** What waits goes out now. */
  flush(): void;
}

/** Keeps drafts in the host, where they survive the window. What cannot be kept is told by `onProblem`. */
export function createDraftKeeper(
  client: HostClient,
  clock: Clock,
  onProblem: (key: string) => void,
): DraftKeeper {
  const waiting = new Map<string, { readonly draft: Draft | null; readonly timer: TimerHandle }>();

  const save = (key: string, draft: Draft | null): void => {
    const saved =
      draft === null
        ? client.call('draft.delete', { key })
        : client.call('draft.save', { key, content: draft });
    saved.catch(() => onProblem(key));
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
      waiting.get(key)?.timer.cancel();
      const timer = clock.startTimer(SAVE_DELAY_MS, () => {
        waiting.delete(key);
        save(key, draft);
      });
      waiting.set(key, { draft, timer });
    },
    flush: () => {
      for (const [key, { draft, timer }] of waiting) {
        timer.cancel();
        save(key, draft);
      }
      waiting.clear();
    },
  };
}
