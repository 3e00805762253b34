import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import type { TrunkSettings } from '#shared/model/trunk';
import { connectionState, bindView } from '#shared/model/trunk-view';
import { createPdu } from '#shared/smpp/pdu';
import { rigSettings, TrunkRig, type SmscBehaviour, type SmscEnd } from './trunk-rig';

/** What the trunk is taken to have been told and to have answered. */
interface Model {
  submitted: number;
  outcomes: number;
}
type Command = fc.AsyncCommand<Model, TrunkRig>;

class Step implements Command {
  readonly #name: string;
  readonly #act: (rig: TrunkRig, model: Model) => void | Promise<void>;

  constructor(name: string, act: (rig: TrunkRig, model: Model) => void | Promise<void>) {
    this.#name = name;
    this.#act = act;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, rig: TrunkRig): Promise<void> {
    await this.#act(rig, model);
    await rig.settle();
    connectionState.parse(rig.binds.state.connection);
    for (const view of rig.binds.views) {
      bindView.parse(view);
      if (view.connection.kind === 'waiting') {
        expect(view.connection.retryAtMs).toBeGreaterThan(rig.clock.now());
      }
    }
    expect(rig.binds.freeCapacity()).toBeLessThanOrEqual(rig.binds.freeWindow());
    expect(model.outcomes).toBeLessThanOrEqual(model.submitted);
  }

  toString(): string {
    return this.#name;
  }
}

const step = (name: string, act: (rig: TrunkRig, model: Model) => void | Promise<void>) =>
  fc.constant(new Step(name, act));
const onPeer = (name: string, act: (end: SmscEnd) => void) =>
  fc.nat(7).map(
    (place) =>
      new Step(`${name} ${place}`, (rig) => {
        const end = rig.ends.at(-1 - place);
        if (end !== undefined) act(end);
      }),
  );
const behave = (behaviour: SmscBehaviour) =>
  new Step(`smsc ${behaviour.kind}`, (rig) => {
    rig.behaviour = behaviour;
  });

/** The SMSC calls where somebody listens; without a name it says nothing after that. */
async function call(rig: TrunkRig, systemId: string | null): Promise<void> {
  if (!rig.calls.isAnswered) return;
  const end = rig.calls.call(rig.behaviour.kind === 'fails' ? undefined : rig.behaviour);
  rig.ends.push(end);
  await rig.settle();
  if (systemId !== null)
    end.send(createPdu('outbind', { sequenceNumber: 1, body: { systemId, password: '' } }));
}

const outbind = { isEnabled: true, listenAddress: '127.0.0.1', listenPort: 9000, smscSystemId: 'SMSC' };

