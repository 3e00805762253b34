import { afterAll, beforeAll, describe, it } from 'vitest';
import { createHost, type Host } from '#electron/host/create-host';
import { ClientDesk } from '#electron/host/shell/client-desk';
import { createWirePair } from '#shared/rpc/memory-wire';
import { makeTempFolder } from '#test/support/temp-folder';
import { workersDir } from '#test/support/workers';
import { contractChecks } from './contract-checks';
import { noKeychain, quietLog } from './host-options';

describe('the contract over a wire in memory', () => {
  const folder = makeTempFolder();
  let host: Host;
  let desk: ClientDesk;

  beforeAll(async () => {
    host = await createHost({
      dataDir: folder.path,
      workersDir,
      version: '1.0.0',
      runtime: 'tests',
      logger: quietLog,
      openKeychain: noKeychain,
    });
    desk = new ClientDesk({ handlers: host.handlers, events: host.hub, capabilities: [], log: quietLog });
  });
  afterAll(async () => {
    await host.close();
    folder.remove();
  });

  const openWire = () => {
    const [client, end] = createWirePair();
    desk.accept(end);
    return Promise.resolve(client);
  };
  for (const { name, run } of contractChecks) it(name, () => run({ openWire }));
});
