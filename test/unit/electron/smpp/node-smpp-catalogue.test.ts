import { connect as connectTcp, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/smpp/system-clock';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { listenForTransports } from '#electron/smpp/transport/listen-for-transports';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { boundSession, credentials, emptyMessage, SessionUnderTest } from '#test/smsc/session-under-test';
import { sessionOver, type TcpSession } from '#test/smsc/tcp-session';
import { selfSigned } from '#test/support/certificates';
import { deferred } from '#test/support/deferred';
import { settle } from '#test/support/fake-clock';

/**
 * The defects that were found in the session of node-smpp (`smpp` 0.6.0-rc.4), one by one: none of them may be true
 * here. S14 (no state machine) is what states.test.ts is about; S16 (no proxies) is no promise of this engine.
 */
const opened: { readonly close: () => unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

/** A PDU in hexadecimal, with the sequence number 5. */
const pduHex = (commandId: string, body: string): string => {
  const octets = body.replaceAll(/\s/gu, '');
  return `${(16 + octets.length / 2).toString(16).padStart(8, '0')}${commandId}0000000000000005${octets}`;
};
const deliverSmHex = (body: string): string => pduHex('00000005', body);
/** Mandatory part of a deliver_sm without text, `validity` being its validity_period. */
const mandatory = (validity = ''): string =>
  `00 0101 00 0101 00 00 00 00 00 ${Buffer.from(validity).toString('hex')}00 00 00 00 00 00`;

async function isAlive(test: SessionUnderTest): Promise<boolean> {
  test.peer.take();
  test.peer.send('enquire_link', { sequenceNumber: 0x1234 });
  await settle();
  return test.peer.take().includes(`enquire_link_resp 4660`);
}

/** Our SMSC on a port of its own; what connects is a session. */
async function listen(): Promise<{ readonly port: number; readonly sessions: TcpSession[] }> {
  const sessions: TcpSession[] = [];
  const server = await listenForTransports({ host: '127.0.0.1', port: 0 }, (transport) => {
    const ours = sessionOver(transport, 'smsc', {
      onRequest: (session, request) => session.acceptBind(request, 'trunkline'),
    });
    opened.push({ close: () => ours.session.destroy() });
    sessions.push(ours);
  });
  opened.push(server);
  return { port: server.port, sessions };
}

describe('S1: a PDU that cannot be parsed', () => {
  it('leaves a session that reads on, and sees the end of the connection', async () => {
    const test = await boundSession();
    test.peer.sendHex(deliverSmHex('00 01'));
    await settle();
    expect(await isAlive(test)).toBe(true);
    test.peer.transport.end();
    await settle();
    expect(test.ends).toMatchObject([{ kind: 'closed-by-peer' }]);
  });
});

describe('S2: a command_length of 1 to 4', () => {
  it.each([1, 2, 3, 4])('%i ends the session at once, with the octets in the log', async (length) => {
    const test = await boundSession();
    test.peer.sendOctets(Uint8Array.of(0, 0, 0, length));
    await settle();
    expect(test.ends).toMatchObject([{ kind: 'framing-error' }]);
    expect(test.log.rows.filter(({ reason }) => reason !== null)).toMatchObject([
      { octets: Uint8Array.of(0, 0, 0, length) },
    ]);
  });
});

describe('S3: a command_length of 0 or below 16', () => {
  it.each([0, 5, 15])('%i is an end, and nothing after it becomes a PDU', async (length) => {
    const test = await boundSession();
    test.peer.sendOctets(
      Buffer.concat([Uint8Array.of(0, 0, 0, length), encode(createPdu('deliver_sm', { sequenceNumber: 1 }))]),
    );
    await settle();
    expect(test.ends).toMatchObject([{ kind: 'framing-error' }]);
    expect(test.requests).toEqual([]);
  });
});

describe('S4: a peer that is no ESME', () => {
  it('ends its own session and nothing else', async () => {
    const { port, sessions } = await listen();
    const browser = connectTcp({ host: '127.0.0.1', port });
    const answered = deferred<Buffer>();
    browser.on('data', answered.resolve);
    browser.on('error', () => undefined);
    browser.write('GET / HTTP/1.0\r\n\r\n');
    expect((await answered.promise).toString('hex')).toBe('00000010800000000000000200000000');
    browser.destroy();
    expect(await sessions[0]!.ended).toMatchObject({ kind: 'framing-error' });

    const rude = connectTcp({ host: '127.0.0.1', port }, () => rude.write('\0\0'));
    rude.on('error', () => undefined);
    await expect.poll(() => sessions.length, { timeout: 15_000 }).toBe(2);
    rude.resetAndDestroy();
    expect(await sessions[1]!.ended).toMatchObject({ kind: 'closed-by-peer' });

    const transport = await connectTransport(
      { host: '127.0.0.1', port, connectTimeoutMs: 10_000 },
      systemClock,
    );
    const esme = sessionOver(transport, 'esme');
    opened.push({ close: () => esme.session.destroy() });
    expect(await esme.session.bind('transceiver', credentials)).toMatchObject({ kind: 'bound' });
  });
});

describe('S5: valid PDUs', () => {
  it.each([
    ['an alert_on_message_delivery without a value', deliverSmHex(`${mandatory()} 130c 0000`)],
    ['a source_telematics_id of one octet', deliverSmHex(`${mandatory()} 0010 0001 05`)],
    ['a message_payload of 65535 octets', deliverSmHex(`${mandatory()} 0424 ffff ${'41'.repeat(65535)}`)],
    ['a validity_period of 5R', deliverSmHex(mandatory('5R'))],
    ['a TLV that comes twice', deliverSmHex(`${mandatory()} 1400 0001 01 1400 0001 02`)],
  ])('%s are handed on, and the session lives', async (_, hex) => {
    const test = await boundSession();
    test.peer.sendHex(hex);
    await settle();
    expect(test.requests).toMatchObject([{ command: 'deliver_sm' }]);
    expect(await isAlive(test)).toBe(true);
    test.session.destroy();
  });
});

describe('S6: malformed bodies', () => {
  it.each([
    ['an integer TLV without a value', deliverSmHex(`${mandatory()} 0427 0000`)],
    ['a callback_num that is too short', deliverSmHex(`${mandatory()} 0381 0001 01`)],
    ['a network_error_code of one octet', deliverSmHex(`${mandatory()} 0423 0001 03`)],
    ['more failures than there are', pduHex('80000021', '00 ff 0101')],
  ])('%s cost no session', async (_, hex) => {
    const test = await boundSession();
    test.peer.sendHex(hex);
    await settle();
    expect(await isAlive(test)).toBe(true);
    test.session.destroy();
  });

  it('more destinations than there are cost no session', async () => {
    const test = await boundSession({ role: 'smsc' });
    test.peer.sendHex(pduHex('00000021', '00 0101 00 ff 01 0101 3100'));
    await settle();
    expect(test.peer.take()).toEqual(['submit_multi_resp 5 status 2']);
    expect(await isAlive(test)).toBe(true);
    test.session.destroy();
  });

  it('half a PDU and the end: recorded, ended', async () => {
    const test = await boundSession();
    test.peer.sendHex('00000030 00000005');
    test.peer.transport.end();
    await settle();
    expect(test.ends).toMatchObject([{ kind: 'closed-by-peer' }]);
    expect(test.log.rows.at(-1)?.reason).toContain('8 of its 48 octets');
  });
});

describe('S7: an exception in the application', () => {
  it('escapes nowhere, and the session reads on', async () => {
    const test = await boundSession();
    test.onRequest = () => {
      throw new Error('application');
    };
    test.peer.send('deliver_sm', { sequenceNumber: 1 });
    await settle();
    expect(test.errors.map(String)).toEqual(['Error: application']);
    expect(await isAlive(test)).toBe(true);
    test.session.destroy();
  });
});

describe('S8: connecting again', () => {
  it('starts afresh, whatever the last connection left behind', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        const answer = encode(
          createPdu('bind_transceiver_resp', {
            sequenceNumber: chunk.readUInt32BE(12),
            body: { systemId: 's' },
          }),
        );
        socket.write(answer);
        // The first connection is lost in the middle of a PDU.
        if (sockets.length === 1) socket.end(Buffer.from('000000ff00000005', 'hex'));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.push({ close: () => server.close() });
    const { port } = server.address() as AddressInfo;
    const dial = async (): Promise<TcpSession> =>
      sessionOver(
        await connectTransport({ host: '127.0.0.1', port, connectTimeoutMs: 10_000 }, systemClock),
        'esme',
      );
    const first = await dial();
    expect(await first.session.bind('transceiver', credentials)).toMatchObject({ kind: 'bound' });
    expect(await first.ended).toMatchObject({ kind: 'closed-by-peer' });
    const second = await dial();
    opened.push({ close: () => second.session.destroy() });
    expect(await second.session.bind('transceiver', credentials)).toMatchObject({ kind: 'bound' });
  });
});

describe('S9: a peer that does not answer', () => {
  it('costs a request its response timer, a bind its own, and leaves nothing behind', async () => {
    const test = new SessionUnderTest();
    const bound = test.session.bind('transceiver', credentials);
    await test.clock.advanceAsync(10_000);
    expect(await bound).toEqual({ kind: 'timeout' });
    const again = test.session.bind('transceiver', credentials);
    await settle();
    test.peer.send('bind_transceiver_resp', { sequenceNumber: 2 });
    expect(await again).toMatchObject({ kind: 'bound' });
    test.submit();
    await test.clock.advanceAsync(10_000);
    expect(test.outcomes).toMatchObject([{ outcome: { kind: 'timeout' } }]);
    test.session.destroy();
    test.clock.assertNoTimers();
  });

  it('gives what is outstanding its outcome when the link ends', async () => {
    const test = await boundSession();
    for (let count = 0; count < 5; count += 1) test.submit();
    await settle();
    test.peer.transport.destroy();
    await settle();
    expect(test.outcomes.map(({ outcome }) => outcome.kind)).toEqual(Array(5).fill('link-lost'));
  });

  it('does not keep an unbound connection for ever', async () => {
    const test = new SessionUnderTest({ role: 'smsc' });
    await test.clock.advanceAsync(30_000);
    expect(test.ends).toEqual([{ kind: 'session-init-timeout' }]);
  });

  it('does not keep a closing one for ever', async () => {
    const test = await boundSession();
    test.peerEnd.pause();
    void test.session.unbind();
    await test.clock.advanceAsync(15_000);
    expect(test.ourEnd.isClosed).toBe(true);
    test.clock.assertNoTimers();
  });
});

describe('S10: keeping alive', () => {
  it('starts with the bind, and looks at the answers', async () => {
    const test = new SessionUnderTest();
    await test.clock.advanceAsync(300_000);
    expect(test.peer.take()).toEqual([]);
    await test.bind();
    await test.clock.advanceAsync(60_000);
    expect(test.peer.take()).toEqual(['enquire_link 2']);
    await test.clock.advanceAsync(10_000);
    expect(test.ends).toEqual([{ kind: 'enquire-link-timeout' }]);
  });

  it('answers the peer’s enquire_link, unknown commands and unbind', async () => {
    const test = await boundSession();
    test.peer.send('enquire_link', { sequenceNumber: 1 });
    test.peer.sendHex('00000010 00000777 00000000 00000002');
    test.peer.send('unbind', { sequenceNumber: 3 });
    await settle();
    expect(test.peer.take()).toEqual(['enquire_link_resp 1', 'generic_nack 2 status 3', 'unbind_resp 3']);
  });
});

describe('S11: correlation', () => {
  it('is by number and command, and an unsendable request uses up neither number nor place', async () => {
    const test = await boundSession();
    test.session.request(
      { command: 'submit_sm', body: { ...emptyMessage, shortMessage: new Uint8Array(256) } },
      test.noteOutcome,
    );
    test.submit();
    await settle();
    test.peer.send('enquire_link_resp', { sequenceNumber: 2 });
    test.peer.send('generic_nack', { sequenceNumber: 0, commandStatus: 3 });
    await settle();
    expect(test.outcomeLines).toEqual(['not-sent 0']);
    test.peer.send('submit_sm_resp', { sequenceNumber: 2 });
    await settle();
    expect(test.outcomeLines).toEqual(['not-sent 0', 'response 2']);
    test.session.destroy();
  });
});

describe('S12: flow control', () => {
  it('takes no more than the window, whether or not the peer reads', async () => {
    const test = await boundSession({ windowSize: 100, link: { highWaterMark: 4_000 } });
    test.peerEnd.pause();
    for (let count = 0; count < 10_000; count += 1) test.submit();
    expect(test.session.counters.sent).toBe(100);
    expect(test.outcomes).toHaveLength(9_900);
    await settle();
    expect(test.session.freeWindow()).toBe(0);
    test.session.destroy();
  });
});

describe('S13: a request on a link that is gone', () => {
  it('is told as not sent, once, and is left as it was', async () => {
    const test = await boundSession();
    test.peer.transport.destroy();
    await settle();
    const request = Object.freeze({
      command: 'submit_sm' as const,
      body: Object.freeze({ ...emptyMessage }),
    });
    expect(test.session.request(request, test.noteOutcome)).toBeNull();
    expect(test.outcomes).toEqual([
      { sequenceNumber: 0, outcome: { kind: 'not-sent', reason: 'The session has ended.' } },
    ]);
  });
});

describe('S15: TLS', () => {
  it('checks the certificate unless told not to, and names the host it wants', async () => {
    const identity = await selfSigned({ name: 'localhost', names: ['localhost', '127.0.0.1'] });
    const server = await listenForTransports(
      {
        host: '127.0.0.1',
        port: 0,
        tls: { keyPem: identity.keyPem, certificatePem: identity.certificatePem },
      },
      (transport) => {
        opened.push({ close: () => transport.destroy() });
      },
    );
    opened.push(server);
    const dial = async (caPem: string, acceptsAnyCertificate: boolean): Promise<string | null> => {
      const transport = await connectTransport(
        {
          host: '127.0.0.1',
          port: server.port,
          connectTimeoutMs: 10_000,
          tls: { serverName: 'localhost', caPem, acceptsAnyCertificate, handshakeTimeoutMs: 10_000 },
        },
        systemClock,
      );
      opened.push({ close: () => transport.destroy() });
      return transport.security;
    };
    await expect(dial('', false)).rejects.toMatchObject({ kind: 'certificate' });
    expect(await dial(identity.certificatePem, false)).toMatch(/^TLS 1\.[23]/u);
    expect(await dial('', true)).toContain('not checked');
  });

  it('is never silently left out: a plain peer is an error', async () => {
    const { port } = await listen();
    const failed = connectTransport(
      {
        host: '127.0.0.1',
        port,
        connectTimeoutMs: 10_000,
        tls: { serverName: '', caPem: '', acceptsAnyCertificate: true, handshakeTimeoutMs: 10_000 },
      },
      systemClock,
    );
    await expect(failed).rejects.toMatchObject({
      kind: 'tls',
      sentence: expect.stringContaining('does not answer as TLS') as string,
    });
  });
});
