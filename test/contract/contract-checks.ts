import assert from 'node:assert/strict';
import { capabilities, contract, PROTOCOL_VERSION, type CommandName } from '#shared/contract/index';
import { connect } from '#shared/rpc/connect';
import type { Wire } from '#shared/rpc/wire';
import { defaultAppSettings } from '#shared/model/settings';
import { FrameTap } from '#test/support/frame-tap';

/** A running host, whatever the wire to it is. */
export interface ContractHost {
  /** A new connection, as a page that was just loaded has it. */
  openWire(): Promise<Wire>;
}

export interface ContractCheck {
  readonly name: string;
  readonly run: (host: ContractHost) => Promise<void>;
}

const names = Object.keys(contract) as (keyof typeof contract)[];
const commandNames = names.filter((name): name is CommandName => contract[name].kind === 'command');
const eventNames = names.filter((name) => contract[name].kind === 'event');

async function greeted(host: ContractHost): Promise<FrameTap> {
  const tap = new FrameTap(await host.openWire());
  await tap.hello();
  return tap;
}

/** What every host answers alike, over every wire. Independent of test runners, since two of them run it. */
export const contractChecks: readonly ContractCheck[] = [
  {
    name: 'greets with its protocol and capabilities of the contract',
    run: async (host) => {
      const tap = new FrameTap(await host.openWire());
      const hello = await tap.hello();
      assert.equal(hello.protocol, PROTOCOL_VERSION);
      for (const name of hello.capabilities)
        assert.ok(
          capabilities.some((known) => known === name),
          name,
        );
      tap.close();
    },
  },
  {
    name: 'knows every command, and parses what each is handed',
    run: async (host) => {
      const tap = await greeted(host);
      for (const [index, name] of commandNames.entries()) {
        const answer = await tap.call(index, name, 42);
        assert.ok(answer.type === 'err', name);
        assert.equal(answer.code, 'invalid-input', name);
        assert.deepEqual(Object.keys(answer.details), [''], name);
      }
      tap.close();
    },
  },
  {
    name: 'knows no other command, whatever objects inherit',
    run: async (host) => {
      const tap = await greeted(host);
      const strangers = [
        '__proto__',
        'constructor',
        'hasOwnProperty',
        'trunk',
        'trunk.explode',
        ...eventNames,
      ];
      for (const [index, name] of strangers.entries()) {
        const answer = await tap.call(index, name, {});
        assert.ok(answer.type === 'err', name);
        assert.equal(answer.code, 'unknown-command', name);
      }
      tap.close();
    },
  },
  {
    name: 'answers in the shape that the contract promises',
    run: async (host) => {
      const tap = await greeted(host);
      const questions = {
        'app.info': {},
        'trunk.list': {},
        'conversation.list': { limit: 10 },
        'simulator.get': {},
        'pduLog.openView': { filter: '' },
        'pduLog.pdu': { number: 1_000_000_000 },
      } satisfies Partial<Record<CommandName, unknown>>;
      for (const [index, [name, input]] of Object.entries(questions).entries()) {
        const answer = await tap.call(index, name, input);
        assert.ok(answer.type === 'ok', JSON.stringify(answer));
        contract[name as keyof typeof questions].output.parse(answer.output);
      }
      tap.close();
    },
  },
  {
    name: 'refuses with a code and a sentence, never with a stack',
    run: async (host) => {
      const tap = await greeted(host);
      const answer = await tap.call(1, 'trunk.exportTimeline', { id: 'there-is-no-such-trunk' });
      assert.ok(answer.type === 'err');
      assert.deepEqual(Object.keys(answer).sort(), ['code', 'details', 'id', 'message', 'type']);
      assert.equal(answer.code, 'not-found');
      assert.match(answer.message, /^[A-Z].*\.$/);
      assert.doesNotMatch(JSON.stringify(answer), /\bat .*:\d+:\d+/);
      tap.close();
    },
  },
  {
    name: 'names the fields at fault and does not repeat what was typed',
    run: async (host) => {
      const tap = await greeted(host);
      const answer = await tap.call(1, 'trunk.create', {
        settings: { name: 'Trunk', host: 'smsc.example', systemId: '', txPort: 70_000 },
        secrets: { password: 'hunter2\u0000' },
      });
      assert.ok(answer.type === 'err');
      assert.equal(answer.code, 'invalid-input');
      assert.deepEqual(Object.keys(answer.details).sort(), [
        'secrets.password',
        'settings.systemId',
        'settings.txPort',
      ]);
      assert.doesNotMatch(JSON.stringify(answer), /hunter2|70000/);
      tap.close();
    },
  },
  {
    name: 'takes a password in and never lets it out',
    run: async (host) => {
      const tap = await greeted(host);
      const password = 'Kx9-never-seen-again';
      const settings = { name: 'Secret keeper', isEnabled: false, host: '127.0.0.1', systemId: 'esme' };
      const created = await tap.call(1, 'trunk.create', { settings, secrets: { password } });
      assert.ok(created.type === 'ok', JSON.stringify(created));
      const { id } = contract['trunk.create'].output.parse(created.output);
      await tap.call(2, 'trunk.list', {});
      await tap.call(3, 'app.info', {});
      await tap.next('evt', (frame) => frame.name === 'trunk.changed');
      assert.ok(!JSON.stringify(tap.frames).includes(password));
      assert.equal((await tap.call(4, 'trunk.delete', { ids: [id] })).type, 'ok');
      tap.close();
    },
  },
  {
    name: 'tells every client of an event, in order, under the same rising numbers',
    run: async (host) => {
      const tap = await greeted(host);
      const themes = ['dark', 'light', 'dark', 'light', 'system'] as const;
      for (const [index, theme] of themes.entries()) await tap.call(index, 'app.changeSettings', { theme });
      const changes = tap.frames.filter(
        (frame) => frame.type === 'evt' && frame.name === 'app.settingsChanged',
      );
      assert.deepEqual(
        changes.map((frame) => (frame.type === 'evt' ? frame.payload : null)),
        themes.map((theme) => ({ ...defaultAppSettings, theme })),
      );
      const numbers = tap.frames.flatMap((frame) => (frame.type === 'evt' ? [frame.seq] : []));
      assert.deepEqual(
        numbers,
        numbers.toSorted((first, second) => first - second),
      );
      tap.close();
    },
  },
  {
    name: 'gives snapshots the number of the last event that they include',
    run: async (host) => {
      const tap = await greeted(host);
      await tap.call(1, 'app.changeSettings', { theme: 'system' });
      const changed = await tap.next('evt', (frame) => frame.name === 'app.settingsChanged');
      const answer = await tap.call(2, 'trunk.list', {});
      assert.ok(answer.type === 'ok');
      assert.ok(contract['trunk.list'].output.parse(answer.output).seq >= changed.seq);
      tap.close();
    },
  },
  {
    name: 'answers a cancelled call exactly once, and passes over cancelling what is not open',
    run: async (host) => {
      const tap = await greeted(host);
      tap.send({ type: 'cancel', id: 99 });
      tap.send({ type: 'req', id: 1, name: 'conversation.list', input: { limit: 10 } });
      tap.send({ type: 'cancel', id: 1 });
      const answer = await tap.answer(1);
      assert.ok(answer.type === 'ok' || answer.code === 'cancelled');
      await tap.call(2, 'app.info', {});
      const answers = tap.frames.filter((frame) => 'id' in frame && frame.id === 1);
      assert.equal(answers.length, 1);
      tap.close();
    },
  },
  {
    name: 'ends a connection that asks before it greets',
    run: async (host) => {
      const tap = new FrameTap(await host.openWire());
      tap.send({ type: 'req', id: 1, name: 'app.info', input: {} });
      await tap.next('bye', () => true);
      assert.deepEqual(
        tap.frames.map((frame) => frame.type),
        ['bye'],
      );
      tap.close();
    },
  },
  {
    name: 'ends a connection that sends what is no frame, and serves the next one',
    run: async (host) => {
      const tap = await greeted(host);
      tap.send({ type: 'req', id: 'one', name: 'app.info' });
      await tap.next('bye', () => true);
      tap.close();
      const next = await greeted(host);
      assert.equal((await next.call(1, 'app.info', {})).type, 'ok');
      next.close();
    },
  },
  {
    name: 'closes the log views of a client that goes, and gives the next one its own',
    run: async (host) => {
      const tap = await greeted(host);
      const opened = await tap.call(1, 'pduLog.openView', { filter: '' });
      assert.ok(opened.type === 'ok');
      const { viewId } = contract['pduLog.openView'].output.parse(opened.output);
      tap.close();
      const next = await greeted(host);
      const rows = await next.call(1, 'pduLog.rows', { viewId, start: 0, count: 1 });
      assert.equal(rows.type, 'err');
      next.close();
    },
  },
  {
    name: 'serves a client of the product',
    run: async (host) => {
      const client = connect(await host.openWire(), {
        reportError: (error) => {
          throw error;
        },
      });
      const info = await client.call('app.info', {});
      assert.match(info.version, /^\d/);
      assert.equal(client.status, 'connected');
      const heard = new Promise((resolve) => client.on('app.settingsChanged', resolve));
      await client.call('app.changeSettings', { theme: 'system' });
      assert.deepEqual(await heard, defaultAppSettings);
      client.close();
      assert.equal(client.status, 'closed');
      await assert.rejects(client.call('app.info', {}), { code: 'disconnected' });
    },
  },
];
