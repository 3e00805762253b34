import { describe, expect, it } from 'vitest';
import { EventHub } from '#electron/host/event-hub';
import { contract } from '#shared/contract/index';
import { defaultAppSettings } from '#shared/model/settings';
import type { ClientContext, Handlers } from '#shared/rpc/handlers';
import { RpcError } from '#shared/rpc/errors';
import { createWirePair } from '#shared/rpc/memory-wire';
import { serve, type ServeOptions } from '#shared/rpc/serve';
import { fakeHandlers } from '#test/support/fake-handlers';
import { FrameTap } from '#test/support/frame-tap';

interface Reported {
  readonly what: string;
  readonly error: unknown;
}

function start(own: Partial<Handlers>, options: Partial<ServeOptions> = {}) {
  const reported: Reported[] = [];
  const hub = new EventHub(() => undefined);
  const [client, host] = createWirePair();
  const served = serve(fakeHandlers(own), hub, host, {
    clientId: 7,
    capabilities: ['clipboard'],
    reportError: (what, error) => reported.push({ what, error }),
    ...options,
  });
  return { tap: new FrameTap(client), hub, served, reported };
}

describe('serve', () => {
  it('greets with its protocol and what it can do', async () => {
    const { tap } = start({});
    expect(await tap.hello()).toEqual({ type: 'hello', protocol: 1, capabilities: ['clipboard'] });
  });

  it('hands the parsed input and the client to the handler and answers with its output', async () => {
    const seen: unknown[] = [];
    const { tap } = start({
      'conversation.list': (input, client) => {
        seen.push(input, client.id);
        return { seq: 3, conversations: [] };
      },
    });
    await tap.hello();
    expect(await tap.call(1, 'conversation.list', { limit: 5 })).toEqual({
      type: 'ok',
      id: 1,
      output: { seq: 3, conversations: [] },
    });
    expect(seen).toEqual([contract['conversation.list'].input.parse({ limit: 5 }), 7]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'trunk.changed', 'trunk.none'])(
    'does not know the command %s',
    async (name) => {
      const { tap } = start({});
      await tap.hello();
      expect(await tap.call(1, name, {})).toMatchObject({ type: 'err', id: 1, code: 'unknown-command' });
    },
  );

  it('names the fields at fault and never repeats what was typed', async () => {
    const { tap } = start({});
    await tap.hello();
    const answer = await tap.call(1, 'trunk.create', {
      settings: { name: '', host: 'smsc.example', systemId: 'esme', txPort: 'secret-port' },
      secrets: { password: 'pässwörd\u0000' },
    });
    expect(answer).toMatchObject({ type: 'err', code: 'invalid-input' });
    const details = answer.type === 'err' ? answer.details : {};
    expect(Object.keys(details).sort()).toEqual(['secrets.password', 'settings.name', 'settings.txPort']);
    expect(details['settings.name']).toBe('Give the trunk a name.');
    expect(JSON.stringify(answer)).not.toContain('secret-port');
    expect(JSON.stringify(answer)).not.toContain('pässwörd');
  });

  it('passes a refusal on as it was said', async () => {
    const { tap, reported } = start({
      'trunk.bind': () => {
        throw new RpcError('not-found', 'There is no such trunk.', { id: 'unknown' });
      },
    });
    await tap.hello();
    expect(await tap.call(4, 'trunk.bind', { ids: ['x'] })).toEqual({
      type: 'err',
      id: 4,
      code: 'not-found',
      message: 'There is no such trunk.',
      details: { id: 'unknown' },
    });
    expect(reported).toEqual([]);
  });

  it('keeps an unexpected error to itself and reports it without the input', async () => {
    const failure = new TypeError('cannot read pin 4711');
    const { tap, reported } = start({
      'trunk.bind': () => Promise.reject(failure),
    });
    await tap.hello();
    const answer = await tap.call(1, 'trunk.bind', { ids: ['x'] });
    expect(answer).toMatchObject({ type: 'err', code: 'internal', details: {} });
    expect(JSON.stringify(answer)).not.toContain('4711');
    expect(JSON.stringify(answer)).not.toContain('serve.test');
    expect(reported).toEqual([{ what: 'The command trunk.bind failed', error: failure }]);
  });

  it('cancels: the handler is told and the call is answered as cancelled', async () => {
    let aborted = 0;
    const { tap } = start({
      'simulator.start': (_input, _client, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted += 1;
            reject(new Error('stopped'));
          });
        }),
    });
    await tap.hello();
    tap.send({ type: 'req', id: 9, name: 'simulator.start', input: {} });
    tap.send({ type: 'cancel', id: 9 });
    tap.send({ type: 'cancel', id: 9 });
    tap.send({ type: 'cancel', id: 12_345 });
    expect(await tap.answer(9)).toMatchObject({ type: 'err', code: 'cancelled' });
    expect(aborted).toBe(1);
  });

  it('answers what is beyond the limit of open calls at once, and goes on when some are answered', async () => {
    const open: (() => void)[] = [];
    const { tap } = start(
      {
        'trunk.unbind': () =>
          new Promise((resolve) => {
            open.push(() => resolve({ refused: [] }));
          }),
      },
      { maxCallsInFlight: 2 },
    );
    await tap.hello();
    tap.send({ type: 'req', id: 1, name: 'trunk.unbind', input: { ids: ['a'] } });
    tap.send({ type: 'req', id: 2, name: 'trunk.unbind', input: { ids: ['a'] } });
    expect(await tap.call(3, 'trunk.unbind', { ids: ['a'] })).toMatchObject({ code: 'unavailable' });
    open[0]?.();
    expect(await tap.answer(1)).toMatchObject({ type: 'ok' });
    tap.send({ type: 'req', id: 4, name: 'trunk.unbind', input: { ids: ['a'] } });
    open[1]?.();
    await tap.answer(2);
    open[2]?.();
    expect(await tap.answer(4)).toMatchObject({ type: 'ok' });
  });

  it('tells events in order with their numbers, and events for one client under the last number', async () => {
    let context: ClientContext | null = null;
    const { tap, hub } = start({
      'simulator.stop': (_input, client) => {
        context = client;
        throw new RpcError('refused', 'No.');
      },
    });
    hub.emit('app.settingsChanged', { ...defaultAppSettings, theme: 'dark' });
    await tap.hello();
    await tap.call(1, 'simulator.stop', {});
    hub.emit('app.settingsChanged', { ...defaultAppSettings, theme: 'light' });
    (context as ClientContext | null)?.emit('trunk.deleted', { ids: [] });
    hub.emit('app.settingsChanged', { ...defaultAppSettings, theme: 'system' });
    await tap.next('evt', (frame) => frame.seq === 3);
    expect(tap.frames.filter((frame) => frame.type === 'evt')).toEqual([
      {
        type: 'evt',
        name: 'app.settingsChanged',
        payload: { ...defaultAppSettings, theme: 'light' },
        seq: 2,
      },
      { type: 'evt', name: 'trunk.deleted', payload: { ids: [] }, seq: 2 },
      {
        type: 'evt',
        name: 'app.settingsChanged',
        payload: { ...defaultAppSettings, theme: 'system' },
        seq: 3,
      },
    ]);
  });

  it('says no event before the greeting and none after the end', async () => {
    const { tap, hub, served } = start({});
    hub.emit('app.settingsChanged', { ...defaultAppSettings, theme: 'dark' });
    await tap.hello();
    served.end('Trunkline was closed.');
    hub.emit('app.settingsChanged', { ...defaultAppSettings, theme: 'light' });
    await tap.closed();
    expect(tap.frames.map((frame) => frame.type)).toEqual(['hello', 'bye']);
    expect(served.isGone).toBe(true);
  });

  it('lets go of everything once when the client goes, and cancels what it asked for', async () => {
    const happened: string[] = [];
    const gone = new Promise<void>((resolve) => {
      const { tap } = start(
        {
          'simulator.start': (_input, client, signal) =>
            new Promise(() => {
              client.onGone(() => {
                throw new Error('a release that fails stops no other');
              });
              client.onGone(() => happened.push('released'));
              signal.addEventListener('abort', () => happened.push('aborted'));
              tap.close();
            }),
        },
        { onGone: resolve },
      );
      void tap.hello().then(() => tap.send({ type: 'req', id: 1, name: 'simulator.start', input: {} }));
    });
    await gone;
    expect(happened).toEqual(['aborted', 'released']);
  });

  it.each([
    ['a call before the greeting', [{ type: 'req', id: 1, name: 'app.info', input: {} }]],
    [
      'a second greeting',
      [
        { type: 'hello', protocol: 1 },
        { type: 'hello', protocol: 1 },
      ],
    ],
    ['what is no frame', [{ type: 'hello', protocol: 1 }, { type: 'shout' }]],
    ['no object at all', [undefined]],
    ['a frame with more in it', [{ type: 'hello', protocol: 1, then: 'some' }]],
    ['a page of another version', [{ type: 'hello', protocol: 99 }]],
  ])('ends the connection after %s', async (_what, frames) => {
    const { tap } = start({ 'app.info': () => Promise.reject(new Error('must not run')) });
    for (const frame of frames) tap.send(frame ?? null);
    await tap.closed();
    expect(tap.frames.at(-1)).toMatchObject({ type: 'bye' });
    expect(tap.frames.some((frame) => frame.type === 'ok' || frame.type === 'err')).toBe(false);
  });

  it('ends the connection when a call takes the number of one that is open', async () => {
    const { tap } = start({ 'trunk.unbind': () => new Promise(() => undefined) });
    await tap.hello();
    tap.send({ type: 'req', id: 1, name: 'trunk.unbind', input: { ids: ['a'] } });
    tap.send({ type: 'req', id: 1, name: 'trunk.unbind', input: { ids: ['a'] } });
    await tap.closed();
    expect(tap.frames.at(-1)).toMatchObject({ type: 'bye' });
  });
});
