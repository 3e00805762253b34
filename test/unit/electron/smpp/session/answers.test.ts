import { afterEach, describe, expect, it } from 'vitest';
import { EncodeError } from '#shared/smpp/encode';
import { boundSession, credentials, SessionUnderTest } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';

let test: SessionUnderTest;

afterEach(() => {
  test.session.destroy();
  test.clock.assertNoTimers();
  expect(test.errors).toEqual([]);
});

/** A whole PDU from its command, sequence number and body, all in hexadecimal. */
const pdu = (commandId: string, sequenceNumber: string, body = ''): string => {
  const rest = `${commandId}00000000${sequenceNumber}${body.replaceAll(' ', '')}`;
  return (rest.length / 2 + 4).toString(16).padStart(8, '0') + rest;
};

describe('a request that the session answers by itself', () => {
  it.each(['open', 'bound'] as const)('enquire_link, on a session that is %s', async (state) => {
    test = state === 'open' ? new SessionUnderTest() : await boundSession();
    test.peer.send('enquire_link', { sequenceNumber: 77 });
    await settle();
    expect(test.peer.take()).toEqual(['enquire_link_resp 77']);
    expect(test.requests).toEqual([]);
  });

  it('enquire_link with octets that do not belong there', async () => {
    test = await boundSession();
    test.peer.sendHex(pdu('00000015', '00000009', '0001'));
    await settle();
    expect(test.peer.take()).toEqual(['enquire_link_resp 9']);
  });

  it.each([
    ['00000000', 0],
    ['80000000', 0x80000000],
    ['ffffffff', 0xffffffff],
  ])('with the sequence number 0x%s, which is echoed', async (hex, sequenceNumber) => {
    test = await boundSession();
    test.peer.sendHex(pdu('00000015', hex));
    await settle();
    expect(test.peer.take()).toEqual([`enquire_link_resp ${sequenceNumber}`]);
  });

  it.each(['00000abc', '0000000a', '00010200', '01000001'])(
    'of the unknown command 0x%s, with generic_nack and its number',
    async (commandId) => {
      test = await boundSession();
      test.peer.sendHex(pdu(commandId, '00000005', '01020304'));
      await settle();
      expect(test.peer.take()).toEqual(['generic_nack 5 status 3']);
      expect(test.session.state).toBe('bound_trx');
    },
  );

  it('of a command that the version in use does not have', async () => {
    test = await boundSession({ role: 'smsc' });
    test.peer.send('broadcast_sm', { sequenceNumber: 5 });
    test.peer.send('query_last_msgs', { sequenceNumber: 6 });
    await settle();
    expect(test.peer.take()).toEqual(['generic_nack 5 status 3', 'generic_nack 6 status 3']);
  });
});

describe('a request whose body is malformed', () => {
  it.each([
    ['is cut off', pdu('00000005', '00000005', '00 01 01 3100'), 0x02],
    ['has a bare header', pdu('00000005', '00000005'), 0x02],
    [
      'has an sm_length beyond its end',
      pdu('00000005', '00000005', '00 0101 00 0101 00 00 00 00 00 00 00 00 00 00 20 414243'),
      0x01,
    ],
    [
      'has a TLV that overruns it',
      pdu('00000005', '00000005', '00 0101 00 0101 00 00 00 00 00 00 00 00 00 00 00 0424 0010 4142'),
      0xc0,
    ],
    [
      'has half a TLV',
      pdu('00000005', '00000005', '00 0101 00 0101 00 00 00 00 00 00 00 00 00 00 00 0424 00'),
      0xc0,
    ],
    ['has an address without its NUL', pdu('00000005', '00000005', '00 0101 313233'), 0x0a],
  ])('and %s: its own response says so, and the link stays up', async (_, hex, status) => {
    test = await boundSession();
    test.peer.sendHex(hex);
    test.peer.send('enquire_link', { sequenceNumber: 6 });
    await settle();
    expect(test.peer.take()).toEqual([`deliver_sm_resp 5 status ${status}`, 'enquire_link_resp 6']);
    expect(test.requests).toEqual([]);
    expect(test.session.state).toBe('bound_trx');
    expect(test.log.lines.slice(2)).toEqual([
      'in deliver_sm 5',
      'out deliver_sm_resp 5',
      'in enquire_link 6',
      'out enquire_link_resp 6',
    ]);
  });

  it('is refused in the response of a bind, too', async () => {
    test = new SessionUnderTest({ role: 'smsc' });
    test.peer.sendHex(pdu('00000009', '00000001', '616263'));
    await settle();
    expect(test.peer.take()).toEqual(['bind_transceiver_resp 1 status 15']);
    expect(test.requests).toEqual([]);
  });

  it('has no response when the command has none', async () => {
    test = await boundSession();
    test.peer.sendHex(pdu('00000102', '00000005', '01'));
    await settle();
    expect(test.peer.take()).toEqual([]);
    expect(test.requests).toEqual([]);
    expect(test.session.state).toBe('bound_trx');
  });

  it('is handed on when only a stray NUL follows it', async () => {
    test = await boundSession();
    test.peer.sendHex(pdu('00000005', '00000005', '00 0101 00 0101 00 00 00 00 00 00 00 00 00 00 00 00'));
    await settle();
    expect(test.requests).toMatchObject([{ command: 'deliver_sm' }]);
  });
});

