import smpp, { type PDU, type Session as ForeignSession } from 'smpp';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SmppSession } from '#electron/smpp/session/smpp-session';
import type { RequestOutcome } from '#electron/smpp/session/session-types';
import { systemClock } from '#electron/smpp/system-clock';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { listenForTransports } from '#electron/smpp/transport/listen-for-transports';
import type { Pdu } from '#shared/smpp/pdu';
import { deferred } from '#test/support/deferred';
import { TestAuthority, type Identity } from '#test/support/certificates';
import { credentials, emptyMessage } from './session-under-test';
import { sessionOver, type TcpSession } from './tcp-session';

let authority: TestAuthority;
let identity: Identity;
const opened: { readonly close: () => unknown }[] = [];

beforeAll(async () => {
  authority = await TestAuthority.create();
  identity = await authority.issue({ name: 'smsc.test', names: ['smsc.test', '127.0.0.1'] });
});

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

const ways = [
  { way: 'TCP', isSecure: false },
  { way: 'TLS', isSecure: true },
];

async function next<T>(emitter: ForeignSession, event: string): Promise<T> {
  return await new Promise<T>((resolve) => emitter.once(event, resolve));
}

async function outcomeOf(session: SmppSession, text: string): Promise<RequestOutcome> {
  return await new Promise((resolve) => {
    const body = {
      ...emptyMessage,
      sourceAddr: '37060000001',
      destinationAddr: '37061000017',
      shortMessage: Buffer.from(text),
    };
    session.request({ command: 'submit_sm', body }, resolve);
  });
}

