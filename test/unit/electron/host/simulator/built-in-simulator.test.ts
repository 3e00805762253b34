import smpp, { type PDU } from 'smpp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventHub, type HostEvent } from '#electron/host/event-hub';
import { createSimulatorHandlers } from '#electron/host/handlers/simulator';
import { BuiltInSimulator, type SimulatorEndpoint } from '#electron/host/simulator/built-in-simulator';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { systemClock } from '#electron/smpp/system-clock';
import { contract } from '#shared/contract/index';
import { HANDSET_NUMBER } from '#shared/model/simulator';
import { RpcError } from '#shared/rpc/errors';

let hub: EventHub;
let simulator: BuiltInSimulator;
let events: HostEvent[];
let errors: unknown[];
beforeEach(() => {
  errors = [];
  hub = new EventHub((error) => errors.push(error));
  events = [];
  hub.subscribe((event) => events.push(event));
  simulator = new BuiltInSimulator({ clock: systemClock, hub, onError: (error) => errors.push(error) });
});
afterEach(async () => {
  await simulator.stop();
  expect(errors).toEqual([]);
});

async function started(): Promise<SimulatorEndpoint> {
  await simulator.start();
  const endpoint = simulator.credentials();
  if (endpoint === null) throw new Error(simulator.problem() ?? 'It does not run.');
  return endpoint;
}

/** Resolves with the first event of that name that fits, from now on or already there. */
async function until<T>(name: string, pick: (payload: never) => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const look = (event: HostEvent): void => {
      const picked = event.name === name ? pick(event.payload as never) : undefined;
      if (picked !== undefined) resolve(picked);
    };
    events.forEach(look);
    hub.subscribe(look);
  });
}

describe('the built-in simulator', () => {
  it('listens on loopback with credentials of its own for each run', async () => {
    expect(simulator.credentials()).toBeNull();
    expect(simulator.view()).toMatchObject({ isRunning: false, port: 0, problem: null });
    const first = await started();
    expect(first).toMatchObject({ host: '127.0.0.1', systemId: 'demo' });
    expect(first.password).toMatch(/^[\w-]{8}$/);
    expect(simulator.view()).toMatchObject({ isRunning: true, port: first.port, systemId: 'demo' });
    await simulator.stop();
    expect(simulator.credentials()).toBeNull();
    const second = await started();
    expect(second.password).not.toBe(first.password);
  });

  it('starts once, however often it is asked', async () => {
    let changes = 0;
    simulator.onChanged(() => (changes += 1));
    await Promise.all([simulator.start(), simulator.start()]);
    await simulator.start();
    expect(changes).toBe(1);
  });

  it('does not answer on its port after it was stopped', async () => {
    const { host, port } = await started();
    await simulator.stop();
    await expect(connectTransport({ host, port, connectTimeoutMs: 5000 }, systemClock)).rejects.toMatchObject(
      {
        kind: 'refused',
      },
    );
  });
});

describe('a foreign ESME', () => {
  it('holds a conversation with a handset', async () => {
    const { host, port, systemId, password } = await started();
    const session = smpp.connect({ host, port });
    const delivered: PDU[] = [];
    const received = new Promise<void>((resolve) => {
      session.on('deliver_sm', (pdu: PDU) => {
        delivered.push(pdu);
        session.send(pdu.response());
        if (delivered.length === 2) resolve();
      });
    });
    const bound = await new Promise<PDU>((resolve) =>
      session.bind_transceiver({ system_id: systemId, password }, resolve),
    );
    expect(bound.command_status).toBe(0);
    const accepted = await new Promise<PDU>((resolve) =>
      session.submit_sm(
        {
          source_addr: '4711',
          destination_addr: HANDSET_NUMBER,
          short_message: 'Hi',
          registered_delivery: 1,
        },
        resolve,
      ),
    );
    const arrived = await until('simulator.handsetChanged', (message: { text: string; state: string }) =>
      message.state === 'arrived' ? message : undefined,
    );
    expect(arrived.text).toBe('Hi');
    simulator.handsetSend(HANDSET_NUMBER, '4711', 'Hello back');
    await until('simulator.handsetChanged', (message: { state: string }) =>
      message.state === 'acknowledged' ? message : undefined,
    );
    await received;
    const receipt = delivered.find((pdu) => pdu['esm_class'] === 4);
    const reply = delivered.find((pdu) => pdu['esm_class'] === 0);
    expect(receipt?.['receipted_message_id']).toBe(accepted['message_id']);
    expect(receipt?.['message_state']).toBe(2);
    expect(reply?.['source_addr']).toBe(HANDSET_NUMBER);
    expect((reply?.['short_message'] as { message: string }).message).toBe('Hello back');
    const unbound = new Promise<PDU>((resolve) => session.unbind(resolve));
    expect((await unbound).command_status).toBe(0);
    await until('simulator.changed', (view: { isRunning: boolean; sessions: readonly unknown[] }) =>
      view.sessions.length === 0 && view.isRunning ? view : undefined,
    );
    session.destroy();
  });

  it('is refused with a wrong password', async () => {
    const { host, port, systemId } = await started();
    const session = smpp.connect({ host, port });
    const answer = await new Promise<PDU>((resolve) =>
      session.bind_transceiver({ system_id: systemId, password: 'wrong' }, resolve),
    );
    expect(answer.command_status).toBe(0x0e);
    session.destroy();
  });
});

describe('the commands', () => {
  const handlers = (): ReturnType<typeof createSimulatorHandlers> => createSimulatorHandlers(simulator, hub);
  const client = { id: 1, emit: () => undefined, onGone: () => undefined };
  const signal = new AbortController().signal;

  it('give what the contract says', async () => {
    const view = await handlers()['simulator.start']({}, client, signal);
    expect(contract['simulator.start'].output.parse(view)).toEqual(simulator.view());
    const typed = await handlers()['simulator.handsetSend'](
      { handset: HANDSET_NUMBER, to: '4711', text: 'Hello' },
      client,
      signal,
    );
    expect(contract['simulator.handsetSend'].output.parse(typed)).toMatchObject({ state: 'failed' });
    const snapshot = await handlers()['simulator.get']({}, client, signal);
    expect(contract['simulator.get'].output.parse(snapshot)).toEqual({
      seq: hub.seq,
      simulator: view,
      messages: [typed],
    });
    expect(await handlers()['simulator.stop']({}, client, signal)).toMatchObject({ isRunning: false });
    for (const { name, payload } of events) {
      if (name === 'simulator.changed' || name === 'simulator.handsetChanged')
        contract[name].payload.parse(payload);
    }
    expect(events.length).toBeGreaterThan(2);
  });

  it('refuse to type while it does not run', () => {
    expect(() => simulator.handsetSend(HANDSET_NUMBER, '4711', 'Hello')).toThrow(RpcError);
  });
});
