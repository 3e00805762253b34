import { SmscSimulator } from '#electron/host/simulator/smsc-simulator';
import { memoryTransportPair } from '#electron/smpp/transport/memory-transport';
import type { HandsetMessage } from '#shared/model/simulator';
import { createPdu, type Pdu, type PduInit, type PduOf, type SubmitSmBody } from '#shared/smpp/pdu';
import { ScriptedPeer } from '#test/smsc/scripted-peer';
import { FakeClock, settle } from '#test/support/fake-clock';

export const credentials = { systemId: 'demo', password: 'secret01' };
export const DELAY_MS = 400;
/** 2023-11-14 22:13:20 UTC, where the fake clock starts. */
export const START = '2311142213';

type BindType = 'transceiver' | 'transmitter' | 'receiver';

/** A simulator with a clock of the test's, and ESMEs that are connected to it in memory. */
export class SimulatedSmsc {
  readonly clock = new FakeClock();
  readonly errors: unknown[] = [];
  /** Every state of every handset message, in order. */
  readonly handset: HandsetMessage[] = [];
  readonly simulator = new SmscSimulator({
    clock: this.clock,
    onError: (error) => this.errors.push(error),
    onSessionsChanged: () => undefined,
    onHandsetMessage: (message) => this.handset.push(message),
    deliveryDelayMs: DELAY_MS,
  });
  #sequenceNumber = 0;

  async start(isOpenToAll = false, ratePerSecond: number | null = null): Promise<number> {
    return this.simulator.start({
      host: '127.0.0.1',
      port: 0,
      credentials: isOpenToAll ? null : credentials,
      ratePerSecond,
    });
  }

  connect(): ScriptedPeer {
    const { left, right } = memoryTransportPair();
    this.simulator.accept(left);
    return new ScriptedPeer(right);
  }

  /** Connects and binds; the peer has seen nothing yet after this, and answers every enquire_link. */
  async bound(
    type: BindType = 'transceiver',
    interfaceVersion = 0x34,
    systemId = 'demo',
  ): Promise<ScriptedPeer> {
    const esme = this.connect();
    const response = await this.bind(esme, type, { ...credentials, systemId, interfaceVersion });
    if (response.commandStatus !== 0) throw new Error(`The bind was refused with ${response.commandStatus}.`);
    esme.onPdu = ({ command, sequenceNumber }) => {
      if (command === 'enquire_link') esme.send('enquire_link_resp', { sequenceNumber });
    };
    return esme;
  }

  async bind(
    esme: ScriptedPeer,
    type: BindType,
    body: PduInit<'bind_transceiver'>['body'] = { ...credentials, interfaceVersion: 0x34 },
  ): Promise<Pdu> {
    return this.ask(esme, createPdu(`bind_${type}`, { sequenceNumber: this.next(), body }));
  }

  /** Sends a request and takes its response from what came in. */
  async ask(esme: ScriptedPeer, request: Pdu): Promise<Pdu> {
    esme.sendPdu(request);
    await settle();
    const index = esme.received.findIndex(
      (pdu) => pdu.sequenceNumber === request.sequenceNumber && /_resp$|^generic_nack$/.test(pdu.command),
    );
    const [response] = esme.received.splice(index === -1 ? esme.received.length : index, 1);
    if (response === undefined) throw new Error(`${request.command} was not answered.`);
    return response;
  }

  async submit(esme: ScriptedPeer, body: Partial<SubmitSmBody> = {}): Promise<PduOf<'submit_sm_resp'>> {
    const response = await this.ask(esme, submitSm(this.next(), body));
    if (response.command !== 'submit_sm_resp') throw new Error(`Answered with ${response.command}.`);
    return response;
  }

  /** Moves time on to when what was submitted is delivered. */
  async untilDelivered(): Promise<void> {
    await this.clock.advanceAsync(DELAY_MS);
  }

  next(): number {
    this.#sequenceNumber += 1;
    return this.#sequenceNumber;
  }
}

export function submitSm(sequenceNumber: number, body: Partial<SubmitSmBody> = {}): PduOf<'submit_sm'> {
  return createPdu('submit_sm', {
    sequenceNumber,
    body: {
      sourceAddrTon: 3,
      sourceAddr: '4711',
      destAddrTon: 1,
      destAddrNpi: 1,
      destinationAddr: '12025550123',
      registeredDelivery: 1,
      shortMessage: latin1('Hello'),
      ...body,
    },
  });
}

export const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** The deliver_sm that came in, and takes them away; each is answered with `commandStatus`. */
export function takeDeliveries(esme: ScriptedPeer, commandStatus = 0): PduOf<'deliver_sm'>[] {
  const taken: PduOf<'deliver_sm'>[] = [];
  for (const pdu of esme.received.splice(0)) {
    if (pdu.command !== 'deliver_sm') continue;
    taken.push(pdu);
    esme.send('deliver_sm_resp', { sequenceNumber: pdu.sequenceNumber, commandStatus });
  }
  return taken;
}

/** Fields that hold the message of a decoded deliver_sm, for comparing. */
export function bodyOf<T>(pdu: { readonly body: T | null }): T {
  if (pdu.body === null) throw new Error('The PDU has no fields.');
  return pdu.body;
}