describe('a request that may not come in the state', () => {
  it.each([
    ['deliver_sm', 'deliver_sm_resp 5 status 4'],
    ['data_sm', 'data_sm_resp 5 status 4'],
    ['unbind', 'unbind_resp 5 status 4'],
    ['submit_sm', 'submit_sm_resp 5 status 4'],
    ['bind_transceiver', 'bind_transceiver_resp 5 status 4'],
  ] as const)('%s before the bind', async (command, answer) => {
    test = new SessionUnderTest();
    test.peer.send(command, { sequenceNumber: 5 });
    await settle();
    expect(test.peer.take()).toEqual([answer]);
    expect(test.requests).toEqual([]);
    expect(test.session.state).toBe('open');
  });

  it.each([
    ['transmitter', 'deliver_sm', 'deliver_sm_resp 5 status 4'],
    ['transceiver', 'submit_sm', 'submit_sm_resp 5 status 4'],
    ['transceiver', 'query_sm', 'query_sm_resp 5 status 4'],
    ['transceiver', 'bind_transceiver', 'bind_transceiver_resp 5 status 5'],
  ] as const)('a %s’s %s from the SMSC', async (type, command, answer) => {
    test = await boundSession({}, type);
    test.peer.send(command, { sequenceNumber: 5 });
    await settle();
    expect(test.peer.take()).toEqual([answer]);
    expect(test.requests).toEqual([]);
  });

  it.each([
    ['receiver', 'submit_sm', 'submit_sm_resp 5 status 4'],
    ['receiver', 'query_sm', 'query_sm_resp 5 status 4'],
    ['transceiver', 'deliver_sm', 'deliver_sm_resp 5 status 4'],
    ['receiver', 'bind_transmitter', 'bind_transmitter_resp 5 status 5'],
  ] as const)('a %s’s %s to the SMSC', async (type, command, answer) => {
    test = await boundSession({ role: 'smsc' }, type);
    test.peer.send(command, { sequenceNumber: 5 });
    await settle();
    expect(test.peer.take()).toEqual([answer]);
    expect(test.requests).toEqual([]);
  });

  it('is refused for its state before its body is looked at', async () => {
    test = new SessionUnderTest();
    test.peer.sendHex(pdu('00000005', '00000005', '01'));
    await settle();
    expect(test.peer.take()).toEqual(['deliver_sm_resp 5 status 4']);
  });

  it.each(['outbind', 'alert_notification'] as const)('%s, which has no response', async (command) => {
    test = await boundSession({}, 'transmitter');
    test.peer.send(command, { sequenceNumber: 5 });
    await settle();
    expect(test.peer.take()).toEqual([]);
    expect(test.requests).toEqual([]);
    expect(test.session.state).toBe('bound_tx');
  });
});

describe('a response or generic_nack without a request', () => {
  it.each(['submit_sm_resp', 'enquire_link_resp', 'generic_nack', 'bind_transceiver_resp'] as const)(
    '%s is recorded, counted and never answered',
    async (command) => {
      test = await boundSession();
      test.peer.send(command, { sequenceNumber: 1234 });
      test.peer.sendHex('00000010 8000abcd 00000000 00000001');
      await settle();
      expect(test.peer.take()).toEqual([]);
      expect(test.session.counters.unmatched).toBe(2);
      expect(test.log.lines.slice(2)).toEqual([`in ${command} 1234`, 'in unknown 1']);
      expect(test.session.state).toBe('bound_trx');
    },
  );
});

