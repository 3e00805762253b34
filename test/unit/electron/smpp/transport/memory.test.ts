import { describe, expect, it } from 'vitest';
import { memoryTransportPair, type MemoryTransport } from '#electron/smpp/transport/memory-transport';
import { settle } from '#test/support/fake-clock';

function watch(transport: MemoryTransport): string[] {
  const events: string[] = [];
  transport.listen({
    onData: (chunk) => events.push(`data ${Buffer.from(chunk).toString()}`),
    onDrain: () => events.push('drain'),
    onClosed: ({ error, isLocal }) =>
      events.push(`closed ${isLocal ? 'by us' : 'by the peer'}${error === null ? '' : `: ${error.message}`}`),
  });
  return events;
}
const octets = (text: string): Uint8Array => Buffer.from(text);

describe('two ends in memory', () => {
  it('deliver in order, and never inside the write', async () => {
    const { left, right } = memoryTransportPair();
    const seen = watch(right);
    left.write(octets('a'));
    left.write(octets('b'));
    expect(seen).toEqual([]);
    await settle();
    expect(seen).toEqual(['data a', 'data b']);
  });

  it('keep what came before anyone listened', async () => {
    const { left, right } = memoryTransportPair();
    left.write(octets('a'));
    left.end();
    await settle();
    const seen = watch(right);
    await settle();
    expect(seen).toEqual(['data a', 'closed by the peer']);
  });

  it('end both when one ends, what was written first', async () => {
    const { left, right } = memoryTransportPair();
    const [ours, theirs] = [watch(left), watch(right)];
    left.write(octets('a'));
    left.end();
    expect(left.write(octets('b'))).toBe(false);
    await settle();
    expect(theirs).toEqual(['data a', 'closed by the peer']);
    expect(ours).toEqual(['closed by us']);
  });

  it('let the peer speak on after our end until it ends too', async () => {
    const { left, right } = memoryTransportPair();
    const [ours, theirs] = [watch(left), watch(right)];
    right.pause();
    left.end();
    right.write(octets('late'));
    await settle();
    expect(ours).toEqual(['data late']);
    right.resume();
    await settle();
    expect(theirs).toEqual(['closed by the peer']);
    expect(ours).toEqual(['data late', 'closed by us']);
  });

  it('break with an error', () => {
    const { left } = memoryTransportPair();
    const seen = watch(left);
    left.fail(new Error('reset'));
    left.destroy();
    expect(seen).toEqual(['closed by the peer: reset']);
  });

  it('deliver by hand, cut as asked', async () => {
    const { left, right } = memoryTransportPair({ isDeliveredByHand: true });
    const seen = watch(right);
    left.write(octets('abcdef'));
    await settle();
    expect(seen).toEqual([]);
    right.deliver(2);
    right.deliver(1);
    right.deliver();
    expect(seen).toEqual(['data ab', 'data c', 'data def']);
  });

  it('push back above the mark, and drain once', async () => {
    const { left, right } = memoryTransportPair({ highWaterMark: 4 });
    const ours = watch(left);
    watch(right);
    right.pause();
    expect(left.write(octets('abc'))).toBe(true);
    expect(left.write(octets('d'))).toBe(false);
    await settle();
    expect(ours).toEqual([]);
    right.resume();
    await settle();
    expect(ours).toEqual(['drain']);
  });
});
