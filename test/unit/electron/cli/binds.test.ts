import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { Framer } from '#shared/smpp/framer';
import { createPdu, type Pdu } from '#shared/smpp/pdu';
import { CliRun } from './cli-run';
import { TestSmsc } from './test-smsc';

const message = ['--from', '4711', '--to', '12025550123', '--text', 'Hello'];

let smsc: TestSmsc;
beforeEach(async () => {
  smsc = new TestSmsc();
  await smsc.start();
});
afterEach(async () => {
  await smsc.simulator.stop();
  expect(smsc.errors).toEqual([]);
});

/** A port of this computer that nobody listens on. */
const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** An SMSC that calls, as soon as somebody listens on the port. */
class Caller {
  readonly #socket: Socket;
  readonly #framer = new Framer();
  readonly bind: Promise<Pdu>;

  static async call(port: number): Promise<Caller> {
    for (;;) {
      const socket = connect(port, '127.0.0.1');
      try {
        await once(socket, 'connect');
        return new Caller(socket);
      } catch {
        await nextTurn();
      }
    }
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => undefined);
    this.bind = new Promise((resolve) => {
      socket.on('data', (chunk: Uint8Array) =>
        this.#framer.push(chunk, (octets) => resolve(decode(octets.slice()).pdu)),
      );
    });
    socket.write(
      encode(createPdu('outbind', { sequenceNumber: 1, body: { systemId: 'SMSC', password: '' } })),
    );
  }

  accept(sequenceNumber: number): void {
    this.#socket.write(
      encode(createPdu('bind_receiver_resp', { sequenceNumber, body: { systemId: 'SMSC' } })),
    );
  }

  close(): void {
    this.#socket.destroy();
  }
}

const run = (...words: string[]): CliRun => new CliRun(words, { password: 'secret01' });
const identity = ['--system-id', 'demo', '--json'];

describe('a pair', () => {
  it('sends over the transmitter and takes the receipt over the receiver', async () => {
    const sent = run('send', ...smsc.words, '--json', '--bind', 'pair', ...message, '--wait-receipt', '10');
    expect(await sent.code).toBe(0);
    expect(sent.events[0]).toMatchObject({ event: 'bound', bindType: 'pair' });
    expect(sent.events.at(-1)).toMatchObject({ event: 'receipt', state: 'delivered' });
  });

  it('is bound when both halves are', async () => {
    const listening = run('listen', ...smsc.words, '--json', '--bind', 'pair', '--count', '1');
    await listening.until('bound');
    expect(smsc.simulator.sessions.map(({ bindType }) => bindType).toSorted()).toEqual([
      'receiver',
      'transmitter',
    ]);
    smsc.simulator.handsetSend('12025550123', '4711', 'Hi');
    expect(await listening.code).toBe(0);
    expect(listening.eventNames.filter((name) => name === 'bound')).toHaveLength(1);
  });

  it('uses the credentials of the receiver', async () => {
    const failed = run(
      'send',
      ...smsc.words,
      '--json',
      '--bind',
      'pair',
      '--rx-system-id',
      'other',
      ...message,
    );
    expect(await failed.code).toBe(3);
    expect(failed.events).toMatchObject([{ event: 'bindFailed', reason: 'invalid-username' }]);
  });
});

describe('parallel binds', () => {
  it('are bound together and share the message’s segments', async () => {
    const text = 'x'.repeat(1000);
    const sent = run('send', ...smsc.words, '--json', '--binds', '3', ...message.slice(0, 4), '--text', text);
    expect(await sent.code).toBe(0);
    expect(sent.eventNames).toEqual(['bound', 'accepted']);
  });
});

