import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliRun, type CliRunOptions } from './cli-run';
import { TestSmsc } from './test-smsc';

const password: CliRunOptions = { password: 'secret01' };
const message = (to = '12025550123', text = 'Hello'): string[] => [
  '--from',
  '4711',
  '--to',
  to,
  '--text',
  text,
];

let smsc: TestSmsc;
beforeEach(async () => {
  smsc = new TestSmsc();
  await smsc.start();
});
afterEach(async () => {
  await smsc.simulator.stop();
  expect(smsc.errors).toEqual([]);
});

const send = (...words: string[]): CliRun =>
  new CliRun(['send', ...smsc.words, '--json', ...words], password);

describe('send', () => {
  it('binds, sends, tells the message id, and unbinds', async () => {
    const run = send(...message());
    expect(await run.code).toBe(0);
    expect(run.events).toEqual([
      {
        event: 'bound',
        bindType: 'transceiver',
        systemId: 'demo',
        remoteAddress: `127.0.0.1:${smsc.port}`,
        smscVersion: '5.0',
      },
      {
        event: 'accepted',
        to: '12025550123',
        messageIds: [expect.stringMatching(/^[0-9A-F]{10}$/)],
        segments: 1,
      },
    ]);
    expect(run.stopListenerCount).toBe(0);
    await smsc.untilSessions((sessions) => sessions.length === 0);
  });

  it('says the same in words without --json', async () => {
    const run = new CliRun(['send', ...smsc.words, ...message(), '--wait-receipt', '10'], password);
    expect(await run.code).toBe(0);
    expect(run.out).toEqual([
      expect.stringMatching(/^Accepted as [0-9A-F]{10}\.$/),
      expect.stringMatching(/^Receipt of [0-9A-F]{10}: delivered\.$/),
    ]);
    expect(run.notes).toEqual([`Bound to 127.0.0.1:${smsc.port} as transceiver.`]);
  });

  it('takes the password from an environment variable', async () => {
    const run = new CliRun(['send', ...smsc.words, ...message(), '--password-env', 'SMPP_PW', '--json'], {
      environment: { SMPP_PW: 'secret01' },
      password: null,
    });
    expect(await run.code).toBe(0);
  });

  it('goes over a transmitter', async () => {
    const run = send(...message(), '--bind', 'transmitter');
    expect(await run.code).toBe(0);
    expect(run.events[0]).toMatchObject({ event: 'bound', bindType: 'transmitter' });
  });

  it('waits for the receipt', async () => {
    const run = send(...message(), '--wait-receipt', '10');
    expect(await run.code).toBe(0);
    const [, accepted, receipt] = run.events;
    expect(receipt).toEqual({
      event: 'receipt',
      messageId: (accepted?.['messageIds'] as string[])[0],
      to: '12025550123',
      state: 'delivered',
      stat: 'DELIVRD',
      err: '000',
      doneDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00$/) as string,
    });
    expect(smsc.handset).toMatchObject([{ handset: '12025550123', peer: '4711', text: 'Hello' }]);
  });

  it('sends a long text in segments and waits for the receipt of each', async () => {
    const text = 'Привет, мир! '.repeat(60);
    const run = send(...message('12025550123', text), '--wait-receipt', '10');
    expect(await run.code).toBe(0);
    const accepted = await run.until('accepted');
    expect(accepted['segments']).toBe(12);
    expect(new Set(accepted['messageIds'] as string[]).size).toBe(12);
    expect(run.eventNames.filter((name) => name === 'receipt')).toHaveLength(12);
    expect(smsc.handset.at(-1)?.text).toBe(text);
  });
});

describe('several destinations', () => {
  const both = ['--from', '4711', '--to', '12025550123', '--to', '12025550124', '--text', 'Hello'];

  it('get a message each, with an id and a receipt of its own', async () => {
    const run = send(...both, '--wait-receipt', '10');
    expect(await run.code).toBe(0);
    const accepted = run.events.filter(({ event }) => event === 'accepted');
    expect(accepted.map(({ to }) => to)).toEqual(['12025550123', '12025550124']);
    expect(new Set(accepted.flatMap(({ messageIds }) => messageIds as string[])).size).toBe(2);
  });

  it('share the id of a submit_multi, and each has its receipt', async () => {
    const run = send(...both, '--pdu', 'submit_multi', '--wait-receipt', '10');
    expect(await run.code).toBe(0);
    const ids = run.events.flatMap(({ event, messageIds }) =>
      event === 'accepted' ? (messageIds as string[]) : [],
    );
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    const receipts = run.events.filter(({ event }) => event === 'receipt').map(({ to }) => to);
    expect([...receipts].sort()).toEqual(['12025550123', '12025550124']);
  });

  it('1: one of a submit_multi is refused, and which one is said', async () => {
    const run = send(...both, '--to', '12025550196', '--pdu', 'submit_multi');
    expect(await run.code).toBe(1);
    expect(run.events.slice(1)).toMatchObject([
      { event: 'accepted', to: '12025550123' },
      { event: 'accepted', to: '12025550124' },
      { event: 'refused', to: '12025550196', segment: 1, status: 0x0b },
    ]);
    expect(run.notes.at(-1)).toMatch(/^12025550196: The SMSC refused this address/);
  });

  it('1: one is refused, and the receipts of the others are waited for all the same', async () => {
    const run = send(...both, '--to', '12025550196', '--pdu', 'submit_multi', '--wait-receipt', '10');
    expect(await run.code).toBe(1);
    const receipts = run.events.filter(({ event }) => event === 'receipt').map(({ to }) => to);
    expect([...receipts].sort()).toEqual(['12025550123', '12025550124']);
  });

  it('take data_sm too', async () => {
    const run = send(...both, '--pdu', 'data_sm', '--wait-receipt', '10');
    expect(await run.code).toBe(0);
    expect(smsc.handset.map(({ text }) => text)).toEqual(['Hello', 'Hello']);
  });
});

