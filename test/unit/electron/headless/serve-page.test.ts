import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { servePage, type ServedPage, type ServePageOptions } from '#electron/headless/serve-page';
import { PageMissingError } from '#electron/host/shell/page-files';
import { MAX_CLIENT_FRAME_BYTES } from '#shared/rpc/codec';
import { CLOSE_CODES } from '#shared/rpc/socket-protocol';
import type { Wire } from '#shared/rpc/wire';
import { makeTempFolder } from '#test/support/temp-folder';

const folder = makeTempFolder();
const pageDir = join(folder.path, 'renderer');
mkdirSync(join(pageDir, 'assets'), { recursive: true });
writeFileSync(join(pageDir, 'index.html'), '<!doctype html><title>Page</title>');
writeFileSync(join(pageDir, 'assets', 'main.js'), 'export {};');
writeFileSync(join(folder.path, 'secret.txt'), 'secret');
symlinkSync(join(folder.path, 'secret.txt'), join(pageDir, 'link.txt'));

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let page: ServedPage;
let wires: Wire[];
let warnings: string[];
let accepted: () => void;

async function start(options: Partial<ServePageOptions> = {}): Promise<void> {
  page = await servePage({
    pageDir,
    port: 0,
    accept: (wire) => {
      wires.push(wire);
      accepted();
    },
    warn: (message) => warnings.push(message),
    ...options,
  });
}

beforeEach(() => {
  wires = [];
  warnings = [];
  accepted = () => undefined;
});
afterEach(() => page.close());

/** By `node:http`, which sends a path as it is given: a browser's URL would tidy it up first. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port: page.port, path, method, headers, agent: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    call.on('error', reject);
    call.end();
  });
}

function openSocket(options: { origin?: string; host?: string; path?: string } = {}): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${page.port}${options.path ?? '/wire'}`, {
    origin: options.origin ?? `http://127.0.0.1:${page.port}`,
    ...(options.host === undefined ? {} : { headers: { host: options.host } }),
  });
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
}

function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.once('close', (code) => resolve(code));
  });
}

/** The status with which an upgrade was refused. */
function refusal(socket: WebSocket): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.once('open', () => reject(new Error('It was let in.')));
    socket.on('error', () => undefined);
  });
}

async function enter(): Promise<{ readonly socket: WebSocket; readonly wire: Wire }> {
  const arrival = new Promise<void>((resolve) => {
    accepted = resolve;
  });
  const socket = openSocket();
  await opened(socket);
  socket.send(JSON.stringify({ token: page.token }));
  await arrival;
  const wire = wires.at(-1);
  if (wire === undefined) throw new Error('No wire came.');
  return { socket, wire };
}

