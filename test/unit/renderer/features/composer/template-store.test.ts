import { describe, expect, it } from 'vitest';
import { templateId, type Template } from '#shared/model/template';
import { RpcError } from '#shared/rpc/errors';
import { deferred } from '#test/support/deferred';
import { FakeHostClient } from '#test/support/fake-host-client';
import { settled } from '#test/support/settled';
import { createTemplateStore } from '../../../../../renderer/features/composer/templates/template-store';

const aTemplate = (id: string): Template => ({ id: templateId.parse(id), name: id, text: 'Dear {{name}}' });

describe('the templates of the window', () => {
  it('are loaded, and follow what is told', async () => {
    const client = new FakeHostClient({ 'template.list': () => ({ templates: [aTemplate('a')] }) });
    const store = createTemplateStore(client);
    await settled();
    expect(store.getState()).toEqual({ templates: [aTemplate('a')], problem: null });
    client.emit('template.listChanged', { templates: [aTemplate('a'), aTemplate('b')] });
    expect(store.getState().templates).toHaveLength(2);
    store.stop();
    client.emit('template.listChanged', { templates: [] });
    expect(store.getState().templates).toHaveLength(2);
  });

  it('stay as they were told when an older list comes after', async () => {
    const answer = deferred<{ templates: Template[] }>();
    const client = new FakeHostClient({ 'template.list': () => answer.promise });
    const store = createTemplateStore(client);
    client.emit('template.listChanged', { templates: [aTemplate('new')] });
    answer.resolve({ templates: [] });
    await settled();
    expect(store.getState().templates).toEqual([aTemplate('new')]);
  });

  it('say why they could not be loaded, and are asked for again with the next connection', async () => {
    const client = new FakeHostClient({
      'template.list': () => {
        throw new RpcError('refused', 'The store is closed.');
      },
    });
    const store = createTemplateStore(client);
    await settled();
    expect(store.getState()).toEqual({ templates: [], problem: 'The store is closed.' });
    client.answers['template.list'] = () => ({ templates: [aTemplate('a')] });
    client.setStatus('connected');
    await settled();
    expect(store.getState()).toEqual({ templates: [aTemplate('a')], problem: null });
  });

  it('are saved and deleted by the host', async () => {
    const client = new FakeHostClient({
      'template.list': () => ({ templates: [] }),
      'template.save': () => aTemplate('a'),
      'template.delete': () => ({}),
    });
    const store = createTemplateStore(client);
    const written = { id: null, name: 'a', text: 'Dear {{name}}' };
    expect(await store.save(written)).toEqual(aTemplate('a'));
    await store.delete([templateId.parse('a')]);
    expect(client.calls.slice(1)).toEqual([
      { name: 'template.save', input: written },
      { name: 'template.delete', input: { ids: ['a'] } },
    ]);
  });
});
