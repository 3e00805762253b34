import { describe, expect, it } from 'vitest';
import { HANDSET_NUMBER } from '#shared/model/simulator';
import { aConversation, aTrunk } from '#test/support/views';
import { newDraft, replyDraft } from '../../../../../renderer/features/composer/first-draft';

const demo = aTrunk('demo', { isDemo: true });
const carrier = aTrunk('carrier');

describe('newDraft', () => {
  it('is a whole message to the handset on the first run', () => {
    const draft = newDraft([demo], null, []);
    expect(draft).toMatchObject({
      target: { kind: 'trunk', trunkId: 'demo' },
      destinationAddress: HANDSET_NUMBER,
      isReceiptRequested: true,
    });
    expect(draft.sourceAddress).not.toBe('');
    expect(draft.text).not.toBe('');
  });

  it('is empty over a real trunk, and later over the demo trunk too', () => {
    expect(newDraft([carrier], null, [])).toMatchObject({
      sourceAddress: '',
      destinationAddress: '',
      text: '',
    });
    expect(newDraft([demo], null, [aConversation('c1')])).toMatchObject({ destinationAddress: '', text: '' });
  });

  it('goes over the chosen trunk, from the address that it used last', () => {
    const earlier = aConversation('c1', { trunkId: carrier.id, ownAddress: '4930123' });
    expect(newDraft([demo, carrier], carrier.id, [earlier])).toMatchObject({
      target: { kind: 'trunk', trunkId: 'carrier' },
      sourceAddress: '4930123',
    });
  });

  it('has no trunk where there is none', () => {
    expect(newDraft([], null, []).target).toBeNull();
  });
});

describe('replyDraft', () => {
  it('answers from the address and over the trunk of the conversation', () => {
    const conversation = aConversation('c1', { trunkId: carrier.id, ownAddress: '4930123', peer: '4917999' });
    expect(replyDraft(conversation, [demo, carrier])).toMatchObject({
      target: { kind: 'trunk', trunkId: 'carrier' },
      sourceAddress: '4930123',
      destinationAddress: '4917999',
    });
  });

  it('is a broadcast where the conversation is of broadcasts', () => {
    const draft = replyDraft(aConversation('c1', { peer: 'Broadcast' }), []);
    expect(draft).toMatchObject({ pdu: 'broadcast_sm', destinationAddress: '' });
  });

  it('leaves the trunk to be chosen when the one it used was deleted', () => {
    expect(replyDraft(aConversation('c1', { trunkId: carrier.id }), [demo]).target).toBeNull();
  });
});
