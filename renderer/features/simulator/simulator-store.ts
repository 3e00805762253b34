import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HandsetMessage, SimulatorView } from '#shared/model/simulator';
import type { HostClient } from '#shared/rpc/host-client';
import { startReplica } from '../../app/replica';

export interface SimulatorState {
  readonly isLoaded: boolean;
  readonly simulator: SimulatorView;
  /** What the handset shows, oldest first. */
  readonly messages: readonly HandsetMessage[];
  readonly problem: string | null;
}

export interface SimulatorStore extends StoreApi<SimulatorState> {
  start(): Promise<void>;
  stopSimulator(): Promise<void>;
  /** Types `text` on the handset, addressed to `to`. */
  handsetSend(handset: string, to: string, text: string): Promise<void>;
  stop(): void;
}

const nothing: SimulatorView = {
  isRunning: false,
  host: '127.0.0.1',
  port: 0,
  systemId: '',
  problem: null,
  sessions: [],
  droppedMessageCount: 0,
};

const upsert = (messages: readonly HandsetMessage[], message: HandsetMessage): readonly HandsetMessage[] =>
  messages.some((each) => each.id === message.id)
    ? messages.map((each) => (each.id === message.id ? message : each))
    : [...messages, message];

/** The window's copy of the built-in simulator and its handset. */
export function createSimulatorStore(client: HostClient): SimulatorStore {
  const store = createStore<SimulatorState>(() => ({
    isLoaded: false,
    simulator: nothing,
    messages: [],
    problem: null,
  }));

  const stop = startReplica(client, {
    load: () => client.call('simulator.get', {}),
    applySnapshot: ({ simulator, messages }) =>
      store.setState({ isLoaded: true, simulator, messages, problem: null }),
    listen: (on) => {
      on('simulator.changed', (simulator) => store.setState({ simulator }));
      on('simulator.handsetChanged', (message) =>
        store.setState((state) => ({ messages: upsert(state.messages, message) })),
      );
    },
    onProblem: (problem) => store.setState({ problem }),
  });

  return {
    ...store,
    start: async () => {
      await client.call('simulator.start', {});
    },
    stopSimulator: async () => {
      await client.call('simulator.stop', {});
    },
    handsetSend: async (handset, to, text) => {
      await client.call('simulator.handsetSend', { handset, to, text });
    },
    stop,
  };
}
