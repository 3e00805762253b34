import { describe, expect, it } from 'vitest';
import { conversationId, messageId, trunkId } from '#shared/model/ids';
import { submitRequest } from '#shared/model/submission';
import { RpcError } from '#shared/rpc/errors';
import { FakeClock } from '#test/support/fake-clock';
import { FakeHostClient } from '#test/support/fake-host-client';
import { settled } from '#test/support/settled';
import { aMessage, aTrunk } from '#test/support/views';
import { createBulkStore } from '../../../../../renderer/features/composer/bulk/bulk-store';
import { createComposerStore } from '../../../../../renderer/features/composer/composer-store';
import { emptyDraft, type Draft } from '../../../../../renderer/features/composer/draft';

const trunk = aTrunk('t1').settings;
const conversation = conversationId.parse('c1');
const written: Draft = {
  ...emptyDraft,
  target: { kind: 'trunk', trunkId: trunkId.parse('t1') },
  sourceAddress: '12025550147',
  destinationAddress: '12025550123',
  text: 'Hello',
};

const request: unknown = submitRequest.parse({
  target: written.target,
  sourceAddress: '12025550147',
  destinationAddress: '12025550123',
  text: 'Hello',
  isReceiptRequested: true,
});

function composer(changed: Partial<Draft> = {}, drafts: Readonly<Record<string, unknown>> = {}) {
  const clock = new FakeClock();
  const client = new FakeHostClient({
    'message.submit': () => aMessage('m1'),
    'draft.list': () => ({
      drafts: Object.entries(drafts).map(([key, content]) => ({
        key,
        content: content as never,
        changedAtMs: 1,
      })),
    }),
    'draft.save': () => ({}),
    'draft.delete': () => ({}),
  });
  const store = createComposerStore(
    client,
    clock,
    createBulkStore(client, clock, (flush) => flush()),
  );
  store.prepare('new', { ...written, ...changed });
  const called = (name: string) => client.calls.filter((call) => call.name === name);
  return { client, clock, store, called, state: () => store.getState().drafts.new };
}

