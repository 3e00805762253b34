import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCli } from '#test/support/built-cli';
import { useTempFolders } from '#test/support/use-temp-folders';
import { readRecords } from '../../shared/capture/read-records';
import { CliRun } from './cli-run';

const tempFolder = useTempFolders();
let program = '';
beforeAll(async () => {
  program = await buildCli('test-cli-killed');
}, 90_000);

describe('a capture whose process is killed', () => {
  it('stays readable, and holds what was written before', async () => {
    const path = join(tempFolder(), 'killed.pcapng');
    const child = spawn(process.execPath, [program, 'simulate', '--port', '0', '--json', '--capture', path]);
    const exited = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    const port = await new Promise<string>((resolve) =>
      child.stdout.once('data', (line: Buffer) => resolve(/"port":(\d+)/.exec(line.toString())?.[1] ?? '')),
    );
    const before = statSync(path).size;
    const connection = ['--host', '127.0.0.1', '--port', port, '--system-id', 'demo'];
    const message = ['--from', '4711', '--to', '12025550123', '--text', 'Hello'];
    const run = new CliRun(['send', ...connection, ...message, '--json'], { password: 'x' });
    expect(await run.code).toBe(0);
    await expect
      .poll(() => readRecords(new Uint8Array(readFileSync(path))).records.length, { timeout: 10_000 })
      .toBeGreaterThanOrEqual(6);
    child.kill('SIGKILL');
    expect(await exited).toBe('SIGKILL');
    const { records, problems } = readRecords(new Uint8Array(readFileSync(path)));
    expect(problems).toEqual([]);
    expect(records.length).toBeGreaterThanOrEqual(6);
    expect(statSync(path).size).toBeGreaterThan(before);
  });
});