describe('several hosts', () => {
  it('are tried in order, and which one failed is said', async () => {
    const dead = await freePort();
    const hosts = ['--host', `127.0.0.1:${dead}`, '--host', `127.0.0.1:${smsc.port}`];
    const sent = run('send', ...hosts, ...identity, '--connection-timeout', '1', ...message);
    expect(await sent.code).toBe(0);
    expect(sent.events[0]).toMatchObject({ remoteAddress: `127.0.0.1:${smsc.port}` });
    expect(sent.notes[0]).toMatch(new RegExp(`127\\.0\\.0\\.1:${dead}.* The next host is tried in 1 s\\.$`));
  });

  it('end with 3 when none takes the bind', async () => {
    const [first, second] = [await freePort(), await freePort()];
    const hosts = ['--host', `127.0.0.1:${first}`, '--host', `127.0.0.1:${second}`];
    const failed = run('send', ...hosts, ...identity, '--connection-timeout', '1', ...message);
    expect(await failed.code).toBe(3);
    expect(failed.events).toMatchObject([{ event: 'bindFailed', reason: 'refused' }]);
  });
});

describe('--outbind', () => {
  it('listens, and stops listening when it is told to', async () => {
    const port = await freePort();
    const listening = run(
      'listen',
      ...identity,
      '--outbind',
      String(port),
      '--bind',
      'receiver',
      '--for',
      '0.1',
    );
    expect(await listening.code).toBe(3);
    expect(listening.notes[0]).toBe(`Listening at 127.0.0.1:${port} for the SMSC’s outbind.`);
    expect(listening.events).toMatchObject([{ event: 'bindFailed', reason: 'stopped' }]);
  });

  it('binds on the connection of the SMSC that calls', async () => {
    const port = await freePort();
    const words = ['--outbind', String(port), '--outbind-system-id', 'SMSC', '--bind', 'receiver'];
    const listening = run('listen', ...identity, ...words);
    const calling = await Caller.call(port);
    const bind = await calling.bind;
    expect(bind).toMatchObject({ command: 'bind_receiver', body: { systemId: 'demo' } });
    calling.accept(bind.sequenceNumber);
    expect(await listening.until('bound')).toMatchObject({ bindType: 'receiver' });
    calling.close();
    listening.stop();
    expect(await listening.code).toBe(0);
  });

  it('binds to a simulator that calls, and gets what is typed on its handset', async () => {
    const port = await freePort();
    const words = ['--outbind', String(port), '--outbind-system-id', 'centre', '--bind', 'receiver'];
    const listening = run('listen', ...identity, ...words);
    await listening.untilNote((note) => note.startsWith('Listening at'));
    const calling = run(
      'simulate',
      ...['--port', '0', '--json', '--outbind', `127.0.0.1:${port}`, '--outbind-id', 'centre'],
    );
    expect(await calling.until('called')).toEqual({ event: 'called', host: '127.0.0.1', port });
    expect(await listening.until('bound')).toMatchObject({ bindType: 'receiver' });
    listening.stop();
    expect(await listening.code).toBe(0);
    calling.stop();
    expect(await calling.code).toBe(0);
  });

  it('of a simulator ends with 1 when nobody listens, and with 2 when it is not said where', async () => {
    const nobody = run('simulate', '--port', '0', '--outbind', `127.0.0.1:${await freePort()}`);
    expect(await nobody.code).toBe(1);
    expect(nobody.notes[0]).toContain('refused');
    const nowhere = run('simulate', '--port', '0', '--outbind-id', 'centre');
    expect(await nowhere.code).toBe(2);
    const wrong = run('simulate', '--port', '0', '--outbind', '127.0.0.1:no');
    expect(await wrong.code).toBe(2);
    expect(wrong.notes[0]).toContain('--outbind: “127.0.0.1:no” has no port');
  });

  it('3: the port is in use', async () => {
    const failed = run('listen', ...identity, '--outbind', String(smsc.port), '--bind', 'receiver');
    expect(await failed.code).toBe(3);
    expect(failed.events).toMatchObject([{ event: 'bindFailed', reason: 'listen-failed' }]);
  });

  it('3: SMPP 3.4 has no outbind for a transceiver', async () => {
    const failed = run('send', ...identity, '--outbind', String(await freePort()), ...message);
    expect(await failed.code).toBe(3);
    expect(failed.events).toMatchObject([{ event: 'bindFailed', reason: 'version-refused' }]);
  });
});