const commands = [
  fc
    .constantFrom<SmscBehaviour>(
      { kind: 'accepts' },
      { kind: 'accepts' },
      { kind: 'accepts' },
      { kind: 'refuses', commandStatus: 0x0e },
      { kind: 'refuses', commandStatus: 0x05 },
      { kind: 'nacks', commandStatus: 3 },
      { kind: 'swallows' },
      { kind: 'closes' },
      { kind: 'hangs' },
      { kind: 'fails', error: new ConnectError('refused', 'Refused.') },
    )
    .map(behave),
  fc
    .constantFrom(1, 20, 1000, 10_000, 61_000, 400_000)
    .map((ms) => new Step(`pass ${ms} ms`, (rig) => rig.clock.advanceAsync(ms))),
  step('bind', (rig) => rig.binds.bind()),
  step('arm', (rig) => rig.binds.arm()),
  step('unbind', (rig) => rig.binds.unbind()),
  step('wake', (rig) => rig.binds.handleWake()),
  step('messages wait', (rig) => rig.binds.wantsToSend()),
  fc
    .integer({ min: 1, max: 4 })
    .map(
      (binds) =>
        new Step(`rebind with ${binds}`, (rig) => rig.binds.rebind({ ...rigSettings, ...rig.given, binds })),
    ),
  fc
    .constantFrom('SMSC', 'Other', null)
    .map(
      (systemId) => new Step(`called by ${systemId ?? 'nobody in particular'}`, (rig) => call(rig, systemId)),
    ),
  fc.nat(3).map((count) => new Step(`${count} wait`, (rig) => rig.binds.reportQueued(count))),
  fc.integer({ min: 1, max: 25 }).map(
    (count) =>
      new Step(`submit ${count}`, (rig, model) => {
        for (let message = 0; message < count; message += 1) {
          model.submitted += 1;
          const { body } = createPdu('submit_sm', { sequenceNumber: 0 });
          rig.binds.submit({ command: 'submit_sm', body: body! }, () => {
            model.outcomes += 1;
          });
        }
      }),
  ),
  onPeer('closes', (end) => end.close()),
  onPeer('resets', (end) => end.reset()),
  onPeer('falls silent', (end) => {
    end.answers = false;
  }),
  onPeer('unbinds', (end) => end.send(createPdu('unbind', { sequenceNumber: 77 }))),
  onPeer('throttles', (end) =>
    end.send(createPdu('submit_sm_resp', { sequenceNumber: 2, commandStatus: 0x58 })),
  ),
  onPeer('sends rubbish', (end) => end.sendOctets(Uint8Array.of(0, 0, 0, 1, 9, 9))),
];

const kinds = fc.constantFrom<Partial<TrunkSettings>>(
  {},
  { bindType: 'pair' },
  // On demand, as a transmitter is unless it is told otherwise.
  { bindType: 'transmitter' },
  { bindType: 'transmitter', binds: 2, onDemand: { isEnabled: true, idleSeconds: 5 } },
  { bindType: 'transmitter', onDemand: { isEnabled: false, idleSeconds: 60 } },
  { version: '5.0', outbind },
  { version: '5.0', outbind, binds: 2, isRetryAutomatic: false },
  { binds: 3, window: 2 },
  { bindType: 'pair', binds: 2, isRetryAutomatic: false },
  { rate: { total: 5, perSourceAddress: 1 } },
  { standbyHosts: [{ host: 'b.example', txPort: 1, rxPort: 2 }] },
);

describe('a trunk of any kind under anything that can happen to it', () => {
  it('is never stuck, answers for every message exactly once, and leaks neither timer nor socket', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, fc.commands(commands, { maxCommands: 40 }), async (settings, plan) => {
        const rig = new TrunkRig(settings);
        const model: Model = { submitted: 0, outcomes: 0 };
        await fc.asyncModelRun(() => ({ model, real: rig }), plan);

        // The SMSC works again: what the user asks for comes about, whatever was before.
        rig.behaviour = { kind: 'accepts' };
        rig.binds.reportQueued(0);
        rig.binds.rebind({
          ...rigSettings,
          ...settings,
          onDemand: { isEnabled: false, idleSeconds: 60 },
          outbind: { ...outbind, isEnabled: false },
        });
        await rig.clock.advanceAsync(31_000);
        expect(rig.binds.views.map(({ connection }) => connection.kind)).toEqual(
          rig.binds.views.map(() => 'logged-in'),
        );
        expect(rig.ends.filter(({ isClosed }) => !isClosed)).toHaveLength(rig.binds.views.length);

        const closed = rig.binds.close();
        await rig.clock.advanceAsync(16_000);
        await closed;
        expect(model.outcomes).toBe(model.submitted);
        const arrived = rig.ends.flatMap(({ commands: names }) =>
          names.filter((name) => name === 'submit_sm'),
        );
        expect(arrived.length).toBeLessThanOrEqual(model.submitted);
        expect(rig.ends.filter(({ isClosed }) => !isClosed)).toEqual([]);
        expect(rig.errors).toEqual([]);
        rig.clock.assertNoTimers();
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
