import { createHost, type Host, type HostOptions } from '#electron/host/create-host';
import type { HostLogger } from '#electron/host/host-services';
import type { Keychain } from '#electron/host/secrets/keychain';
import {
  contract,
  type CommandInput,
  type CommandName,
  type CommandOutput,
  type EventName,
  type EventPayload,
  type ParsedInput,
} from '#shared/contract/index';
import type { CancelSignal } from '#shared/lib/cancel-signal';
import type { ClientContext, Handlers } from '#shared/rpc/handlers';
import { makeTempFolder } from './temp-folder';
import { workersDir } from './workers';

/** A keychain that lasts as long as the test holds it, also over two hosts that are started one after the other. */
export class MemoryKeychain implements Keychain {
  readonly passwords = new Map<string, string>();

  getPassword(account: string): Promise<string | null> {
    return Promise.resolve(this.passwords.get(account) ?? null);
  }

  setPassword(account: string, password: string): Promise<void> {
    this.passwords.set(account, password);
    return Promise.resolve();
  }

  deletePassword(account: string): Promise<boolean> {
    return Promise.resolve(this.passwords.delete(account));
  }
}

export interface TestHost {
  readonly host: Host;
  readonly dataDir: string;
  /** What the host logged, errors with their message. */
  readonly logged: readonly string[];
  call<C extends CommandName>(name: C, input: CommandInput<C>): Promise<CommandOutput<C>>;
  /** Resolves with the first event from now on that fits, or with one that came since the host was started. */
  until<E extends EventName>(name: E, fits: (payload: EventPayload<E>) => boolean): Promise<EventPayload<E>>;
  /** Closes the host and, unless it was handed in, deletes the folder. */
  close(): Promise<void>;
}

const neverCancelled: CancelSignal = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

/** Starts a real host, with its workers and its sockets, in a temporary folder; only the keychain is in memory. */
export async function startTestHost(options: Partial<HostOptions> = {}): Promise<TestHost> {
  const folder = options.dataDir === undefined ? makeTempFolder() : null;
  const dataDir = options.dataDir ?? folder?.path ?? '';
  const logged: string[] = [];
  const logger: HostLogger = {
    info: (message) => void logged.push(message),
    warn: (message) => void logged.push(message),
    error: (message, error) => void logged.push(`${message}: ${String(error)}`),
  };
  const keychain = new MemoryKeychain();
  const host = await createHost({
    version: '0.0.0-test',
    runtime: `Node ${process.versions.node}`,
    openKeychain: () => Promise.resolve(keychain),
    ...options,
    dataDir,
    workersDir,
    logger,
  });
  const client: ClientContext = { id: 1, emit: () => undefined, onGone: () => undefined };
  const seen: { readonly name: EventName; readonly payload: unknown }[] = [];
  host.hub.subscribe((event) => void seen.push(event));
  return {
    host,
    dataDir,
    logged,
    async call<C extends CommandName>(name: C, input: CommandInput<C>): Promise<CommandOutput<C>> {
      const handler: Handlers[C] = host.handlers[name];
      // As the wire does it.
      const parsed = contract[name].input.parse(input) as ParsedInput<C>;
      return handler(parsed, client, neverCancelled);
    },
    until<E extends EventName>(
      name: E,
      fits: (payload: EventPayload<E>) => boolean,
    ): Promise<EventPayload<E>> {
      const fitting = (event: { readonly name: EventName; readonly payload: unknown }): boolean =>
        event.name === name && fits(event.payload as EventPayload<E>);
      const known = seen.find(fitting);
      if (known !== undefined) return Promise.resolve(known.payload as EventPayload<E>);
      return new Promise((resolve) => {
        const unsubscribe = host.hub.subscribe((event) => {
          if (!fitting(event)) return;
          unsubscribe();
          resolve(event.payload as EventPayload<E>);
        });
      });
    },
    async close() {
      await host.close();
      folder?.remove();
    },
  };
}
