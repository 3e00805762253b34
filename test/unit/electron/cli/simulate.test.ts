import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { useTempFolders } from '#test/support/use-temp-folders';
import { readRecords } from '../../shared/capture/read-records';
import { CliRun } from './cli-run';

const sendTo = (port: unknown, password: string, ...words: string[]): CliRun =>
  new CliRun(
    [
      'send',
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--system-id',
      'demo',
      '--from',
      '4711',
      '--json',
      ...words,
    ],
    { password },
  );
const message = ['--to', '12025550123', '--text', 'Hello'];

describe('simulate', () => {
  it('tells its port, takes messages, and ends when it is told to', async () => {
    const run = new CliRun(['simulate', '--port', '0', '--json']);
    const { port } = await run.until('listening');
    expect(run.out[0]).toBe(`{"event":"listening","port":${String(port)}}`);
    expect(await sendTo(port, 'anything', ...message, '--wait-receipt', '10').code).toBe(0);
    expect(run.events.at(-1)).toMatchObject({
      event: 'arrived',
      handset: '12025550123',
      from: '4711',
      text: 'Hello',
    });
    run.stop();
    expect(await run.code).toBe(0);
    expect(await sendTo(port, 'anything', ...message).code).toBe(3);
  });

  it('says the same in words without --json', async () => {
    const run = new CliRun(['simulate', '--port', '0']);
    await run.untilLine((line) => line.startsWith('Listening on 127.0.0.1:'));
    const port = /:(\d+)\./.exec(run.out[0] ?? '')?.[1];
    expect(await sendTo(port, 'x', ...message, '--wait-receipt', '10').code).toBe(0);
    run.stop();
    await run.code;
    expect(run.out.slice(1)).toEqual(['12025550123 got from 4711: Hello']);
  });

  it.each([
    ['as an argument', ['--password', 'pw'], {}],
    ['in the environment', ['--password-env', 'SIM_PW'], { SIM_PW: 'pw' }],
  ])('lets in only who knows the password given %s', async (_, words, environment) => {
    const run = new CliRun(['simulate', '--port', '0', '--system-id', 'demo', ...words, '--json'], {
      environment,
    });
    const { port } = await run.until('listening');
    expect(await sendTo(port, 'other', ...message).code).toBe(3);
    expect(await sendTo(port, 'pw', ...message).code).toBe(0);
    run.stop();
    expect(await run.code).toBe(0);
  });

  it('ends with 1 when the port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const run = new CliRun(['simulate', '--port', String(port)]);
    expect(await run.code).toBe(1);
    expect(run.notes).toEqual([`127.0.0.1:${port} is in use by another program. Choose another port.`]);
    server.close();
  });
});

describe('--capture', () => {
  const tempFolder = useTempFolders();

  it('writes both sides to captures that are read again, passwords masked', async () => {
    const folder = tempFolder();
    const [ours, theirs] = [join(folder, 'ours.pcapng'), join(folder, 'theirs.pcapng')];
    const run = new CliRun([
      'simulate',
      '--port',
      '0',
      '--json',
      '--system-id',
      'demo',
      '--password',
      'hunter22',
      '--capture',
      theirs,
    ]);
    const { port } = await run.until('listening');
    expect(await sendTo(port, 'hunter22', ...message, '--capture', ours).code).toBe(0);
    run.stop();
    expect(await run.code).toBe(0);
    const [sent, received] = [ours, theirs].map((path) => readRecords(new Uint8Array(readFileSync(path))));
    expect(sent?.problems).toEqual([]);
    expect(received?.problems).toEqual([]);
    expect(sent?.records.map(({ octets }) => octets)).toEqual(received?.records.map(({ octets }) => octets));
    expect(sent?.records[0]?.direction).toBe('out');
    expect(received?.records[0]?.direction).toBe('in');
    expect(sent?.sessions.get(1)).toMatchObject({ role: 'esme', remoteAddress: `127.0.0.1:${String(port)}` });
    expect(received?.sessions.get(1)).toMatchObject({
      role: 'smsc',
      localAddress: `127.0.0.1:${String(port)}`,
    });
    for (const path of [ours, theirs]) expect(readFileSync(path).includes('hunter22')).toBe(false);
  });

  it('never touches a file that is there', async () => {
    const path = join(tempFolder(), 'mine');
    writeFileSync(path, 'mine');
    const run = new CliRun(['simulate', '--port', '0', '--capture', path]);
    expect(await run.code).toBe(2);
    expect(run.notes[0]).toContain('is there already');
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });
});
