import { describe, expect, it } from 'vitest';
import type { HandsetMessage, SimulatorView } from '#shared/model/simulator';
import { FakeHostClient } from '#test/support/fake-host-client';
import { settled } from '#test/support/settled';
import { handsetNumbers, peersOf } from '../../../../../renderer/features/simulator/handset-peers';
import { createSimulatorStore } from '../../../../../renderer/features/simulator/simulator-store';

const simulator: SimulatorView = {
  isRunning: true,
  host: '127.0.0.1',
  port: 2775,
  systemId: 'demo',
  problem: null,
  sessions: [],
  droppedMessageCount: 0,
};
const handsetMessage = (id: number, rest: Partial<HandsetMessage> = {}): HandsetMessage => ({
  id,
  direction: 'received',
  handset: '12025550123',
  peer: '12025550147',
  text: `Text ${id}`,
  state: 'arrived',
  reason: null,
  atMs: id,
  ...rest,
});

describe('the simulator store', () => {
  it('follows the simulator and what happens on its handset', async () => {
    const client = new FakeHostClient({
      'simulator.get': () => ({ seq: 0, simulator, messages: [handsetMessage(1)] }),
      'simulator.handsetSend': () => handsetMessage(2),
    });
    const store = createSimulatorStore(client);
    await settled();
    client.emit('simulator.handsetChanged', handsetMessage(2, { direction: 'sent', state: 'sending' }));
    client.emit('simulator.handsetChanged', handsetMessage(2, { direction: 'sent', state: 'acknowledged' }));
    client.emit('simulator.changed', { ...simulator, isRunning: false });
    expect(store.getState().messages.map(({ id, state }) => [id, state])).toEqual([
      [1, 'arrived'],
      [2, 'acknowledged'],
    ]);
    expect(store.getState().simulator.isRunning).toBe(false);
    await store.handsetSend('12025550123', '12025550147', 'Hi');
    expect(client.calls.at(-1)?.input).toEqual({ handset: '12025550123', to: '12025550147', text: 'Hi' });
  });
});

describe('handsets', () => {
  const messages = [
    handsetMessage(1, { peer: 'a' }),
    handsetMessage(2, { peer: 'b' }),
    handsetMessage(3, { peer: 'a' }),
    handsetMessage(4, { peer: 'c', handset: '12025550177' }),
  ];

  it('are the one that is always there, and those that were written to', () => {
    expect(handsetNumbers([])).toEqual(['12025550123']);
    expect(handsetNumbers(messages)).toEqual(['12025550123', '12025550177']);
  });

  it('talk with each peer once, the latest first, and know nothing of each other', () => {
    expect(peersOf(messages, '12025550123')).toEqual(['a', 'b']);
    expect(peersOf(messages, '12025550177')).toEqual(['c']);
  });
});
