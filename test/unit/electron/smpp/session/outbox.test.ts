import { afterEach, describe, expect, it } from 'vitest';
import { Outbox } from '#electron/smpp/session/outbox';
import type { Transport } from '#electron/smpp/transport/transport';
import { boundSession, type SessionUnderTest } from '#test/smsc/session-under-test';
import { ListRecorder } from '#test/smsc/list-recorder';
import { FakeClock, settle } from '#test/support/fake-clock';

/** A transport that notes what is asked of it and is as busy as the test says. */
class NotingTransport implements Transport {
  readonly localAddress = 'here';
  readonly remoteAddress = 'there';
  readonly security = null;
  readonly trust = null;
  readonly calls: string[] = [];
  isBusy = false;

  write(octets: Uint8Array): boolean {
    this.calls.push(`write ${octets.length}`);
    return !this.isBusy;
  }
  listen(): void {
    this.calls.push('listen');
  }
  pause(): void {
    this.calls.push('pause');
  }
  resume(): void {
    this.calls.push('resume');
  }
  end(): void {
    this.calls.push('end');
  }
  destroy(): void {
    this.calls.push('destroy');
  }
}

const pdu = (length: number): Uint8Array => {
  const octets = new Uint8Array(length);
  new DataView(octets.buffer).setUint32(0, length);
  return octets;
};

describe('outbox', () => {
  const rig = () => {
    const transport = new NotingTransport();
    const log = new ListRecorder();
    return { transport, log, outbox: new Outbox(transport, log, new FakeClock()) };
  };

  it('writes what one tick brings at once, in order', async () => {
    const { transport, log, outbox } = rig();
    for (const length of [16, 17, 18]) outbox.push(pdu(length));
    expect(transport.calls).toEqual([]);
    await settle();
    expect(transport.calls).toEqual(['write 51']);
    expect(log.rows.map(({ octets }) => octets.length)).toEqual([16, 17, 18]);
    outbox.push(pdu(20));
    await settle();
    expect(transport.calls).toEqual(['write 51', 'write 20']);
  });

  it('does not let a batch grow without end', () => {
    const { transport, outbox } = rig();
    for (let count = 0; count < 100; count += 1) outbox.push(pdu(1024));
    expect(transport.calls).toEqual(['write 65536']);
  });

  it('counts batches, so that what left can be told from what did not', () => {
    const { outbox } = rig();
    const first = outbox.batch;
    outbox.push(pdu(16));
    expect(outbox.batch).toBe(first);
    outbox.flush();
    expect(outbox.batch).toBe(first + 1);
    outbox.flush();
    expect(outbox.batch).toBe(first + 1);
  });

  it('is blocked until the transport drains, and still writes what must go', () => {
    const { transport, outbox } = rig();
    transport.isBusy = true;
    outbox.push(pdu(16));
    outbox.flush();
    expect(outbox.isBlocked).toBe(true);
    outbox.push(pdu(16));
    outbox.flush();
    expect(transport.calls).toEqual(['write 16', 'write 16']);
    outbox.onDrained();
    expect(outbox.isBlocked).toBe(false);
  });

  it('stops reading when too much waits to be read by the peer, until it has drained', () => {
    const { transport, outbox } = rig();
    transport.isBusy = true;
    for (let count = 0; count < 6; count += 1) {
      outbox.push(pdu(64 * 1024));
      outbox.flush();
    }
    expect(transport.calls.filter((call) => call === 'pause')).toHaveLength(1);
    expect(transport.calls.indexOf('pause')).toBe(4);
    outbox.onDrained();
    expect(transport.calls.at(-1)).toBe('resume');
    outbox.push(pdu(64 * 1024));
    outbox.flush();
    expect(transport.calls.at(-1)).toBe('write 65536');
  });

  it('records what never left, as such, and takes nothing more', async () => {
    const { transport, log, outbox } = rig();
    outbox.push(pdu(16));
    outbox.close();
    expect(outbox.push(pdu(16))).toBe(false);
    await settle();
    expect(transport.calls).toEqual([]);
    expect(log.rows).toMatchObject([
      { direction: 'out', reason: 'Not sent: the connection ended before this PDU left.' },
    ]);
  });
});

