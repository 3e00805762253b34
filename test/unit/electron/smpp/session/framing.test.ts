import { afterEach, describe, expect, it } from 'vitest';
import { boundSession, SessionUnderTest } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';

let test: SessionUnderTest;

afterEach(async () => {
  test.session.destroy();
  await settle();
  test.clock.assertNoTimers();
  expect(test.errors).toEqual([]);
});

describe('octets that cannot be framed', () => {
  it.each([0, 1, 2, 3, 4, 5, 15])(
    'command_length %i: recorded, nacked, closed, and every request has its outcome',
    async (length) => {
      test = await boundSession();
      test.submit();
      await settle();
      test.peer.take();
      test.peer.sendHex(`${length.toString(16).padStart(8, '0')} 00000015 00000000 00000007`);
      await settle();
      expect(test.peer.take()).toEqual(['generic_nack 7 status 2']);
      expect(test.ends).toMatchObject([
        { kind: 'framing-error', reason: `command_length is ${length}; a PDU has at least 16 octets.` },
      ]);
      expect(test.story).toEqual(['bound_trx', 'closed', 'link-lost 2', 'ended framing-error']);
      expect(test.peer.closed).toEqual({ error: null, isLocal: false });
      expect(test.log.rows.find((row) => row.reason !== null)).toMatchObject({
        direction: 'in',
        octets: Uint8Array.from([0, 0, 0, length, 0, 0, 0, 0x15, 0, 0, 0, 0, 0, 0, 0, 7]),
      });
    },
  );

  it('has the number 0 where no header can be read', async () => {
    test = await boundSession();
    test.peer.sendHex('00000001');
    await settle();
    expect(test.peer.take()).toEqual(['generic_nack 0 status 2']);
  });

  it('is a PDU longer than the limit, at once and not when it has come', async () => {
    test = await boundSession({ maxPduOctets: 1000 });
    test.peer.sendHex('000003e9 00000005 00000000 00000003');
    await settle();
    expect(test.peer.take()).toEqual(['generic_nack 3 status 2']);
    expect(test.ends).toMatchObject([{ kind: 'framing-error' }]);
  });

  it('handles what was whole before it', async () => {
    test = await boundSession();
    test.submit();
    test.peer.sendHex('00000010 80000004 00000000 00000002 00000003');
    await settle();
    expect(test.outcomeLines).toEqual(['response 2']);
    expect(test.ends).toMatchObject([{ kind: 'framing-error' }]);
  });

  it.each([
    ['an HTTP answer', 'HTTP/1.1 400 Bad Request\r\n\r\n', /HTTP/u],
    ['an HTTP request', 'GET / HTTP/1.0\r\n\r\n', /HTTP/u],
    ['an SSH greeting', 'SSH-2.0-OpenSSH_9.2p1\r\n', /SSH/u],
    ['a TLS alert', '\x15\x03\x01\x00\x02\x02\x46', /SSL/u],
    ['a mail server', '220 mail.example ESMTP\r\n', /mail/u],
  ])('says what it looks like: %s', async (_, octets, reason) => {
    test = new SessionUnderTest();
    test.peer.sendOctets(octets);
    await settle();
    expect(test.ends).toMatchObject([
      { kind: 'framing-error', reason: expect.stringMatching(reason) as string },
    ]);
    expect(test.log.rows[0]).toMatchObject({
      direction: 'in',
      octets: Uint8Array.from(Buffer.from(octets, 'latin1')),
      reason: expect.stringMatching(reason) as string,
    });
  });

  it('does not wait for a peer that never closes', () => {
    test = new SessionUnderTest({ link: { isDeliveredByHand: true } });
    test.peer.sendHex('00000001');
    test.ourEnd.deliver();
    expect(test.ends).toMatchObject([{ kind: 'framing-error' }]);
    expect(test.ourEnd.isClosed).toBe(false);
    test.peer.sendOctets('more of the same');
    test.ourEnd.deliver();
    test.clock.advance(1000);
    expect(test.ourEnd.isClosed).toBe(true);
    expect(test.ends).toHaveLength(1);
  });
});

describe('a connection that ends in the middle of a PDU', () => {
  it.each([
    ['00', 'The connection ended after 1 octets of a PDU.'],
    ['00000020 00000005 0000', 'The connection ended in the middle of a PDU: 10 of its 32 octets came.'],
  ])('records the half: %s', async (hex, reason) => {
    test = await boundSession();
    test.peer.sendHex(hex);
    test.peer.transport.end();
    await settle();
    expect(test.log.rows.at(-1)).toMatchObject({
      direction: 'in',
      reason,
      octets: Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')),
    });
    expect(test.ends).toEqual([{ kind: 'closed-by-peer', isOrderly: false, error: null, halfPdu: reason }]);
  });
});

describe('a peer that says nothing', () => {
  it('leaves the session open until someone loses patience', async () => {
    test = new SessionUnderTest();
    await test.clock.advanceAsync(3_600_000);
    expect(test.session.state).toBe('open');
    expect(test.peer.received).toEqual([]);
  });
});
