import type { EventName, EventPayload } from '#shared/contract/index';
import type { Unsubscribe } from '#shared/lib/emitter';
import type { HostClient } from '#shared/rpc/host-client';

/** Listens to one event of the host on behalf of a replica. */
export type Listen = <E extends EventName>(
  name: E,
  apply: (payload: EventPayload<E>, seq: number) => void,
) => void;

export interface ReplicaOptions<Snapshot extends { readonly seq: number }> {
  readonly load: () => Promise<Snapshot>;
  readonly applySnapshot: (snapshot: Snapshot) => void;
  readonly listen: (on: Listen) => void;
  readonly onProblem: (sentence: string) => void;
}

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Keeps a copy of something the host owns: subscribes first, then loads the snapshot, then replays what came
 * meanwhile and is later than it. Loads again whenever the host is connected anew.
 */
export function startReplica<Snapshot extends { readonly seq: number }>(
  client: HostClient,
  options: ReplicaOptions<Snapshot>,
): Unsubscribe {
  /** Number of the last event that the snapshot includes; null while one is being loaded. */
  let includedSeq: number | null = null;
  let waiting: { readonly seq: number; readonly apply: () => void }[] = [];
  let generation = 0;

  const unsubscribes: Unsubscribe[] = [];
  const listen: Listen = (name, apply) => {
    unsubscribes.push(
      client.on(name, (payload, seq) => {
        if (includedSeq === null) waiting.push({ seq, apply: () => apply(payload, seq) });
        else if (seq > includedSeq) apply(payload, seq);
      }),
    );
  };

  const load = async (): Promise<void> => {
    const mine = (generation += 1);
    includedSeq = null;
    waiting = [];
    try {
      const snapshot = await options.load();
      if (mine !== generation) return;
      options.applySnapshot(snapshot);
      includedSeq = snapshot.seq;
      for (const event of waiting) if (event.seq > snapshot.seq) event.apply();
      waiting = [];
    } catch (error) {
      if (mine === generation) options.onProblem(sentenceOf(error));
    }
  };

  options.listen(listen);
  unsubscribes.push(
    client.onStatus((status) => {
      if (status === 'connected') void load();
    }),
  );
  if (client.status === 'connected') void load();

  return () => {
    generation += 1;
    for (const unsubscribe of unsubscribes) unsubscribe();
  };
}
