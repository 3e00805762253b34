import type { EventHub } from '#electron/host/event-hub';
import type { BuiltInSimulator } from '#electron/host/simulator/built-in-simulator';
import type { HandlersOf } from '#shared/rpc/handlers';

export function createSimulatorHandlers(simulator: BuiltInSimulator, hub: EventHub): HandlersOf<'simulator'> {
  return {
    'simulator.get': () => ({ seq: hub.seq, simulator: simulator.view(), messages: simulator.messages() }),
    'simulator.start': async () => {
      await simulator.start();
      return simulator.view();
    },
    'simulator.stop': async () => {
      await simulator.stop();
      return simulator.view();
    },
    'simulator.handsetSend': ({ handset, to, text }) => simulator.handsetSend(handset, to, text),
  };
}
