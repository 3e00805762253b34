import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { startHeadless, type Headless } from '#electron/headless/start-headless';
import { makeTempFolder } from '#test/support/temp-folder';
import { openSocketWire } from '#test/support/socket-wire';
import { workersDir } from '#test/support/workers';
import { contractChecks } from './contract-checks';
import { noKeychain } from './host-options';

describe('the contract over a WebSocket', () => {
  const folder = makeTempFolder();
  let headless: Headless;

  beforeAll(async () => {
    const pageDir = join(folder.path, 'page');
    mkdirSync(pageDir);
    writeFileSync(join(pageDir, 'index.html'), '<!doctype html>');
    headless = await startHeadless({
      port: 0,
      dataDir: join(folder.path, 'data'),
      pageDir,
      workersDir,
      version: '1.0.0',
      openKeychain: noKeychain,
    });
  });
  afterAll(async () => {
    await headless.close();
    folder.remove();
  });

  const openWire = () => openSocketWire(headless.url);
  for (const { name, run } of contractChecks) it(name, () => run({ openWire }));
});
