import { afterEach, describe, expect, it } from 'vitest';
import type { RequestOutcome, SessionEnd } from '#electron/smpp/session/session-types';
import type { SmppSession } from '#electron/smpp/session/smpp-session';
import { systemClock } from '#electron/smpp/system-clock';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { listenForTransports } from '#electron/smpp/transport/listen-for-transports';
import type { Pdu } from '#shared/smpp/pdu';
import { FakeClock } from '#test/support/fake-clock';
import { FaultProxy, type Faults } from '#test/support/fault-proxy';
import { credentials, emptyMessage } from './session-under-test';
import { sessionOver, type TcpSession } from './tcp-session';

const MESSAGES = 200;
const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

/** An SMSC that takes every message, a proxy before it, and ESMEs that bind through the proxy. */
class Rig {
  readonly proxy: FaultProxy;
  /** message_ids of what the SMSC accepted, across all sessions. */
  readonly accepted: string[];
  readonly smscErrors: unknown[];

  private constructor(proxy: FaultProxy, accepted: string[], smscErrors: unknown[]) {
    this.proxy = proxy;
    this.accepted = accepted;
    this.smscErrors = smscErrors;
  }

  static async start(faults: Faults): Promise<Rig> {
    const accepted: string[] = [];
    const errors: unknown[] = [];
    const server = await listenForTransports({ host: '127.0.0.1', port: 0 }, (transport) => {
      const smsc = sessionOver(transport, 'smsc', {
        onRequest: (session, request) => answer(session, request, accepted),
        onError: (error) => errors.push(error),
      });
      opened.push({ close: () => smsc.session.destroy() });
    });
    opened.push(server);
    const proxy = await FaultProxy.start(server.port, faults);
    opened.push(proxy);
    return new Rig(proxy, accepted, errors);
  }

  async bind(clock = new FakeClock(), windowSize = 20): Promise<Sender> {
    const transport = await connectTransport(
      { host: '127.0.0.1', port: this.proxy.port, connectTimeoutMs: 10_000 },
      systemClock,
    );
    const esme = sessionOver(transport, 'esme', { clock, windowSize });
    opened.push({ close: () => esme.session.destroy() });
    expect(await esme.session.bind('transceiver', credentials)).toMatchObject({ kind: 'bound' });
    return new Sender(esme, clock);
  }
}

function answer(session: SmppSession, request: Pdu, accepted: string[]): void {
  if (request.command === 'bind_transceiver') session.acceptBind(request, 'smsc');
  else if (request.command === 'submit_sm') {
    const messageId = Buffer.from(request.body?.shortMessage ?? []).toString();
    accepted.push(messageId);
    session.respond(request, 0, { messageId });
  }
}

/** Sends messages as the window allows, and counts what became of each. */
class Sender {
  readonly esme: TcpSession;
  readonly clock: FakeClock;
  readonly outcomes: Record<RequestOutcome['kind'], number> = {
    response: 0,
    nack: 0,
    timeout: 0,
    'link-lost': 0,
    'not-sent': 0,
  };
  end: SessionEnd | null = null;
  /** message_ids in responses that do not belong to the message: an answer matched to the wrong request. */
  mismatched = 0;
  #sent = 0;

  constructor(esme: TcpSession, clock: FakeClock) {
    this.esme = esme;
    this.clock = clock;
    void esme.ended.then((end) => (this.end = end));
  }

  get total(): number {
    return Object.values(this.outcomes).reduce((sum, count) => sum + count, 0);
  }

  get waiting(): number {
    return this.#sent - this.total;
  }