describe.each(ways)('with smpp as SMSC, over $way', ({ isSecure }) => {
  let foreign: ForeignSession;

  async function connectOurs(): Promise<TcpSession> {
    const accepted = deferred<ForeignSession>();
    const server: Server = smpp.createServer(
      isSecure ? { key: identity.keyPem, cert: identity.certificatePem } : {},
      (session) => {
        session.on('error', () => undefined);
        opened.push({ close: () => session.destroy() });
        accepted.resolve(session);
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.push({ close: () => server.close() });
    const transport = await connectTransport(
      {
        host: '127.0.0.1',
        port: (server.address() as AddressInfo).port,
        connectTimeoutMs: 10_000,
        ...(isSecure
          ? {
              tls: {
                serverName: 'smsc.test',
                caPem: authority.certificatePem,
                acceptsAnyCertificate: false,
                handshakeTimeoutMs: 10_000,
              },
            }
          : {}),
      },
      systemClock,
    );
    const ours = sessionOver(transport, 'esme', {
      onRequest: (session, request) => session.respond(request, 0),
    });
    opened.push({ close: () => ours.session.destroy() });
    foreign = await accepted.promise;
    return ours;
  }

  it('binds, sends, receives, keeps alive and unbinds', async () => {
    const ours = await connectOurs();
    const bindSeen = next<PDU>(foreign, 'bind_transceiver');
    const bound = ours.session.bind('transceiver', credentials);
    const bind = await bindSeen;
    expect(bind).toMatchObject({ system_id: 'esme', password: 'secret', interface_version: 0x34 });
    foreign.send(bind.response({ system_id: 'foreign', sc_interface_version: 0x34 }));
    expect(await bound).toMatchObject({ kind: 'bound', systemId: 'foreign', smscInterfaceVersion: 0x34 });

    const submitSeen = next<PDU>(foreign, 'submit_sm');
    const outcome = outcomeOf(ours.session, 'hello');
    const submit = await submitSeen;
    expect(submit).toMatchObject({
      source_addr: '37060000001',
      destination_addr: '37061000017',
      short_message: { message: 'hello' },
    });
    foreign.send(submit.response({ message_id: 'abc-1' }));
    expect(await outcome).toMatchObject({
      kind: 'response',
      response: { commandStatus: 0, body: { messageId: 'abc-1' } },
    });

    const delivered = await new Promise<PDU>((resolve) => {
      foreign.deliver_sm(
        {
          source_addr: '37061000017',
          destination_addr: '37060000001',
          short_message: 'hi back',
          user_message_reference: 7,
        },
        resolve,
      );
    });
    expect(delivered).toMatchObject({ command: 'deliver_sm_resp', command_status: 0 });
    expect(ours.requests).toMatchObject([
      { command: 'deliver_sm', body: { sourceAddr: '37061000017' }, tlvs: [{ tag: 0x0204 }] },
    ]);

    const alive = await new Promise<PDU>((resolve) => foreign.enquire_link(resolve));
    expect(alive).toMatchObject({ command: 'enquire_link_resp', command_status: 0 });

    const enquirySeen = next<PDU>(foreign, 'enquire_link');
    const answered = new Promise<RequestOutcome>((resolve) => {
      ours.session.request({ command: 'enquire_link', body: null }, resolve);
    });
    foreign.send((await enquirySeen).response());
    expect(await answered).toMatchObject({ kind: 'response' });

    const unbindSeen = next<PDU>(foreign, 'unbind');
    const unbound = ours.session.unbind();
    foreign.send((await unbindSeen).response());
    await unbound;
    expect(await ours.ended).toEqual({ kind: 'closed-by-us' });
    expect(ours.errors).toEqual([]);
  });

  it('is refused, and told so', async () => {
    const ours = await connectOurs();
    const bindSeen = next<PDU>(foreign, 'bind_transceiver');
    const bound = ours.session.bind('transceiver', credentials);
    foreign.send((await bindSeen).response({ command_status: 0x0e }));
    expect(await bound).toMatchObject({ kind: 'refused', commandStatus: 0x0e });
  });

  it('answers its unbind and closes', async () => {
    const ours = await connectOurs();
    const bindSeen = next<PDU>(foreign, 'bind_receiver');
    const bound = ours.session.bind('receiver', credentials);
    foreign.send((await bindSeen).response());
    await bound;
    const closed = next(foreign, 'close');
    const answer = await new Promise<PDU>((resolve) => foreign.unbind(resolve));
    expect(answer).toMatchObject({ command: 'unbind_resp', command_status: 0 });
    expect(await ours.ended).toEqual({ kind: 'closed-by-peer', isOrderly: true, error: null });
    await closed;
  });
});

describe.each(ways)('with smpp as ESME, over $way', ({ isSecure }) => {
  let ours: TcpSession;

  /** Lets in whoever knows the password, and answers messages. */
  function onRequest(session: SmppSession, request: Pdu): void {
    if (request.command === 'bind_transceiver') {
      if (request.body?.password === 'secret') session.acceptBind(request, 'trunkline');
      else session.refuseBind(request, 0x0e);
    } else if (request.command === 'submit_sm') session.respond(request, 0, { messageId: 'our-1' });
  }

  async function connectForeign(): Promise<ForeignSession> {
    const accepted = deferred<TcpSession>();
    const server = await listenForTransports(
      {
        host: '127.0.0.1',
        port: 0,
        ...(isSecure ? { tls: { keyPem: identity.keyPem, certificatePem: identity.certificatePem } } : {}),
      },
      (transport) => accepted.resolve(sessionOver(transport, 'smsc', { onRequest })),
    );
    opened.push(server);
    const foreign = await new Promise<ForeignSession>((resolve) => {
      const session = smpp.connect(
        {
          host: '127.0.0.1',
          port: server.port,
          ...(isSecure
            ? {
                tls: true,
                ca: authority.certificatePem,
                servername: 'smsc.test',
                rejectUnauthorized: true,
              }
            : {}),
        },
        resolve,
      );
      session.on('error', () => undefined);
    });
    opened.push({ close: () => foreign.destroy() });
    ours = await accepted.promise;
    opened.push({ close: () => ours.session.destroy() });
    return foreign;
  }

  const bind = async (foreign: ForeignSession, password: string): Promise<PDU> =>
    await new Promise((resolve) => {
      foreign.bind_transceiver({ system_id: 'esme', password, interface_version: 0x34 }, resolve);
    });

  it('lets it bind, takes its messages, delivers, keeps alive and answers its unbind', async () => {
    const foreign = await connectForeign();
    expect(await bind(foreign, 'secret')).toMatchObject({
      command: 'bind_transceiver_resp',
      command_status: 0,
      system_id: 'trunkline',
      sc_interface_version: 0x34,
    });

    const submitted = await new Promise<PDU>((resolve) => {
      foreign.submit_sm(
        { source_addr: '1000', destination_addr: '37061000017', short_message: 'naïve €', data_coding: 8 },
        resolve,
      );
    });
    expect(submitted).toMatchObject({ command_status: 0, message_id: 'our-1' });
    expect(ours.requests.at(-1)).toMatchObject({
      command: 'submit_sm',
      body: {
        dataCoding: 8,
        shortMessage: new Uint8Array(Buffer.from('006e006100ef00760065002020ac', 'hex')),
      },
    });

    const deliverSeen = next<PDU>(foreign, 'deliver_sm');
    const outcome = new Promise<RequestOutcome>((resolve) => {
      const body = {
        ...emptyMessage,
        esmClass: 4,
        sourceAddr: '37061000017',
        destinationAddr: '1000',
        shortMessage: Buffer.from(
          'id:our-1 sub:001 dlvrd:001 submit date:2611221030 done date:2611221030 stat:DELIVRD err:000 text:',
        ),
      };
      const tlvs = [
        { tag: 0x001e, value: Buffer.from('our-1\0') },
        { tag: 0x0427, value: Uint8Array.of(2) },
      ];
      ours.session.request({ command: 'deliver_sm', body, tlvs }, resolve);
    });
    const receipt = await deliverSeen;
    expect(receipt).toMatchObject({ esm_class: 4, receipted_message_id: 'our-1', message_state: 2 });
    foreign.send(receipt.response());
    expect(await outcome).toMatchObject({ kind: 'response', response: { commandStatus: 0 } });

    expect(await new Promise<PDU>((resolve) => foreign.enquire_link(resolve))).toMatchObject({
      command: 'enquire_link_resp',
    });
    const closed = next(foreign, 'close');
    expect(await new Promise<PDU>((resolve) => foreign.unbind(resolve))).toMatchObject({
      command: 'unbind_resp',
    });
    expect(await ours.ended).toEqual({ kind: 'closed-by-peer', isOrderly: true, error: null });
    await closed;
    expect(ours.errors).toEqual([]);
  });

  it('refuses a wrong password, and lets it in when it tries again', async () => {
    const foreign = await connectForeign();
    expect(await bind(foreign, 'wrong')).toMatchObject({ command_status: 0x0e });
    expect(await bind(foreign, 'secret')).toMatchObject({ command_status: 0 });
  });

  it('refuses a message before the bind', async () => {
    const foreign = await connectForeign();
    const answer = await new Promise<PDU>((resolve) => foreign.submit_sm({}, resolve));
    expect(answer).toMatchObject({ command: 'submit_sm_resp', command_status: 4 });
  });

  it('unbinds from our side', async () => {
    const foreign = await connectForeign();
    await bind(foreign, 'secret');
    const unbindSeen = next<PDU>(foreign, 'unbind');
    const unbound = ours.session.unbind();
    foreign.send((await unbindSeen).response());
    await unbound;
    expect(await ours.ended).toEqual({ kind: 'closed-by-us' });
  });
});
