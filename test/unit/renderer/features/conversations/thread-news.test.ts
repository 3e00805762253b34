import { describe, expect, it } from 'vitest';
import { aMessage } from '#test/support/views';
import { createThreadNews } from '../../../../../renderer/features/conversations/thread-news';

const sent = (id: string, rest: Parameters<typeof aMessage>[1]) =>
  aMessage(id, { direction: 'mt', isReceiptRequested: true, reason: null, text: 'Hello', ...rest });
const received = (id: string, text: string) => aMessage(id, { direction: 'mo', state: 'received', text });

describe('what is read aloud of a thread', () => {
  it('is nothing of what was there when it was opened', () => {
    const news = createThreadNews();
    expect(news.next([received('m1', 'Hi'), sent('m2', { state: 'delivered' })])).toBe('');
  });

  it('is each message that comes in, and what becomes of what is sent, without the steps between', () => {
    const news = createThreadNews();
    news.next([]);
    expect(news.next([received('m1', 'Hi')])).toBe('Received: Hi');
    const states = ['queued', 'sent', 'accepted', 'enroute', 'delivered'] as const;
    const said = states.map((state) => news.next([received('m1', 'Hi'), sent('m2', { state })]));
    expect(said).toEqual([
      'Received: Hi',
      'Received: Hi',
      'Received: Hi',
      'Received: Hi',
      'Delivered: Hello',
    ]);
  });

  it('says why a message failed, and that one was accepted where nothing more will come', () => {
    const news = createThreadNews();
    news.next([]);
    expect(news.next([sent('m1', { state: 'refused', reason: 'No such number.' })])).toBe(
      'Refused: Hello. No such number.',
    );
    expect(news.next([sent('m2', { state: 'accepted', isReceiptRequested: false })])).toBe('Accepted: Hello');
  });
});