describe('the page', () => {
  it('is served with a policy that allows nothing inline and no other origin', async () => {
    await start();
    const answer = await get('/');
    expect([answer.status, answer.body]).toEqual([200, '<!doctype html><title>Page</title>']);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(answer.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain(`connect-src ws://127.0.0.1:${page.port};`);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['x-frame-options']).toBe('DENY');
    expect((await get('/assets/main.js?v=1')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/link.txt',
    '/index.html/',
    '/index.html%00.js',
    '/assets',
    '/__proto__',
    '/constructor',
    '/nothing.js',
  ])('has nothing under %s', async (path) => {
    await start();
    const answer = await get(path);
    expect([answer.status, answer.body]).toEqual([404, '']);
  });

  it('answers nobody who asks for another host', async () => {
    await start();
    for (const host of [
      'evil.example',
      `localhost:${page.port}`,
      '127.0.0.1',
      `127.0.0.1:${page.port + 1}`,
    ]) {
      expect((await get('/', { host })).status).toBe(403);
    }
  });

  it('only gives', async () => {
    await start();
    expect((await get('/', {}, 'POST')).status).toBe(405);
    const head = await get('/', {}, 'HEAD');
    expect([head.status, head.body]).toEqual([200, '']);
  });

  it('has its token in the fragment alone: 256 bits, of this run', async () => {
    await start();
    const { hash, pathname, search } = new URL(page.url);
    expect([pathname, search]).toEqual(['/', '']);
    expect(hash).toBe(`#token=${page.token}`);
    expect(Buffer.from(page.token, 'base64url')).toHaveLength(32);
    const first = page.token;
    await page.close();
    await start();
    expect(page.token).not.toBe(first);
  });

  it('is not started without a built page, and says what to do', async () => {
    await start();
    const missing = join(folder.path, 'nowhere');
    await expect(
      servePage({ pageDir: missing, port: 0, accept: () => undefined, warn: () => undefined }),
    ).rejects.toThrow(PageMissingError);
  });

  it('rejects when its port is taken', async () => {
    await start();
    await expect(
      servePage({ pageDir, port: page.port, accept: () => undefined, warn: () => undefined }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('the WebSocket', () => {
  it('carries frames both ways once the token was shown', async () => {
    await start();
    const { socket, wire } = await enter();
    const arrived = new Promise((resolve) => wire.onFrame(resolve));
    socket.send(JSON.stringify({ type: 'hello', protocol: 1 }));
    expect(await arrived).toEqual({ type: 'hello', protocol: 1 });
    const answered = new Promise<string>((resolve) => {
      socket.once('message', (data: Buffer) => resolve(data.toString('utf8')));
    });
    wire.send({ type: 'evt', seq: 1 });
    expect(JSON.parse(await answered)).toEqual({ type: 'evt', seq: 1 });
    const closed = new Promise<void>((resolve) => wire.onClose(() => resolve()));
    socket.close();
    await closed;
  });

  it.each([
    ['a wrong token', JSON.stringify({ token: 'A'.repeat(43) })],
    ['an empty token', JSON.stringify({ token: '' })],
    ['a token that is no text', JSON.stringify({ token: ['x'] })],
    ['no token', JSON.stringify({ type: 'hello', protocol: 1 })],
    ['null', 'null'],
    ['no JSON', 'token'],
  ])('is closed after %s, unanswered', async (_what, frame) => {
    await start();
    const socket = openSocket();
    const answers: unknown[] = [];
    socket.on('message', (data) => answers.push(data));
    await opened(socket);
    socket.send(frame);
    expect(await closeCode(socket)).toBe(CLOSE_CODES.wrongToken);
    expect(answers).toEqual([]);
    expect(wires).toEqual([]);
    expect(warnings.join()).not.toContain('AAAA');
  });

  it('does not take the right token in a binary frame', async () => {
    await start();
    const socket = openSocket();
    await opened(socket);
    socket.send(Buffer.from(JSON.stringify({ token: page.token })));
    expect(await closeCode(socket)).toBe(CLOSE_CODES.wrongToken);
  });

  it('is closed when no token comes in time', async () => {
    await start({ tokenTimeoutMs: 20 });
    const socket = openSocket();
    expect(await closeCode(socket)).toBe(CLOSE_CODES.noToken);
    expect(wires).toEqual([]);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['a look-alike origin', { origin: 'http://127.0.0.1' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['another host', { host: 'evil.example' }, 403],
    ['another path', { path: '/' }, 404],
  ])('is refused from %s', async (_what, options, status) => {
    await start();
    expect(await refusal(openSocket(options))).toBe(status);
    expect(warnings).toHaveLength(1);
  });

  it('is refused without an origin', async () => {
    await start();
    const socket = new WebSocket(`ws://127.0.0.1:${page.port}/wire`);
    expect(await refusal(socket)).toBe(403);
  });

  it('is closed over a frame beyond the limit', async () => {
    await start();
    const { socket } = await enter();
    socket.send('x'.repeat(MAX_CLIENT_FRAME_BYTES + 1));
    expect(await closeCode(socket)).toBe(1009);
    const before = openSocket();
    await opened(before);
    before.send('x'.repeat(MAX_CLIENT_FRAME_BYTES + 1));
    expect(await closeCode(before)).toBe(1009);
  });

  it('is refused when too many are open, and let in again when one has gone', async () => {
    await start({ maxConnections: 2 });
    const first = await enter();
    await enter();
    expect(await refusal(openSocket())).toBe(503);
    const gone = new Promise<void>((resolve) => first.wire.onClose(() => resolve()));
    first.socket.close();
    await gone;
    await enter();
    expect(wires).toHaveLength(3);
  });

  it('ends with the page server, also for a client that does not answer the closing', async () => {
    await start();
    const { socket } = await enter();
    // One that connected and never says a word.
    const silent = connect(page.port, '127.0.0.1');
    silent.on('error', () => undefined);
    await new Promise((resolve) => silent.once('connect', resolve));
    socket.pause();
    const closed = page.close();
    await closed;
    await expect(get('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    socket.terminate();
  });
});