  /** Sends so many, as far as the link goes; `isStuck` says when nothing more will happen by itself. */
  async send(count: number, isStuck: (sender: Sender) => boolean = () => false): Promise<void> {
    const until = this.#sent + count;
    await expect
      .poll(
        () => {
          while (this.#sent < until && this.esme.session.freeWindow() > 0) this.submit();
          return this.end !== null || isStuck(this) || (this.#sent === until && this.waiting === 0);
        },
        { interval: 1, timeout: 15_000 },
      )
      .toBe(true);
  }

  submit(): void {
    this.#sent += 1;
    const name = `m${this.#sent}`;
    const body = { ...emptyMessage, shortMessage: Buffer.from(name) };
    this.esme.session.request({ command: 'submit_sm', body }, (outcome) => {
      this.outcomes[outcome.kind] += 1;
      if (outcome.kind !== 'response' || outcome.response.command !== 'submit_sm_resp') return;
      if (outcome.response.body?.messageId !== name) this.mismatched += 1;
    });
  }

  /** Every message has one outcome, the window is whole, and a new session works. */
  async finish(rig: Rig): Promise<void> {
    expect(this.waiting).toBe(0);
    expect(this.total).toBe(this.#sent);
    if (this.end === null) expect(this.esme.session.freeWindow()).toBe(20);
    this.esme.session.destroy();
    await this.esme.ended;
    expect(this.esme.errors).toEqual([]);
    expect(rig.smscErrors).toEqual([]);
    this.clock.advance(1_000);
    this.clock.assertNoTimers();
  }
}

const halves = (pdu: Uint8Array): Uint8Array[] => [pdu.subarray(0, 21), pdu.subarray(21)];
const octets = (pdu: Uint8Array): Uint8Array[] => Array.from(pdu, (octet) => Uint8Array.of(octet));
const isEvery = (index: number, step: number): boolean => index % step === step - 1;

describe('a link whose octets arrive oddly, and all', () => {
  it.each<[string, Faults]>([
    ['in segments of one octet', { toSmsc: octets, toEsme: octets }],
    ['cut in the middle of a PDU', { toSmsc: halves, toEsme: halves }],
    ['many PDUs at once', coalescing()],
  ])('%s: every message is accepted', async (_, faults) => {
    const rig = await Rig.start(faults);
    const sender = await rig.bind();
    await sender.send(MESSAGES);
    expect(sender.outcomes.response).toBe(MESSAGES);
    expect(rig.accepted).toHaveLength(MESSAGES);
    expect(sender.mismatched).toBe(0);
    await sender.finish(rig);
  });

  it('in another order: every response finds its request', async () => {
    let kept: Uint8Array | null = null;
    const rig = await Rig.start({
      toEsme: (pdu, index) => {
        if (index === 0) return [pdu];
        if (kept === null) {
          kept = pdu;
          return [];
        }
        const both = [pdu, kept];
        kept = null;
        return both;
      },
    });
    const sender = await rig.bind();
    await sender.send(MESSAGES);
    expect(sender.outcomes.response).toBe(MESSAGES);
    expect(sender.mismatched).toBe(0);
    await sender.finish(rig);
  });

  it('twice: the second response is counted and changes nothing', async () => {
    const rig = await Rig.start({ toEsme: (pdu) => [pdu, pdu] });
    const sender = await rig.bind();
    await sender.send(MESSAGES);
    expect(sender.outcomes.response).toBe(MESSAGES);
    // Those of the bind among them; the last may still be on its way.
    expect(sender.esme.session.counters.unmatched).toBeGreaterThanOrEqual(MESSAGES - 1);
    expect(sender.mismatched).toBe(0);
    await sender.finish(rig);
  });

  it('late: nothing is lost meanwhile', async () => {
    const rig = await Rig.start({});
    const sender = await rig.bind();
    rig.proxy.hold();
    for (let count = 0; count < 20; count += 1) sender.submit();
    expect(sender.esme.session.freeWindow()).toBe(0);
    sender.clock.advance(9_999);
    expect(sender.total).toBe(0);
    rig.proxy.release();
    await sender.send(20);
    expect(sender.outcomes.response).toBe(40);
    await sender.finish(rig);
  });
});

describe('a link that loses something', () => {
  it('responses: these messages are in doubt, and the window is whole again', async () => {
    let dropped = 0;
    const rig = await Rig.start({
      toEsme: (pdu, index) => {
        if (!isEvery(index, 10)) return [pdu];
        dropped += 1;
        return [];
      },
    });
    const sender = await rig.bind();
    await sender.send(MESSAGES, (each) => {
      // Time passes once nothing is waited for but what was dropped.
      if (each.waiting > 0 && each.waiting === dropped - each.outcomes.timeout) each.clock.advance(10_000);
      return false;
    });
    const { response, timeout } = sender.outcomes;
    expect(response + timeout).toBe(MESSAGES);
    expect(timeout).toBe(dropped);
    expect(dropped).toBe(MESSAGES / 10);
    expect(rig.accepted).toHaveLength(MESSAGES);
    await sender.finish(rig);
  });

  it('one octet of a response: it belongs to no request, and the link goes on', async () => {
    const rig = await Rig.start({
      toEsme: (pdu, index) => {
        // The last octet of the sequence_number.
        if (index === 5) pdu[15] = 0xee;
        return [pdu];
      },
    });
    const sender = await rig.bind();
    await sender.send(20, (each) => each.total === 19);
    expect(sender.esme.session.counters.unmatched).toBe(1);
    sender.clock.advance(10_000);
    expect(sender.outcomes).toMatchObject({ response: 19, timeout: 1 });
    expect(sender.end).toBeNull();
    await sender.finish(rig);
  });

  it('one octet of a length: the link is closed, and what was in flight is in doubt', async () => {
    const rig = await Rig.start({
      toEsme: (pdu, index) => {
        if (index === 5) pdu[0] = 0x7f;
        return [pdu];
      },
    });
    const sender = await rig.bind();
    await sender.send(20);
    expect(sender.end).toMatchObject({ kind: 'framing-error' });
    expect(sender.outcomes.response).toBe(4);
    expect(sender.outcomes['link-lost']).toBe(16);
    await sender.finish(rig);
  });

  it.each([
    ['closed', 'end'],
    ['reset', 'reset'],
  ] as const)('itself, %s: each message has one outcome, and the next session works', async (_, breaksBy) => {
    let isBroken = false;
    const rig = await Rig.start({
      breaksBy,
      toSmsc: (pdu, index) => {
        if (index !== 50 || isBroken) return [pdu];
        isBroken = true;
        return null;
      },
    });
    const sender = await rig.bind();
    await sender.send(MESSAGES);
    expect(sender.end).toMatchObject({ kind: 'closed-by-peer', isOrderly: false });
    expect(sender.outcomes.response).toBeLessThanOrEqual(49);
    expect(sender.outcomes.response + sender.outcomes['link-lost'] + sender.outcomes['not-sent']).toBe(
      sender.total,
    );
    // What was accepted and not answered is in doubt: nothing else is.
    expect(rig.accepted.length - sender.outcomes.response).toBeLessThanOrEqual(sender.outcomes['link-lost']);
    await sender.finish(rig);

    const next = await rig.bind();
    await next.send(20);
    expect(next.outcomes.response).toBe(20);
    await next.finish(rig);
  });

  it('everything, without a word: the keepalive notices, and the next session works', async () => {
    const rig = await Rig.start({});
    const sender = await rig.bind();
    await sender.send(20);
    rig.proxy.hold();
    for (let count = 0; count < 5; count += 1) sender.submit();
    sender.clock.advance(60_000);
    expect(sender.end).toBeNull();
    sender.clock.advance(10_000);
    expect(await sender.esme.ended).toEqual({ kind: 'enquire-link-timeout' });
    expect(sender.outcomes).toMatchObject({ response: 20, timeout: 5 });
    await sender.finish(rig);

    rig.proxy.release();
    const next = await rig.bind();
    await next.send(20);
    expect(next.outcomes.response).toBe(20);
    await next.finish(rig);
  });
});

/** Ten PDUs go on in one piece; the bind, and what is left at the end of a window, go on alone. */
function coalescing(): Faults {
  const join = (): NonNullable<Faults['toSmsc']> => {
    let kept: Uint8Array[] = [];
    return (pdu, index) => {
      if (index === 0) return [pdu];
      kept.push(pdu);
      if (kept.length < 10) return [];
      const all = Buffer.concat(kept);
      kept = [];
      return [all];
    };
  };
  return { toSmsc: join(), toEsme: join() };
}