describe('what goes wrong', () => {
  it('1: the SMSC refuses the message', async () => {
    const run = send(...message('12025550196'), '--wait-receipt', '10');
    expect(await run.code).toBe(1);
    expect(run.events.at(-1)).toMatchObject({ event: 'refused', segment: 1, status: 0x0b });
    expect(run.notes.at(-1)).toMatch(/ESME_RINVDSTADR/);
  });

  it('3: the password is wrong', async () => {
    const run = new CliRun(['send', ...smsc.words, ...message(), '--json'], { password: 'wrong' });
    expect(await run.code).toBe(3);
    expect(run.events).toMatchObject([{ event: 'bindFailed', reason: 'invalid-password', status: 0x0e }]);
    expect(run.notes).toEqual([expect.stringMatching(/ESME_RINVPASWD/)]);
    expect(run.out.join() + run.notes.join()).not.toContain('wrong"');
  });

  it('3: nobody listens on the port', async () => {
    await smsc.simulator.stop();
    const run = send(...message());
    expect(await run.code).toBe(3);
    expect(run.events).toMatchObject([{ event: 'bindFailed', reason: 'refused', status: null }]);
  });

  it('3: the other side is no SMSC', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const run = new CliRun(
      ['send', '--host', '127.0.0.1', '--port', String(port), '--system-id', 'demo', ...message(), '--json'],
      password,
    );
    expect(await run.code).toBe(3);
    expect(run.events).toMatchObject([{ event: 'bindFailed', reason: 'not-an-smsc' }]);
    server.close();
  });

  it('3: TLS is asked of a plain port', async () => {
    const run = send(...message(), '--tls', '--tls-insecure');
    expect(await run.code).toBe(3);
    expect(run.events).toMatchObject([{ event: 'bindFailed', reason: 'tls-error' }]);
  });

  it.each([
    ['12025550197', 'expired', 'EXPIRED'],
    ['12025550199', 'undeliverable', 'UNDELIV'],
  ])('4: the receipt of %s says %s', async (to, state, stat) => {
    const run = send(...message(to), '--wait-receipt', '10');
    expect(await run.code).toBe(4);
    expect(run.events.at(-1)).toMatchObject({ event: 'receipt', state, stat });
  });

  it('4: the receipt does not come in time', async () => {
    const slow = new TestSmsc(600_000);
    await slow.start();
    const run = new CliRun(
      ['send', ...slow.words, ...message(), '--wait-receipt', '0.2', '--json'],
      password,
    );
    expect(await run.code).toBe(4);
    const accepted = await run.until('accepted');
    expect(run.events.at(-1)).toEqual({ event: 'receiptMissing', messageIds: accepted['messageIds'] });
    await slow.simulator.stop();
  });

  it('4: the link ends before the receipt', async () => {
    const slow = new TestSmsc(600_000);
    await slow.start();
    const run = new CliRun(['send', ...slow.words, ...message(), '--wait-receipt', '60', '--json'], password);
    await run.until('accepted');
    await slow.simulator.stop();
    expect(await run.code).toBe(4);
    expect(run.notes.at(-1)).toMatch(/^The link ended without the final receipt of /);
  });

  it('4: it is told to stop while it waits', async () => {
    const slow = new TestSmsc(600_000);
    await slow.start();
    const run = new CliRun(['send', ...slow.words, ...message(), '--wait-receipt', '60', '--json'], password);
    await run.until('accepted');
    run.stop();
    expect(await run.code).toBe(4);
    await slow.simulator.stop();
  });
});

describe('what else comes in while it sends', () => {
  it('stays with the SMSC', async () => {
    const slow = new TestSmsc(300);
    await slow.start();
    const run = new CliRun(['send', ...slow.words, ...message(), '--wait-receipt', '20', '--json'], password);
    await run.until('accepted');
    slow.simulator.handsetSend('12025550123', '4711', 'For somebody else');
    expect(await run.code).toBe(0);
    expect(run.eventNames).toEqual(['bound', 'accepted', 'receipt']);
    expect(slow.handset.filter(({ state }) => state === 'acknowledged')).toEqual([]);
    await slow.simulator.stop();
  });
});
