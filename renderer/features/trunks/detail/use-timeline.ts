import { useCallback, useEffect, useRef, useState } from 'react';
import type { TrunkId } from '#shared/model/ids';
import type { TimelineEntry } from '#shared/model/trunk-records';
import { sentenceOf } from '../../../app/replica';
import { useStores } from '../../../app/stores';

const PAGE_ENTRIES = 200;

export interface Timeline {
  /** Newest first. */
  readonly entries: readonly TimelineEntry[];
  readonly isLoaded: boolean;
  readonly problem: string | null;
  /** Asks for older ones, unless they are on the way or there are none. */
  readonly loadOlder: () => void;
}

/** Both lists as one, newest first and each entry once. */
export function mergeEntries(
  one: readonly TimelineEntry[],
  other: readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const byNumber = new Map([...one, ...other].map((entry) => [entry.number, entry]));
  return [...byNumber.values()].toSorted((first, second) => second.number - first.number);
}

/** The changes of a trunk's state; grows at the top while it is looked at. */
export function useTimeline(id: TrunkId): Timeline {
  const { client } = useStores();
  const [entries, setEntries] = useState<readonly TimelineEntry[]>([]);
  const [isLoaded, setIsLoaded] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const hasMore = useRef(true);
  const isLoading = useRef(false);
  const oldest = entries.at(-1)?.number ?? null;

  const load = useCallback(
    (before: number | null): void => {
      if (isLoading.current) return;
      isLoading.current = true;
      client
        .call('trunk.timeline', { id, before, limit: PAGE_ENTRIES })
        .then(
          (answer) => {
            hasMore.current = answer.hasMore;
            setEntries((known) => mergeEntries(known, answer.entries));
            setIsLoaded(true);
            setProblem(null);
          },
          (error: unknown) => setProblem(sentenceOf(error)),
        )
        .finally(() => {
          isLoading.current = false;
        });
    },
    [client, id],
  );

  useEffect(() => {
    const stop = client.on('trunk.timelineGrew', (grown) => {
      if (grown.id === id) setEntries((known) => mergeEntries([grown.entry], known));
    });
    load(null);
    return stop;
  }, [client, id, load]);

  return {
    entries,
    isLoaded,
    problem,
    loadOlder: () => {
      if (hasMore.current && oldest !== null) load(oldest);
    },
  };
}
