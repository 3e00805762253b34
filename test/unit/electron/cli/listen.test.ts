import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliRun } from './cli-run';
import { TestSmsc } from './test-smsc';

const HANDSET = '12025550123';

let smsc: TestSmsc;
beforeEach(async () => {
  smsc = new TestSmsc();
  await smsc.start();
});
afterEach(async () => {
  await smsc.simulator.stop();
});

const listen = (...words: string[]): CliRun =>
  new CliRun(['listen', ...smsc.words, '--json', ...words], { password: 'secret01' });

describe('listen', () => {
  it('prints every PDU, with passwords masked, and answers what comes in', async () => {
    const run = listen('--count', '1');
    await run.until('bound');
    smsc.simulator.handsetSend(HANDSET, '4711', 'Grüße');
    expect(await run.code).toBe(0);
    const pdus = run.events.filter(({ event }) => event === 'pdu');
    expect(pdus.map(({ direction, command }) => `${String(direction)} ${String(command)}`)).toEqual([
      'out bind_transceiver',
      'in bind_transceiver_resp',
      'in deliver_sm',
      'out deliver_sm_resp',
      'out unbind',
      'in unbind_resp',
    ]);
    expect(pdus[0]).toMatchObject({
      status: 0,
      sequence: 1,
      fields: { system_id: 'demo', password: '********', interface_version: 0x34 },
    });
    expect(pdus[1]).toMatchObject({ tlvs: [{ tag: '0x0210', name: 'sc_interface_version', value: 0x50 }] });
    expect(pdus[2]).toMatchObject({
      fields: { source_addr: HANDSET, destination_addr: '4711', short_message: '47727e1e65' },
      text: 'Grüße',
    });
    const bindHex = String(pdus[0]?.['hex']);
    expect(bindHex).not.toContain(Buffer.from('secret01').toString('hex'));
    expect(bindHex).toContain(Buffer.from('********').toString('hex'));
    expect(run.out.join('\n')).not.toContain('secret01');
    expect(smsc.handset.at(-1)).toMatchObject({ state: 'acknowledged' });
  });

  it('prints the PDUs as JSON without --json too, and the rest as notes', async () => {
    const run = new CliRun(['listen', ...smsc.words, '--bind', 'receiver'], { password: 'secret01' });
    await run.until('pdu', ({ command }) => command === 'bind_receiver_resp');
    await smsc.untilSessions(([session]) => session?.bindType === 'receiver');
    run.stop();
    expect(await run.code).toBe(0);
    expect(new Set(run.eventNames)).toEqual(new Set(['pdu']));
    expect(run.notes).toEqual([`Bound to 127.0.0.1:${smsc.port} as receiver.`]);
    expect(run.events.at(-1)).toMatchObject({ command: 'unbind_resp' });
  });

  it('ends after its time', async () => {
    const run = listen('--for', '0.1');
    expect(await run.code).toBe(0);
    expect(run.stopListenerCount).toBe(0);
  });

  it('binds again after the link was lost', async () => {
    const run = listen('--connection-timeout', '1', '--count', '1');
    await run.until('bound');
    const { port } = smsc;
    await smsc.simulator.stop();
    const lost = await run.until('disconnected');
    expect(lost).toMatchObject({ reason: 'disconnected', retryInSeconds: 1 });
    expect(run.notes.at(-1)).toMatch(/Trying again in 1 s\.$/);
    await smsc.start(port);
    await smsc.untilSessions(([session]) => session?.bindType === 'transceiver');
    smsc.simulator.handsetSend(HANDSET, '4711', 'Again');
    expect(await run.code).toBe(0);
    expect(run.eventNames.filter((name) => name === 'bound')).toHaveLength(2);
  });
});

describe('what goes wrong', () => {
  it('1: fewer messages came than were waited for', async () => {
    const run = listen('--for', '0.1', '--count', '2');
    expect(await run.code).toBe(1);
  });

  it('3: the first bind is refused', async () => {
    const run = new CliRun(['listen', ...smsc.words, '--json'], { password: 'wrong' });
    expect(await run.code).toBe(3);
    expect(run.events.at(-1)).toMatchObject({
      event: 'bindFailed',
      reason: 'invalid-password',
      status: 0x0e,
    });
    const answer = run.events.find(({ command }) => command === 'bind_transceiver_resp');
    expect(answer?.['statusText']).toMatch(/ESME_RINVPASWD, 0x0E/);
  });

  it('3: nobody listens on the port', async () => {
    await smsc.simulator.stop();
    expect(await listen().code).toBe(3);
  });

  it('3: it is told to stop before the bind was answered', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const run = new CliRun(['listen', '--host', '127.0.0.1', '--port', String(port), '--system-id', 'demo'], {
      password: 'secret01',
    });
    await run.until('pdu', ({ command }) => command === 'bind_transceiver');
    run.stop();
    expect(await run.code).toBe(3);
    expect(run.notes).toEqual(['Stopped before the SMSC answered the bind.']);
    for (const socket of sockets) socket.destroy();
    server.close();
  });
});
