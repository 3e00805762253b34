import { dirname } from 'node:path';
import { createHost, type Host } from '#electron/host/create-host';
import type { Keychain } from '#electron/host/secrets/keychain';
import type { TrunkId } from '#shared/model/ids';
import { trunkSettings } from '#shared/model/trunk';
import { trunkView } from '#shared/model/trunk-view';
import type { ClientContext } from '#shared/rpc/handlers';

/** Whoever asks the host. */
export const client: ClientContext = { id: 1, emit: () => undefined, onGone: () => undefined };
export const { signal } = new AbortController();
const logger = {
  info: () => undefined,
  warn: () => undefined,
  error: (what: string, error: unknown) => console.error(what, error),
};

/** A trunk that is logged in. */
export async function bindTrunk(host: Host, port: number): Promise<TrunkId> {
  const settings = trunkSettings.parse({
    name: 'Benchmark',
    host: '127.0.0.1',
    txPort: port,
    systemId: 'bench',
    window: 100,
  });
  const bound = new Promise<void>((resolve) => {
    host.hub.subscribe(({ name, payload }) => {
      if (name !== 'trunk.stateChanged') return;
      const connection = trunkView.shape.connection.parse(
        (payload as { readonly connection: unknown }).connection,
      );
      if (connection.kind === 'logged-in') resolve();
    });
  });
  const { id } = await host.handlers['trunk.create'](
    { settings, secrets: { password: 'secret' } },
    client,
    signal,
  );
  await bound;
  return id;
}

/** Lasts for this run: a benchmark leaves nothing in anybody's keychain. */
const passwords = new Map<string, string>();
const keychain: Keychain = {
  getPassword: (account) => Promise.resolve(passwords.get(account) ?? null),
  setPassword: (account, password) => Promise.resolve(void passwords.set(account, password)),
  deletePassword: (account) => Promise.resolve(passwords.delete(account)),
};
/** The whole host in this process, with nothing in front of it. */
export function openBenchHost(dataDir: string): Promise<Host> {
  return createHost({
    dataDir,
    workersDir: dirname(process.argv[1] ?? ''),
    version: '0.0.0',
    runtime: `Node ${process.versions.node}`,
    logger,
    openKeychain: () => Promise.resolve(keychain),
  });
}