describe('a request that is handed on', () => {
  it('is answered now or later, once', async () => {
    test = await boundSession();
    test.peer.send('deliver_sm', { sequenceNumber: 5 });
    test.peer.send('data_sm', { sequenceNumber: 6 });
    await settle();
    expect(test.peer.take()).toEqual([]);
    const [first, second] = test.requests;
    expect(test.session.respond(second!, 0, { messageId: '9' })).toBe(true);
    await settle();
    expect(test.session.respond(first!, 0x64)).toBe(true);
    expect(test.session.respond(first!, 0)).toBe(false);
    await settle();
    expect(test.peer.received).toMatchObject([
      { command: 'data_sm_resp', sequenceNumber: 6, commandStatus: 0, body: { messageId: '9' } },
      { command: 'deliver_sm_resp', sequenceNumber: 5, commandStatus: 0x64, body: null },
    ]);
    expect(test.session.counters).toMatchObject({ received: 2, answered: 2 });
  });

  it('is answered with a single NUL as message_id in deliver_sm_resp', async () => {
    test = await boundSession();
    test.peer.send('deliver_sm', { sequenceNumber: 5 });
    await settle();
    test.session.respond(test.requests[0]!, 0);
    await settle();
    expect(Buffer.from(test.peer.chunks.at(-1)!).toString('hex')).toBe('0000001180000005000000000000000500');
  });

  it('may be refused with a body and TLVs', async () => {
    test = await boundSession({ role: 'smsc' });
    test.peer.send('submit_sm', { sequenceNumber: 5 });
    await settle();
    const tlvs = [{ tag: 0x001d, value: Buffer.from('full\0') }];
    test.session.respond(test.requests[1] ?? test.requests[0]!, 0x14, { messageId: '' }, tlvs);
    await settle();
    expect(test.peer.received).toMatchObject([
      { command: 'submit_sm_resp', commandStatus: 0x14, body: { messageId: '' }, tlvs: [{ tag: 0x001d }] },
    ]);
  });

  it('still waits when its answer cannot be sent', async () => {
    test = await boundSession({ role: 'smsc' });
    test.peer.send('submit_sm', { sequenceNumber: 5 });
    await settle();
    const [request] = test.requests;
    expect(() => test.session.respond(request!, 0, { messageId: '☃' })).toThrow(EncodeError);
    expect(test.session.respond(request!, 0, { messageId: 'a1' })).toBe(true);
    await settle();
    expect(test.peer.take()).toEqual(['submit_sm_resp 5']);
  });

  it('cannot be answered once the link is gone', async () => {
    test = await boundSession();
    test.peer.send('deliver_sm', { sequenceNumber: 5 });
    await settle();
    test.peer.transport.destroy();
    await settle();
    expect(test.session.respond(test.requests[0]!, 0)).toBe(false);
  });

  it('is alert_notification, which needs no answer', async () => {
    test = await boundSession();
    test.peer.send('alert_notification', { sequenceNumber: 5 });
    await settle();
    expect(test.requests).toMatchObject([{ command: 'alert_notification' }]);
    expect(test.session.respond(test.requests[0]!, 0)).toBe(false);
    expect(test.session.counters).toMatchObject({ received: 1, answered: 0 });
  });
});

describe('outbind', () => {
  it('is handed on, and the bind that follows leads to its state', async () => {
    test = new SessionUnderTest();
    test.peer.send('outbind', { sequenceNumber: 1, body: { systemId: 'smsc', password: 'pw' } });
    await settle();
    expect(test.session.state).toBe('outbound');
    expect(test.requests).toMatchObject([{ command: 'outbind', body: { systemId: 'smsc' } }]);
    const bound = test.session.bind('receiver', credentials);
    await settle();
    expect(test.peer.take()).toEqual(['bind_receiver 1']);
    test.peer.send('bind_receiver_resp', { sequenceNumber: 1 });
    expect(await bound).toMatchObject({ kind: 'bound' });
    expect(test.states).toEqual(['outbound', 'bound_rx']);
  });
});
