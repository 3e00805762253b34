import { PageFiles } from '#electron/host/shell/page-files';
import type { Wire } from '#shared/rpc/wire';
import { createAccessToken } from './access-token';
import { startPageServer } from './page-server';
import { SocketGate } from './socket-gate';

export interface ServePageOptions {
  readonly pageDir: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly accept: (wire: Wire) => void;
  readonly warn: (message: string) => void;
  readonly maxConnections?: number;
  readonly tokenTimeoutMs?: number;
}

export interface ServedPage {
  /** With the token in its fragment, which a browser never sends anywhere. */
  readonly url: string;
  readonly token: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The page and its WebSocket on loopback, for whoever has the URL. */
export async function servePage(options: ServePageOptions): Promise<ServedPage> {
  const { pageDir, port, ...gateOptions } = options;
  const token = createAccessToken();
  const page = await startPageServer(new PageFiles(pageDir), port);
  const gate = new SocketGate({ ...gateOptions, token, origin: page.origin, host: page.host });
  page.server.on('upgrade', (request, socket, head) => gate.handleUpgrade(request, socket, head));
  return {
    url: `${page.origin}/#token=${token}`,
    token,
    port: page.port,
    close: () =>
      new Promise((resolve) => {
        gate.close();
        page.server.close(() => resolve());
        page.server.closeAllConnections();
      }),
  };
}
