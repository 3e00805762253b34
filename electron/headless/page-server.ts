import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pageHeaders } from '#electron/host/shell/content-security-policy';
import type { PageFiles } from '#electron/host/shell/page-files';

/** The only address that is listened on: this machine's own. */
export const LISTEN_ADDRESS = '127.0.0.1';

export interface PageServer {
  readonly server: Server;
  readonly port: number;
  /** `127.0.0.1:<port>`, as the Host header of our own page has it. */
  readonly host: string;
  readonly origin: string;
}

/** Serves the page on loopback; port 0 picks a free one. Rejects when the port is taken. */
export async function startPageServer(files: PageFiles, port: number): Promise<PageServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5000 });
  server.maxConnections = 100;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LISTEN_ADDRESS, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A server that listens on TCP has an address of this kind.
  const listening = (server.address() as AddressInfo).port;
  const host = `${LISTEN_ADDRESS}:${listening}`;
  const headers = pageHeaders(`ws://${host}`);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer(files, host, headers, request, response);
  });
  return { server, port: listening, host, origin: `http://${host}` };
}

async function answer(
  files: PageFiles,
  host: string,
  headers: Readonly<Record<string, string>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const refuse = (status: number): void => {
    response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end();
  };
  // A page of another name that resolves to this address (DNS rebinding) gets nothing.
  if (request.headers.host !== host) {
    refuse(403);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(405);
    return;
  }
  try {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const file = await files.read(path);
    if (file === null) {
      refuse(404);
      return;
    }
    response.writeHead(200, {
      ...headers,
      'content-type': file.contentType,
      'content-length': file.body.length,
    });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  } catch {
    // The file was deleted while the host runs, by a new build.
    refuse(404);
  }
}
