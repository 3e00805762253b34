import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandOutput } from '#shared/contract/index';
import type { Rule, RuleId, RuleSample, RuleSet, RuleSettings } from '#shared/model/rule';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';

export interface RuleState extends RuleSet {
  readonly isLoaded: boolean;
  readonly problem: string | null;
}

export interface RuleStore extends StoreApi<RuleState> {
  /** Null makes a new rule, at the end. */
  save(id: RuleId | null, settings: RuleSettings): Promise<Rule>;
  delete(ids: readonly RuleId[]): Promise<void>;
  /** Shown moved at once; back where it was when the host refuses. */
  move(from: number, to: number): Promise<void>;
  setMode(mode: RuleSet['mode']): Promise<void>;
  test(sample: RuleSample, settings: RuleSettings | null): Promise<CommandOutput<'rule.test'>['matches']>;
  stop(): void;
}

/** A list with one entry moved to another place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const order = [...items];
  order.splice(to, 0, ...order.splice(from, 1));
  return order;
}

/** The window's copy of the inbound rules. */
export function createRuleStore(client: HostClient): RuleStore {
  const store = createStore<RuleState>(() => ({ isLoaded: false, mode: 'first', rules: [], problem: null }));
  /** Told meanwhile, the list that was asked for is out of date. */
  let toldCount = 0;

  const load = async (): Promise<void> => {
    const asked = toldCount;
    try {
      const set = await client.call('rule.list', {});
      if (asked === toldCount) store.setState({ ...set, isLoaded: true, problem: null });
    } catch (error) {
      store.setState({ problem: sentenceOf(error) });
    }
  };
  const releases = [
    client.on('rule.listChanged', (set) => {
      toldCount += 1;
      store.setState({ ...set, isLoaded: true, problem: null });
    }),
    client.onStatus((status) => {
      if (status === 'connected') void load();
    }),
  ];
  if (client.status === 'connected') void load();

  return {
    ...store,
    save: (id, settings) => client.call('rule.save', { id, settings }),
    delete: async (ids) => {
      await client.call('rule.delete', { ids: [...ids] });
    },
    move: async (from, to) => {
      const before = store.getState().rules;
      if (from === to || before[from] === undefined || before[to] === undefined) return;
      const rules = moved(before, from, to);
      store.setState({ rules });
      try {
        await client.call('rule.reorder', { ids: rules.map((rule) => rule.id) });
      } catch (error) {
        if (store.getState().rules === rules) store.setState({ rules: before });
        throw error;
      }
    },
    setMode: async (mode) => {
      await client.call('rule.setMode', { mode });
    },
    test: async (sample, settings) => (await client.call('rule.test', { sample, settings })).matches,
    stop: () => {
      for (const release of releases) release();
    },
  };
}
