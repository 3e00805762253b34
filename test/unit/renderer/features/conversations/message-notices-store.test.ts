import { expect, it } from 'vitest';
import { FakeHostClient } from '#test/support/fake-host-client';
import { createMessageNoticesStore } from '../../../../../renderer/features/conversations/message-notices-store';

it('says that nothing can be stored until the host says that it can', () => {
  const client = new FakeHostClient();
  const store = createMessageNoticesStore(client);
  client.emit('message.storeFailing', { sentence: 'The disk is full.' });
  expect(store.getState().failure).toBe('The disk is full.');
  client.emit('message.storeFailing', { sentence: null });
  expect(store.getState().failure).toBeNull();
  store.stop();
});
