import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#electron/host/storage/store-client';
import { trunkGroupId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { makeTempFolder } from '#test/support/temp-folder';
import { settle } from '#test/support/fake-clock';
import { workersDir } from '#test/support/workers';
import { assertNoErrors, ServiceHarness } from './service-harness';

let folder: ReturnType<typeof makeTempFolder>;
const running: ServiceHarness[] = [];

/** A host on the same file, with the real store in its worker threads, that has not begun to run. */
async function open(windowSize = 10): Promise<ServiceHarness> {
  const { store } = await openStore({
    filePath: join(folder.path, 'messages.sqlite'),
    workersDir,
    nowMs: 0,
    onError: (error) => {
      throw error;
    },
  });
  const harness = new ServiceHarness(store, windowSize);
  running.push(harness);
  return harness;
}

async function run(windowSize = 10, prepare: (harness: ServiceHarness) => void = () => undefined) {
  const harness = await open(windowSize);
  prepare(harness);
  return harness.start();
}

async function end(harness: ServiceHarness): Promise<void> {
  running.splice(running.indexOf(harness), 1);
  await harness.service.close();
  await harness.store.close();
}

/** Resolves with the message once it is told like this, and what follows from that has happened. */
async function toldLike(harness: ServiceHarness, isIt: (message: MessageView) => boolean) {
  const message =
    harness.payloads('message.changed').findLast(isIt) ??
    (await new Promise<MessageView>((resolve) => {
      const unsubscribe = harness.hub.subscribe(({ name, payload }) => {
        if (name !== 'message.changed' || !isIt(payload as MessageView)) return;
        unsubscribe();
        resolve(payload as MessageView);
      });
    }));
  await settle();
  return message;
}

function told(harness: ServiceHarness, id: MessageView['id'], state: MessageView['state']) {
  return toldLike(harness, (message) => message.id === id && message.state === state);
}

beforeEach(() => {
  folder = makeTempFolder();
});
afterEach(async () => {
  for (const harness of [...running]) await end(harness);
  folder.remove();
  assertNoErrors();
});

describe('a new start', () => {
  it('finds messages and conversations as they were', async () => {
    const first = await run();
    const view = await first.submit();
    await told(first, view.id, 'sent');
    first.link.accept('ID-1');
    await told(first, view.id, 'accepted');
    await first.receipt('ID-1', 'DELIVRD');
    await first.deliver('And back');
    const before = await first.messagesWith('12025550123');
    const conversations = await first.conversations();
    await end(first);

    const second = await run();
    expect(before.map((message) => message.state)).toEqual(['delivered', 'received']);
    expect(await second.messagesWith('12025550123')).toEqual(before);
    expect(await second.conversations()).toEqual(conversations);
  });

  it('puts in doubt what was in flight, and does not send it again', async () => {
    const first = await run();
    const view = await first.submit();
    await told(first, view.id, 'sent');
    await end(first);

    const second = await run();
    const [message] = await second.messagesWith('12025550123');
    expect(message).toMatchObject({ id: view.id, state: 'in-doubt' });
    expect(message?.reason).toContain('Trunkline was closed before the SMSC answered');
    second.link.logIn();
    const next = await second.submit({ text: 'after it' });
    await told(second, next.id, 'sent');
    expect(second.link.left).toHaveLength(1);
  });

  it('sends what was queued, in its order, once the trunk is logged in', async () => {
    const first = await run(10, (harness) => (harness.link.isLoggedIn = false));
    const one = await first.submit({ text: 'one' });
    const two = await first.submit({ text: 'two' });
    await end(first);

    const second = await run(10, (harness) => (harness.link.isLoggedIn = false));
    expect(await second.messagesWith('12025550123')).toMatchObject([
      { id: one.id, state: 'queued', reason: 'Waits until Demo is logged in.' },
      { id: two.id, state: 'queued', reason: 'Waits until Demo is logged in.' },
    ]);
    second.link.logIn();
    await told(second, two.id, 'sent');
    expect(second.link.left.map((body) => String.fromCharCode(...body.shortMessage))).toEqual(['one', 'two']);
  });

  it('refuses what is queued for a trunk that was deleted as the last run ended', async () => {
    const first = await run(10, (harness) => (harness.link.isLoggedIn = false));
    const view = await first.submit();
    await end(first);

    const second = await run(10, (harness) => harness.links.remove(harness.link));
    const refused = await told(second, view.id, 'refused');
    expect(refused.reason).toBe('Its trunk was deleted before it could be sent.');
  });

  it('keeps what waits for a group until the trunks are there, and sends it then', async () => {
    const target = { kind: 'group', groupId: trunkGroupId.parse('group') } as const;
    const first = await run();
    first.groups.members.push(first.link.trunkId);
    const view = await first.submit({ target });
    await end(first);

    const second = await open();
    await second.service.start();
    await settle();
    expect(await second.messagesWith('12025550123')).toMatchObject([{ state: 'queued' }]);
    second.groups.members.push(second.link.trunkId);
    second.groups.carrier = second.link.trunkId;
    await second.service.resume();
    await told(second, view.id, 'sent');
  });

  it('matches a receipt for a message of the run before, and one that came before its response', async () => {
    const first = await run();
    const accepted = await first.submit();
    await told(first, accepted.id, 'sent');
    first.link.accept('ID-1');
    await told(first, accepted.id, 'accepted');
    await first.receipt('ID-2', 'DELIVRD');
    await end(first);

    const second = await run();
    await second.receipt('ID-1', 'DELIVRD');
    await told(second, accepted.id, 'delivered');
    const late = await second.submit();
    await told(second, late.id, 'sent');
    second.link.accept('ID-2');
    await told(second, late.id, 'delivered');
  });

  it('goes on with a long inbound message whose first part came before', async () => {
    const first = await run();
    await first.deliver(Uint8Array.from([5, 0, 3, 7, 2, 2, 66]), { esmClass: 0x40 });
    await end(first);
    const second = await run();
    await second.deliver(Uint8Array.from([5, 0, 3, 7, 2, 1, 65]), { esmClass: 0x40 });
    expect(await second.messagesWith('12025550123')).toMatchObject([{ text: 'AB', reason: null }]);
  });

  it('gives no message a reference that a queued one of the run before holds', async () => {
    const long = 'a'.repeat(200);
    const first = await run(10, (harness) => (harness.link.isLoggedIn = false));
    for (let count = 0; count < 60; count += 1) await first.submit({ text: long });
    await end(first);
    const second = await run(1000, (harness) => (harness.link.isLoggedIn = false));
    const views: MessageView[] = [];
    for (let count = 0; count < 60; count += 1) views.push(await second.submit({ text: long }));
    second.link.logIn();
    await told(second, views.at(-1)!.id, 'sent');
    const references = second.link.left
      .filter((_, index) => index % 2 === 0)
      .map((body) => body.shortMessage[3]);
    expect(references).toHaveLength(120);
    expect(new Set(references).size).toBe(120);
  });
});

describe('the end of a run', () => {
  it('stores the outcomes that came last', async () => {
    const first = await run();
    const view = await first.submit();
    await told(first, view.id, 'sent');
    const closing = (async () => {
      first.link.lose();
      await end(first);
    })();
    await closing;
    const second = await run();
    const [message] = await second.messagesWith('12025550123');
    expect(message?.reason).toContain('The connection ended before the SMSC answered');
  });

  it('sends nothing more once it began', async () => {
    const first = await run();
    first.link.isLoggedIn = false;
    await first.submit();
    const closed = first.service.close();
    first.link.logIn();
    await closed;
    expect(first.link.left).toEqual([]);
  });
});
