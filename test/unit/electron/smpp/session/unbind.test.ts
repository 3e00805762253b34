import { afterEach, describe, expect, it } from 'vitest';
import { boundSession, SessionUnderTest } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';

let test: SessionUnderTest;

afterEach(() => {
  test.session.destroy();
  test.clock.assertNoTimers();
  expect(test.errors).toEqual([]);
});

describe('unbind by us', () => {
  it('sends unbind, waits for its response, then closes', async () => {
    test = await boundSession();
    let isDone = false;
    void test.session.unbind().then(() => (isDone = true));
    await settle();
    expect(test.peer.take()).toEqual(['unbind 2']);
    expect(test.session.state).toBe('bound_trx');
    expect(test.peer.closed).toBeNull();
    test.peer.send('unbind_resp', { sequenceNumber: 2 });
    await settle();
    expect(isDone).toBe(true);
    expect(test.story).toEqual(['bound_trx', 'unbound', 'closed', 'ended closed-by-us']);
    expect(test.peer.closed).toEqual({ error: null, isLocal: false });
  });

  it('waits for what is in flight, both ways, and sends nothing new', async () => {
    test = await boundSession();
    test.submit();
    test.peer.send('deliver_sm', { sequenceNumber: 1 });
    await settle();
    test.peer.take();
    void test.session.unbind();
    expect(test.submit()).toBeNull();
    expect(test.session.freeWindow()).toBe(0);
    await settle();
    expect(test.peer.take()).toEqual([]);
    test.peer.send('submit_sm_resp', { sequenceNumber: 2 });
    await settle();
    expect(test.peer.take()).toEqual([]);
    test.session.respond(test.requests[0]!, 0);
    await settle();
    expect(test.peer.take()).toEqual(['deliver_sm_resp 1', 'unbind 3']);
    test.peer.send('unbind_resp', { sequenceNumber: 3 });
    await settle();
    expect(test.outcomeLines).toEqual(['not-sent 0', 'response 2']);
    expect(test.ends).toEqual([{ kind: 'closed-by-us' }]);
  });

  it('takes messages that come while it waits for unbind_resp', async () => {
    test = await boundSession();
    void test.session.unbind();
    await settle();
    test.peer.send('deliver_sm', { sequenceNumber: 1 });
    await settle();
    expect(test.session.respond(test.requests[0]!, 0)).toBe(true);
    await settle();
    expect(test.peer.take()).toEqual(['unbind 2', 'deliver_sm_resp 1']);
  });

  it('goes on when the requests in flight are never answered', async () => {
    test = await boundSession();
    test.submit();
    void test.session.unbind();
    await test.clock.advanceAsync(4_999);
    expect(test.peer.take()).toEqual(['submit_sm 2']);
    await test.clock.advanceAsync(1);
    expect(test.peer.take()).toEqual(['unbind 3']);
    test.peer.send('unbind_resp', { sequenceNumber: 3 });
    await settle();
    expect(test.outcomeLines).toEqual(['link-lost 2']);
    expect(test.ends).toEqual([{ kind: 'closed-by-us' }]);
  });

  it('goes on when the requests in flight time out', async () => {
    test = await boundSession({ timers: { responseMs: 2_000 } });
    test.submit();
    void test.session.unbind();
    await test.clock.advanceAsync(2_000);
    expect(test.outcomeLines).toEqual(['timeout 2']);
    expect(test.peer.take()).toEqual(['submit_sm 2', 'unbind 3']);
  });

  it('goes on when there is no unbind_resp, nor a close', async () => {
    test = await boundSession({ link: { isDeliveredByHand: false } });
    test.peerEnd.pause();
    const done = test.session.unbind();
    await test.clock.advanceAsync(4_999);
    expect(test.ourEnd.isClosed).toBe(false);
    await test.clock.advanceAsync(5_001);
    await done;
    expect(test.ends).toEqual([{ kind: 'closed-by-us' }]);
    expect(test.ourEnd.isClosed).toBe(true);
  });

  it.each(['generic_nack', 'unbind_resp'] as const)('is over with %s of any status', async (command) => {
    test = await boundSession();
    const done = test.session.unbind();
    await settle();
    test.peer.send(command, { sequenceNumber: 2, commandStatus: 3 });
    await done;
    expect(test.ends).toEqual([{ kind: 'closed-by-us' }]);
  });

  it('is over when the peer just closes', async () => {
    test = await boundSession();
    const done = test.session.unbind();
    await settle();
    test.peer.transport.end();
    await done;
    expect(test.ends).toEqual([{ kind: 'closed-by-us' }]);
  });

  it('of a session that is not bound only closes', async () => {
    test = new SessionUnderTest();
    await test.session.unbind();
    expect(test.peer.take()).toEqual([]);
    expect(test.ends).toEqual([{ kind: 'closed-by-us' }]);
    expect(test.peer.closed).not.toBeNull();
  });

  it('twice is one, and after the end it is done', async () => {
    test = await boundSession();
    const both = Promise.all([test.session.unbind(), test.session.unbind()]);
    await settle();
    expect(test.peer.take()).toEqual(['unbind 2']);
    test.peer.send('unbind_resp', { sequenceNumber: 2 });
    await both;
    await test.session.unbind();
    expect(test.ends).toHaveLength(1);
  });

  it('answers the peer’s unbind that crosses ours', async () => {
    test = await boundSession();
    const done = test.session.unbind();
    await settle();
    test.peer.send('unbind', { sequenceNumber: 9 });
    await settle();
    expect(test.peer.take()).toEqual(['unbind 2', 'unbind_resp 9']);
    expect(test.ends).toEqual([]);
    expect(test.peer.closed).toBeNull();
    test.peer.send('unbind_resp', { sequenceNumber: 2 });
    await done;
    expect(test.ends).toEqual([{ kind: 'closed-by-us' }]);
  });
});

