import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLogFile } from '#electron/host/shell/log-file';
import { makeTempFolder } from '#test/support/temp-folder';

let folder: ReturnType<typeof makeTempFolder>;
beforeEach(() => {
  folder = makeTempFolder();
});
afterEach(() => folder.remove());

it('writes one line an entry with its time, and the stack of what was thrown', async () => {
  const log = openLogFile(folder.path);
  log.info('Started');
  log.error('The command trunk.bind failed', new TypeError('no such thing'));
  log.error('It failed', 'in words');
  log.error('It failed', { password: 'hunter2' });
  await log.close();
  const text = readFileSync(log.path, 'utf8');
  const lines = text.split('\n');
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info Started$/);
  expect(lines[1]).toMatch(/Z error The command trunk\.bind failed$/);
  expect(lines[2]).toBe('    TypeError: no such thing');
  expect(lines[3]).toMatch(/^ {4} {4}at /);
  expect(text).toContain('    in words\n');
  expect(text).not.toContain('hunter2');
});

it('is read by its owner alone', async () => {
  const log = openLogFile(folder.path);
  log.warn('Something');
  await log.close();
  if (process.platform !== 'win32') expect(statSync(log.path).mode & 0o777).toBe(0o600);
});

it('appends to what is there and puts a file that grew large aside', async () => {
  const logs = join(folder.path, 'logs');
  mkdirSync(logs);
  const path = join(logs, 'trunkline.log');
  writeFileSync(path, 'earlier\n');
  const log = openLogFile(folder.path);
  log.info('later');
  await log.close();
  expect(readFileSync(path, 'utf8')).toMatch(/^earlier\n.* info later\n$/);

  writeFileSync(path, 'x'.repeat(4 * 1024 * 1024));
  log.info('afresh');
  await log.close();
  expect(readFileSync(path, 'utf8')).toMatch(/^\S+ info afresh\n$/);
  expect(statSync(`${path}.1`).size).toBe(4 * 1024 * 1024);
});

it('says how much was left out when it is flooded', async () => {
  const log = openLogFile(folder.path);
  for (let count = 0; count < 5000; count += 1) log.warn('flood'.repeat(20));
  await log.close();
  const text = readFileSync(log.path, 'utf8');
  const written = text.match(/flood{1}/g)?.length ?? 0;
  const leftOut = Number(/warn (\d+) lines were left out here/.exec(text)?.[1]);
  expect(leftOut).toBeGreaterThan(0);
  expect(written / 20 + leftOut).toBe(5000);
});

it('throws nothing where it cannot write', async () => {
  writeFileSync(join(folder.path, 'logs'), 'a file where the folder should be');
  const log = openLogFile(folder.path);
  log.info('lost');
  await log.close();
  expect(existsSync(log.path)).toBe(false);
});