describe('a peer that does not read', () => {
  let test: SessionUnderTest;
  afterEach(() => {
    test.session.destroy();
    test.clock.assertNoTimers();
  });

  it('closes the window until it does, and gets every octet', async () => {
    test = await boundSession({ windowSize: 1000, link: { highWaterMark: 2_000 } });
    test.peerEnd.pause();
    while (test.session.freeWindow() > 0) {
      test.submit('x'.repeat(100));
      await settle(1);
    }
    const sent = test.session.counters.sent;
    expect(sent).toBeGreaterThan(5);
    expect(sent).toBeLessThan(40);
    expect(test.rooms).toBe(0);
    test.peerEnd.resume();
    await settle();
    expect(test.rooms).toBe(1);
    expect(test.session.freeWindow()).toBe(1000 - sent);
    expect(test.peer.take()).toHaveLength(sent);
  });

  it('gets its answers once it reads, and is not read meanwhile', async () => {
    test = await boundSession({ link: { highWaterMark: 1_000 } });
    test.peerEnd.pause();
    let asked = 0;
    // 16 octets for each answer: at 256 KiB of them reading stops.
    while (test.ourEnd.waitingOctets === 0 && asked < 100_000) {
      for (let count = 0; count < 1000; count += 1) {
        asked += 1;
        test.peer.send('enquire_link', { sequenceNumber: asked });
      }
      await settle(1);
    }
    expect(asked).toBeLessThan(20_000);
    test.peerEnd.resume();
    await settle();
    expect(test.ourEnd.waitingOctets).toBe(0);
    expect(test.peer.take()).toHaveLength(asked);
  });
});

describe('the log of a session', () => {
  it('has every PDU once, both ways, in the order of the wire, with its time', async () => {
    const test = await boundSession();
    const started = test.clock.now();
    test.submit();
    await test.clock.advanceAsync(5);
    test.peer.send('submit_sm_resp', { sequenceNumber: 2 });
    test.peer.send('deliver_sm', { sequenceNumber: 9 });
    await test.clock.advanceAsync(5);
    test.session.respond(test.requests[0]!, 0);
    await settle();
    void test.session.unbind();
    await settle();
    test.peer.send('unbind_resp', { sequenceNumber: 3 });
    await settle();
    expect(test.log.lines).toEqual([
      'out bind_transceiver 1',
      'in bind_transceiver_resp 1',
      'out submit_sm 2',
      'in submit_sm_resp 2',
      'in deliver_sm 9',
      'out deliver_sm_resp 9',
      'out unbind 3',
      'in unbind_resp 3',
    ]);
    expect(test.log.rows.slice(2, 6).map(({ timeMs }) => timeMs - started)).toEqual([0, 5, 5, 10]);
    expect(Buffer.concat(test.peer.chunks)).toEqual(
      Buffer.concat(test.log.rows.filter(({ direction }) => direction === 'out').map(({ octets }) => octets)),
    );
    test.clock.assertNoTimers();
  });

  it('has what came after a callback ended the session in the middle of a chunk', async () => {
    const test = await boundSession();
    test.onRequest = () => test.session.destroy();
    const one = '00000021000000050000000000000001' + '00'.repeat(17);
    const unasked = '00000010800000040000000000000063';
    test.peer.sendHex(one + one + unasked + '00000010000000150000000000000002' + '00000003');
    await settle();
    expect(test.log.lines.slice(2)).toEqual([
      'in deliver_sm 1',
      'in deliver_sm 1',
      'in submit_sm_resp 99',
      'in enquire_link 2',
      'in 4 octets',
    ]);
    expect(test.session.counters).toMatchObject({ received: 1, unmatched: 0 });
    expect(test.requests).toHaveLength(1);
    expect(test.ends).toEqual([{ kind: 'closed-by-us' }]);
    test.clock.assertNoTimers();
  });

  it('that throws is reported, and the session goes on', async () => {
    const test = await boundSession();
    test.log.recordPdu = () => {
      throw new Error('disk full');
    };
    test.peer.send('enquire_link', { sequenceNumber: 5 });
    await settle();
    expect(test.peer.take()).toEqual(['enquire_link_resp 5']);
    expect(test.errors.map(String)).toEqual(['Error: disk full', 'Error: disk full']);
    test.session.destroy();
  });
});
