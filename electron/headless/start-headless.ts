import { createHost, type HostOptions } from '#electron/host/create-host';
import { ClientDesk } from '#electron/host/shell/client-desk';
import { openLogFile } from '#electron/host/shell/log-file';
import { servePage } from './serve-page';

export interface HeadlessOptions {
  /** 0 picks a free one. */
  readonly port: number;
  readonly dataDir: string;
  /** Folder of the built page. */
  readonly pageDir: string;
  /** Folder of the built worker threads. */
  readonly workersDir: string;
  readonly version: string;
  /** The system's, if not said otherwise. */
  readonly openKeychain?: NonNullable<HostOptions['openKeychain']>;
}

export interface Headless {
  /** For the user's browser; whoever has it is the user. */
  readonly url: string;
  readonly dataFolder: string;
  /** Lets the clients go, unbinds the trunks and closes the stores. A second call waits for the first. */
  close(): Promise<void>;
}

/**
 * The application for a browser on this machine. Rejects as `createHost` does, with `PageMissingError` when the page
 * was never built, and with the system's error when the port is taken; whatever was started by then is ended.
 */
export async function startHeadless(options: HeadlessOptions): Promise<Headless> {
  const { port, pageDir, ...hostOptions } = options;
  const log = openLogFile(options.dataDir);
  const runtime = `Node ${process.versions.node}`;
  const host = await createHost({ ...hostOptions, runtime, logger: log });
  const desk = new ClientDesk({ handlers: host.handlers, events: host.hub, capabilities: [], log });
  const end = async (): Promise<void> => {
    await host.close();
    await log.close();
  };
  try {
    const accept = desk.accept.bind(desk);
    const page = await servePage({ pageDir, port, accept, warn: (message) => log.warn(message) });
    let closing: Promise<void> | null = null;
    return {
      url: page.url,
      dataFolder: host.dataFolder,
      close: () =>
        (closing ??= (async () => {
          desk.endAll('Trunkline was ended where it was started.');
          await page.close();
          await end();
        })()),
    };
  } catch (error) {
    await end();
    throw error;
  }
}
