import { afterEach, describe, expect, it } from 'vitest';
import { UNDO_MS } from '#shared/model/undo';
import type { ClientContext } from '#shared/rpc/handlers';
import { settle } from '#test/support/fake-clock';
import { assertNoErrors, ServiceHarness } from './service-harness';

afterEach(assertNoErrors);

const client: ClientContext = { id: 1, emit: () => undefined, onGone: () => undefined };

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

/** A window of one, which a first message fills: what is submitted waits. */
async function rig() {
  const harness = await new ServiceHarness(undefined, 1).start();
  await harness.submit({ text: 'in flight' });
  const unwanted = await harness.submit({ text: 'unwanted' });
  const wanted = await harness.submit({ text: 'wanted', destinationAddress: '+12025550199' });
  const left = () => harness.link.left.map((body) => String.fromCharCode(...body.shortMessage));
  let accepted = 0;
  const accept = async (): Promise<void> => {
    accepted += 1;
    harness.link.accept(`id-${accepted}`);
    await quiet();
  };
  return { harness, unwanted, wanted, left, accept };
}

describe('what is to be deleted and still waits', () => {
  it('does not leave while the delete can be undone, nor after', async () => {
    const { harness, unwanted, left, accept } = await rig();
    harness.service.deletions.start(client, { messageIds: [unwanted.id], conversationIds: [] });
    await accept();
    await accept();
    expect(left()).toEqual(['in flight', 'wanted']);
    harness.clock.advance(UNDO_MS);
    await quiet();
    expect(left()).toEqual(['in flight', 'wanted']);
  });

  it('leaves at once when the delete is undone', async () => {
    const { harness, unwanted, left, accept } = await rig();
    const id = harness.service.deletions.start(client, { messageIds: [unwanted.id], conversationIds: [] });
    await accept();
    await accept();
    harness.service.deletions.undo(client, id);
    await quiet();
    expect(left()).toEqual(['in flight', 'wanted', 'unwanted']);
  });

  it('is held back by its conversation too', async () => {
    const { harness, wanted, left, accept } = await rig();
    harness.service.deletions.start(client, { messageIds: [], conversationIds: [wanted.conversationId] });
    await accept();
    await accept();
    expect(left()).toEqual(['in flight', 'unwanted']);
  });
});