describe('the composer', () => {
  it('hands the draft to the host and empties the text only', async () => {
    const { store, state, called } = composer();
    const submitted = await store.submit('new', trunk);
    expect(submitted).toMatchObject({ kind: 'message', message: { id: 'm1' } });
    expect(called('message.submit')).toEqual([{ name: 'message.submit', input: request }]);
    expect(state()).toEqual({
      draft: { ...written, text: '' },
      errors: {},
      isSubmitting: false,
      isTouched: false,
      route: { sourceAddress: written.sourceAddress, target: written.target },
    });
  });

  it.each([
    ['text', { text: '' }, 'Write a message first.'],
    ['destinationAddress', { destinationAddress: ' ' }, 'Enter a destination address.'],
    ['target', { target: null }, 'Choose the trunk to send over.'],
    ['protocolId', { protocolId: '256' }, 'Enter a number from 0 to 255, or 0x00 to 0xFF.'],
    [
      'tlvs.0',
      { tlvs: [{ kind: 'tag' as const, tag: '0x1400', hex: '0' }] },
      'Write octets as pairs of hexadecimal digits, such as “05 00 03”.',
    ],
    [
      'pdu',
      { pdu: 'broadcast_sm' as const, areas: [{ format: 0, value: 'Here' }], destinationAddress: '' },
      'Trunk t1 speaks SMPP 3.4: broadcast_sm came with 5.0. Choose another PDU.',
    ],
  ])('refuses at the field %s, and asks nobody', async (field, changed, sentence) => {
    const { store, state, called } = composer(changed);
    expect(await store.submit('new', trunk)).toEqual({ kind: 'refused' });
    expect(state()?.errors).toEqual({ [field]: sentence });
    expect(called('message.submit')).toEqual([]);
  });

  it('puts a refusal of the host to the field that it names, and keeps the text', async () => {
    const { client, store, state } = composer();
    client.answers['message.submit'] = () => {
      throw new RpcError('refused', 'It was refused.', {
        sourceAddress: 'This source address is not allowed.',
        'advanced.serviceType': 'Too long.',
        octets: 'No octets.',
      });
    };
    expect(await store.submit('new', trunk)).toEqual({ kind: 'refused' });
    expect(state()).toMatchObject({
      draft: written,
      errors: {
        sourceAddress: 'This source address is not allowed.',
        serviceType: 'Too long.',
        hex: 'No octets.',
      },
      isSubmitting: false,
    });
  });

  it('puts a refusal that names no field to the message as a whole', async () => {
    const { client, store, state } = composer();
    client.answers['message.submit'] = () => {
      throw new RpcError('refused', 'A receiver cannot send.', { 'something.else': 'x' });
    };
    await store.submit('new', trunk);
    expect(state()?.errors).toEqual({ form: 'A receiver cannot send.' });
  });

  it('takes an error away when its field is edited, and the others stay', async () => {
    const { client, store, state } = composer();
    client.answers['message.submit'] = () => {
      throw new RpcError('refused', 'No.', { sourceAddress: 'Not this one.', text: 'Not this either.' });
    };
    await store.submit('new', trunk);
    store.edit('new', { sourceAddress: '1' });
    expect(state()?.errors).toEqual({ text: 'Not this either.' });
  });

  it('sends once while the answer is awaited', async () => {
    const { store, called } = composer();
    await Promise.all([store.submit('new', trunk), store.submit('new', trunk)]);
    expect(called('message.submit')).toHaveLength(1);
  });

  it('keeps a draft that is there when it is prepared again, unless it is dropped without text', () => {
    const { store, state } = composer();
    store.edit('new', { text: 'Half a thou' });
    store.prepare('new', written);
    expect(state()?.draft.text).toBe('Half a thou');
    expect(state()?.isTouched).toBe(true);
    store.dropIfEmpty('new');
    expect(state()?.draft.text).toBe('Half a thou');
    store.edit('new', { text: '' });
    store.dropIfEmpty('new');
    expect(state()).toBeUndefined();
  });

  it.each<[Partial<Draft>, boolean]>([
    [{}, false],
    [{ smDefaultMsgId: '17' }, true],
    [{ protocolId: '0x40' }, true],
    [{ serviceType: 'USSD' }, true],
    [{ serviceType: 'CMT' }, false],
  ])('hands in no text only where something else says enough: %j', async (change, isTaken) => {
    const { store, called, state } = composer({ ...change, text: '' });
    await store.submit('new', trunk);
    expect(called('message.submit')).toHaveLength(isTaken ? 1 : 0);
    expect(state()?.errors.text).toBe(isTaken ? undefined : 'Write a message first.');
  });

  it('does not begin anew while a list of numbers or an option stands in the new message', async () => {
    const { store, state } = composer({ text: '' });
    store.edit('new', { destinations: ['12025550101', '12025550102'] });
    store.dropIfEmpty('new');
    expect(state()?.draft.destinations).toHaveLength(2);
    store.edit('new', { destinations: [], isFlash: true, text: 'Once' });
    await store.submit('new', trunk);
    expect(state()?.draft.isFlash).toBe(true);
    store.dropIfEmpty('new');
    expect(state()).toBeUndefined();
  });

  it('hands a list in as one message to many, and leaves what was not taken under To', async () => {
    const { client, store, state, called } = composer({
      destinations: ['12025550101', '12025550102'],
      destinationAddress: '12025550103',
    });
    client.answers['message.submitMany'] = () => ({
      messageIds: [messageId.parse('m1'), messageId.parse('m2')],
      refused: [{ destinationAddress: '12025550102', reason: 'This number is barred.' }],
    });
    expect(await store.submit('new', trunk)).toEqual({ kind: 'bulk' });
    expect(called('message.submitMany')[0]?.input).toMatchObject({
      destinations: ['12025550101', '12025550102', '12025550103'],
      text: 'Hello',
    });
    expect(state()).toMatchObject({
      draft: { destinations: ['12025550102'], destinationAddress: '', text: 'Hello' },
      errors: { destinationAddress: 'This number is barred.' },
    });
  });

  it('goes to distribution lists alone, once: numbers that were refused are tried again without them', async () => {
    const { store, client, state, called } = composer({
      destinations: [],
      destinationAddress: '',
      pdu: 'submit_multi',
      distributionLists: 'staff, night shift',
    });
    client.answers['message.submitMany'] = () => ({
      messageIds: [messageId.parse('m1')],
      refused: [{ destinationAddress: '12025550102', reason: 'This number is barred.' }],
    });
    expect(await store.submit('new', trunk)).toEqual({ kind: 'bulk' });
    expect(called('message.submitMany')[0]?.input).toMatchObject({
      destinations: [],
      distributionLists: ['staff', 'night shift'],
    });
    expect(state()?.draft).toMatchObject({ distributionLists: '', destinations: ['12025550102'] });
  });

  it('follows the way that its conversation went last, unless it has text or the user chose another', () => {
    const { store } = composer();
    const draftOf = () => store.getState().drafts[conversation]?.draft;
    const over = (id: string): Draft => ({
      ...written,
      text: '',
      target: { kind: 'trunk', trunkId: trunkId.parse(id) },
      sourceAddress: `47${id}`,
    });
    store.prepare(conversation, over('t1'));
    store.prepare(conversation, over('t2'));
    expect(draftOf()).toEqual(over('t2'));
    store.edit(conversation, { text: 'Half' });
    store.prepare(conversation, over('t3'));
    expect(draftOf()).toEqual({ ...over('t2'), text: 'Half' });
    store.edit(conversation, { text: '', sourceAddress: 'ACME' });
    store.prepare(conversation, over('t4'));
    expect(draftOf()).toEqual({ ...over('t2'), sourceAddress: 'ACME' });
  });

  it('goes to several numbers that are typed with blanks between them', async () => {
    const { store, client, called } = composer({ destinationAddress: '12025550123 12025550124' });
    client.answers['message.submitMany'] = () => ({ messageIds: [messageId.parse('m1')], refused: [] });
    expect(await store.submit('new', trunk)).toEqual({ kind: 'bulk' });
    expect(called('message.submitMany')[0]?.input).toMatchObject({
      destinations: ['12025550123', '12025550124'],
    });
  });

  it('hands a broadcast to no number, whatever stands under To', async () => {
    const { store, called } = composer({ pdu: 'broadcast_sm', areas: [{ format: 0, value: 'North' }] });
    await store.submit('new', { ...trunk, version: '5.0' });
    expect(called('message.submit')[0]?.input).toMatchObject({ destinationAddress: '', pdu: 'broadcast_sm' });
  });

  it('stays with its number in a conversation', async () => {
    const { store, client } = composer();
    store.prepare(conversation, { ...written, pdu: 'submit_multi', distributionLists: 'staff' });
    client.answers['message.submitMany'] = () => ({ messageIds: [messageId.parse('m1')], refused: [] });
    expect(await store.submit(conversation, trunk)).toEqual({ kind: 'bulk' });
    expect(store.getState().drafts[conversation]?.draft).toMatchObject({
      destinationAddress: '12025550123',
      distributionLists: '',
    });
  });

  it('refuses a list with something in it that is no number', async () => {
    const { store, state, called } = composer({ destinations: ['12025550101', 'number'] });
    expect(await store.submit('new', trunk)).toEqual({ kind: 'refused' });
    expect(state()?.errors.destinationAddress).toContain('“number” is not a number');
    expect(called('message.submitMany')).toEqual([]);
  });
});

