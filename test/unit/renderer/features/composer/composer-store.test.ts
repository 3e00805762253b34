import { describe, expect, it } from 'vitest';
import { trunkId } from '#shared/model/ids';
import { submitRequest } from '#shared/model/submission';
import { RpcError } from '#shared/rpc/errors';
import { FakeHostClient } from '#test/support/fake-host-client';
import { aMessage } from '#test/support/views';
import { createComposerStore, type Draft } from '../../../../../renderer/features/composer/composer-store';

const draft: Draft = {
  trunkId: trunkId.parse('t1'),
  sourceAddress: '12025550147',
  destinationAddress: '12025550123',
  text: 'Hello',
  isReceiptRequested: true,
};

const { trunkId: draftTrunkId, ...written } = draft;
const request: unknown = submitRequest.parse({
  ...written,
  target: { kind: 'trunk', trunkId: draftTrunkId },
});

function composer(changed: Partial<Draft> = {}) {
  const client = new FakeHostClient({ 'message.submit': () => aMessage('m1') });
  const store = createComposerStore(client);
  store.prepare('new', { ...draft, ...changed });
  return { client, store, state: () => store.getState().drafts.new };
}

describe('the composer', () => {
  it('hands the draft to the host and empties the text only', async () => {
    const { client, store, state } = composer();
    const message = await store.submit('new');
    expect(message?.id).toBe('m1');
    expect(client.calls).toEqual([{ name: 'message.submit', input: request }]);
    expect(state()).toEqual({
      draft: { ...draft, text: '' },
      errors: {},
      isSubmitting: false,
      isTouched: false,
    });
  });

  it.each([
    ['text', { text: '' }, 'Write a message first.'],
    ['destinationAddress', { destinationAddress: ' ' }, 'Enter a destination address.'],
    ['trunkId', { trunkId: null }, 'Choose the trunk to send over.'],
  ])('refuses at the field %s, and asks nobody', async (field, changed, sentence) => {
    const { client, store, state } = composer(changed);
    expect(await store.submit('new')).toBeNull();
    expect(state()?.errors).toEqual({ [field]: sentence });
    expect(client.calls).toEqual([]);
  });

  it('puts a refusal of the host to the field that it names, and keeps the text', async () => {
    const { client, store, state } = composer();
    client.answers['message.submit'] = () => {
      throw new RpcError('refused', 'It was refused.', {
        sourceAddress: 'This source address is not allowed.',
      });
    };
    expect(await store.submit('new')).toBeNull();
    expect(state()).toMatchObject({
      draft,
      errors: { sourceAddress: 'This source address is not allowed.' },
      isSubmitting: false,
    });
  });

  it('puts a refusal that names no field to the message as a whole', async () => {
    const { client, store, state } = composer();
    client.answers['message.submit'] = () => {
      throw new RpcError('refused', 'A receiver cannot send.', { 'something.else': 'x' });
    };
    await store.submit('new');
    expect(state()?.errors).toEqual({ form: 'A receiver cannot send.' });
  });

  it('takes an error away when its field is edited, and the others stay', async () => {
    const { client, store, state } = composer();
    client.answers['message.submit'] = () => {
      throw new RpcError('refused', 'No.', { sourceAddress: 'Not this one.', text: 'Not this either.' });
    };
    await store.submit('new');
    store.edit('new', { sourceAddress: '1' });
    expect(state()?.errors).toEqual({ text: 'Not this either.' });
  });

  it('sends once while the answer is awaited', async () => {
    const { client, store } = composer();
    await Promise.all([store.submit('new'), store.submit('new')]);
    expect(client.calls).toHaveLength(1);
  });

  it('keeps a draft that is there when it is prepared again, unless it is dropped without text', () => {
    const { store, state } = composer();
    store.edit('new', { text: 'Half a thou' });
    store.prepare('new', draft);
    expect(state()?.draft.text).toBe('Half a thou');
    expect(state()?.isTouched).toBe(true);
    store.dropIfEmpty('new');
    expect(state()?.draft.text).toBe('Half a thou');
    store.edit('new', { text: '' });
    store.dropIfEmpty('new');
    expect(state()).toBeUndefined();
  });
});