describe('unbind by the peer', () => {
  it('is answered, then the link is closed in good order', async () => {
    test = await boundSession();
    test.peer.send('unbind', { sequenceNumber: 9 });
    await settle();
    expect(test.peer.take()).toEqual(['unbind_resp 9']);
    expect(test.story).toEqual(['bound_trx', 'unbound', 'closed', 'ended closed-by-peer']);
    expect(test.ends).toEqual([{ kind: 'closed-by-peer', isOrderly: true, error: null }]);
  });

  it('is answered after the responses that the peer still owes, so that no message is left in doubt', async () => {
    test = await boundSession();
    test.submit();
    await settle();
    test.peer.take();
    test.peer.send('unbind', { sequenceNumber: 9 });
    await settle();
    expect(test.peer.take()).toEqual([]);
    test.peer.send('submit_sm_resp', { sequenceNumber: 2, body: { messageId: 'late but sure' } });
    await settle();
    expect(test.peer.take()).toEqual(['unbind_resp 9']);
    expect(test.story).toContain('response 2');
    expect(test.story).not.toContain('link-lost 2');
  });

  it('is answered though a response never comes', async () => {
    test = await boundSession();
    test.submit();
    await settle();
    test.peer.take();
    test.peer.send('unbind', { sequenceNumber: 9 });
    await test.clock.advanceAsync(5_000);
    expect(test.peer.take()).toEqual(['unbind_resp 9']);
    expect(test.story).toEqual(['bound_trx', 'unbound', 'closed', 'link-lost 2', 'ended closed-by-peer']);
    expect(test.ends).toEqual([{ kind: 'closed-by-peer', isOrderly: true, error: null }]);
  });

  it('is answered after the messages that came before it, so that none comes twice', async () => {
    test = await boundSession();
    test.peer.send('deliver_sm', { sequenceNumber: 8 });
    test.peer.send('unbind', { sequenceNumber: 9 });
    await settle();
    expect(test.peer.take()).toEqual([]);
    test.session.respond(test.requests[0]!, 0);
    await settle();
    expect(test.peer.take()).toEqual(['deliver_sm_resp 8', 'unbind_resp 9']);
    expect(test.ends).toEqual([{ kind: 'closed-by-peer', isOrderly: true, error: null }]);
  });

  it('is answered though a message is never', async () => {
    test = await boundSession();
    test.peer.send('deliver_sm', { sequenceNumber: 8 });
    test.peer.send('unbind', { sequenceNumber: 9 });
    await test.clock.advanceAsync(4_999);
    expect(test.peer.take()).toEqual([]);
    await test.clock.advanceAsync(1);
    expect(test.peer.take()).toEqual(['unbind_resp 9']);
    expect(test.session.respond(test.requests[0]!, 0)).toBe(false);
  });

  it('takes the responses that still come before the peer closes', async () => {
    test = await boundSession({ link: { isDeliveredByHand: false } });
    test.submit();
    await settle();
    test.peerEnd.pause();
    test.peer.send('unbind', { sequenceNumber: 9 });
    test.peer.send('submit_sm_resp', { sequenceNumber: 2 });
    await settle();
    expect(test.session.state).toBe('unbound');
    expect(test.outcomeLines).toEqual(['response 2']);
    test.peerEnd.resume();
    await settle();
    expect(test.ends).toEqual([{ kind: 'closed-by-peer', isOrderly: true, error: null }]);
  });

  it('leaves nothing to be said once it is answered, nor in the log', async () => {
    test = await boundSession();
    test.peer.send('deliver_sm', { sequenceNumber: 8 });
    await settle();
    test.peerEnd.pause();
    test.peer.send('unbind', { sequenceNumber: 9 });
    await test.clock.advanceAsync(5_000);
    expect(test.session.state).toBe('unbound');
    test.peer.send('enquire_link', { sequenceNumber: 10 });
    await settle();
    expect(test.session.respond(test.requests[0]!, 0)).toBe(false);
    test.peerEnd.resume();
    await settle();
    expect(test.peer.take()).toEqual(['unbind_resp 9']);
    expect(test.log.lines.slice(2)).toEqual([
      'in deliver_sm 8',
      'in unbind 9',
      'out unbind_resp 9',
      'in enquire_link 10',
    ]);
  });

  it('in the SMSC role', async () => {
    test = await boundSession({ role: 'smsc' });
    test.peer.send('unbind', { sequenceNumber: 2 });
    await settle();
    expect(test.peer.take()).toEqual(['unbind_resp 2']);
    expect(test.ends).toEqual([{ kind: 'closed-by-peer', isOrderly: true, error: null }]);
  });
});

describe('destroy', () => {
  it('ends at once, without a word', async () => {
    test = await boundSession();
    test.submit();
    test.session.destroy();
    expect(test.story).toEqual(['bound_trx', 'closed', 'not-sent 2', 'ended closed-by-us']);
    await settle();
    expect(test.peer.take()).toEqual([]);
    expect(test.peer.closed).not.toBeNull();
    test.session.destroy();
    expect(test.ends).toHaveLength(1);
  });
});