describe('a draft', () => {
  it('is kept at once, then when one stops typing, and forgotten when it is sent', async () => {
    const { store, clock, called } = composer();
    store.edit('new', { text: 'H' });
    store.edit('new', { text: 'He' });
    store.edit('new', { text: 'Hey' });
    expect(called('draft.save')).toHaveLength(1);
    clock.advance(10_000);
    expect(called('draft.save').map(({ input }) => input)).toEqual([
      { key: 'new', content: { ...written, text: 'H' } },
      { key: 'new', content: { ...written, text: 'Hey' } },
    ]);
    await store.submit('new', trunk);
    expect(called('draft.delete').map(({ input }) => input)).toEqual([{ key: 'new' }]);
    clock.advance(10_000);
    expect(called('draft.save')).toHaveLength(2);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is kept without a text too, with the numbers and the options that were chosen', () => {
    const { store, clock, called } = composer({ text: '' });
    store.edit('new', { destinations: ['12025550101'] });
    clock.advance(10_000);
    store.edit('new', { destinations: [], priorityFlag: '3' });
    clock.advance(10_000);
    store.edit('new', { priorityFlag: '0' });
    clock.advance(10_000);
    expect(called('draft.save')).toHaveLength(2);
    expect(called('draft.delete')).toHaveLength(1);
  });

  it('goes out at once when the window goes', () => {
    const { store, clock, called } = composer();
    store.edit('new', { text: 'Last' });
    store.edit('new', { text: 'Last words' });
    store.flush();
    expect(called('draft.save')).toHaveLength(2);
    expect(clock.pendingTimers).toBe(0);
  });

  it('of an earlier run takes the place of what was prepared, and of nothing that was written', async () => {
    const kept = { ...written, text: 'From yesterday' };
    const early = composer({}, { new: kept });
    await settled();
    expect(early.state()).toMatchObject({ draft: kept, isTouched: true });

    const late = composer({}, { new: kept });
    late.store.edit('new', { text: 'Already typed' });
    await settled();
    expect(late.state()?.draft.text).toBe('Already typed');
  });

  it('that cannot be read any more is left where it is', async () => {
    const { state } = composer({}, { new: { text: 'Of another version' } });
    await settled();
    expect(state()?.draft).toEqual(written);
  });

  it('that could not be kept is told', async () => {
    const { client, store, clock } = composer();
    client.answers['draft.save'] = () => {
      throw new RpcError('invalid-input', 'This draft is too long.');
    };
    store.edit('new', { text: 'Very long' });
    clock.advance(1000);
    await settled();
    expect(store.getState().unkept.has('new')).toBe(true);

    client.answers['draft.save'] = () => ({});
    client.setStatus('connected');
    await settled();
    expect(client.calls.at(-1)).toMatchObject({
      name: 'draft.save',
      input: { content: { text: 'Very long' } },
    });
    expect(store.getState().unkept.size).toBe(0);
  });
});
