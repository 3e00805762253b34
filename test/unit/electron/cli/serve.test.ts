import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTempFolder } from '#test/support/temp-folder';
import { workersDir } from '#test/support/workers';
import { CliRun } from './cli-run';

let folder: ReturnType<typeof makeTempFolder>;
let built: { workersDir: string; pageDir: string; preloadPath: string };
beforeEach(() => {
  folder = makeTempFolder();
  const pageDir = join(folder.path, 'page');
  mkdirSync(pageDir);
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html><title>Trunkline</title>');
  built = { workersDir, pageDir, preloadPath: '' };
});
afterEach(() => folder.remove());

const serve = (...words: string[]): CliRun =>
  new CliRun(['serve', '--data-dir', join(folder.path, 'data'), '--json', ...words], { built });

describe('serve', () => {
  it('serves the page until it is told to stop', async () => {
    const run = serve();
    const { url, dataFolder } = await run.until('serving');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    expect(dataFolder).toBe(join(folder.path, 'data'));
    expect(await (await fetch(String(url))).text()).toContain('Trunkline');
    run.stop();
    expect(await run.code).toBe(0);
    await expect(fetch(String(url))).rejects.toThrow();
  });

  it('ends with 1 when its data folder belongs to another process', async () => {
    const first = serve();
    await first.until('serving');
    const second = serve();
    expect(await second.code).toBe(1);
    expect(second.notes).toHaveLength(1);
    first.stop();
    expect(await first.code).toBe(0);
  });

  it('ends with 1 when its data folder cannot be', async () => {
    writeFileSync(join(folder.path, 'data'), '');
    const run = serve();
    expect(await run.code).toBe(1);
    expect(run.notes).toEqual([expect.stringMatching(/^The data folder .* cannot be used: /)]);
  });

  it('ends with 1 when the port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const run = serve('--port', String(port));
    expect(await run.code).toBe(1);
    expect(run.notes).toEqual([`127.0.0.1:${port} is in use by another program. Choose another port.`]);
    server.close();
  });

  it('ends with 1 when the page was never built', async () => {
    built = { ...built, pageDir: join(folder.path, 'nowhere') };
    const run = serve();
    expect(await run.code).toBe(1);
    expect(run.notes).toHaveLength(1);
  });
});
