import { EventHub, type HostEvent } from '#electron/host/event-hub';
import { MessageService } from '#electron/host/messages/message-service';
import { MemoryStore } from '#test/support/memory-store';
import type { MessageStore } from '#electron/host/storage/message-store';
import type { EventName, EventPayload } from '#shared/contract/index';
import type { ConversationView, MessageView } from '#shared/model/message';
import type { Retention } from '#shared/model/settings';
import { submitRequest, type SubmitInput } from '#shared/model/submission';
import { createPdu, type DeliverSmBody, type PduOf, type Tlv } from '#shared/smpp/pdu';
import { encodeText } from '#shared/smpp/text/alphabets';
import { FakeClock, settle } from '#test/support/fake-clock';
import { FakeLinks, type FakeLink } from './fake-links';
import { FakeGroups, FakeNumbers, FakePolicy } from './fake-ports';

const harnesses: ServiceHarness[] = [];

/** After each test: nothing went wrong that the test did not take out of `errors`. */
export function assertNoErrors(): void {
  for (const { errors } of harnesses.splice(0)) {
    if (errors.length > 0) throw new Error('The service told an error.', { cause: errors[0] });
  }
}

/** The message service over a fake trunk "Demo" and, unless another is given, a store in memory. */
export class ServiceHarness {
  readonly clock = new FakeClock();
  readonly links = new FakeLinks();
  readonly link: FakeLink;
  readonly groups = new FakeGroups();
  readonly policy = new FakePolicy();
  readonly numbers = new FakeNumbers();
  retention: Retention = { days: null, messages: null };
  readonly errors: unknown[] = [];
  readonly events: HostEvent[] = [];
  readonly hub = new EventHub((error) => this.errors.push(error));
  readonly store: MessageStore;
  readonly service: MessageService;

  constructor(store: MessageStore = new MemoryStore(rethrow), windowSize = 10) {
    harnesses.push(this);
    this.store = store;
    this.link = this.links.add('Demo', windowSize);
    this.hub.subscribe((event) => this.events.push(event));
    this.service = new MessageService({
      store,
      links: this.links,
      groups: this.groups,
      policy: this.policy,
      numbers: this.numbers,
      hub: this.hub,
      retention: () => this.retention,
      clock: this.clock,
      onError: (error) => this.errors.push(error),
    });
  }

  async start(): Promise<this> {
    await this.service.start();
    await this.service.resume();
    return this;
  }

  async submit(changes: Partial<SubmitInput> = {}): Promise<MessageView> {
    const view = await this.service.submit(
      submitRequest.parse({
        target: { kind: 'trunk', trunkId: this.link.trunkId },
        sourceAddress: '4477',
        destinationAddress: '+12025550123',
        text: 'Hello',
        isReceiptRequested: true,
        ...changes,
      } satisfies SubmitInput),
    );
    await settle();
    return view;
  }

  /** Submits, and the SMSC accepts every segment with one of the ids. */
  async submitAccepted(smscIds: readonly string[], changes: Partial<SubmitInput> = {}): Promise<MessageView> {
    const view = await this.submit(changes);
    for (const id of smscIds) this.link.accept(id);
    await settle();
    return view;
  }

  /** A receipt as SMPP 3.4 Appendix B has it. */
  async receipt(id: string, stat: string, changes: Partial<DeliverSmBody> = {}): Promise<number> {
    return this.receiptOver(this.link, id, stat, changes);
  }

  async receiptOver(
    link: FakeLink,
    id: string,
    stat: string,
    changes: Partial<DeliverSmBody> = {},
  ): Promise<number> {
    const delivered = stat === 'DELIVRD' ? '001' : '000';
    const text =
      `id:${id} sub:001 dlvrd:${delivered} submit date:2601010100 done date:2601010101 ` +
      `stat:${stat} err:000 text:Hello`;
    return this.deliver(text, { esmClass: 0x04, ...changes }, [], link);
  }

  async deliver(
    text: string | Uint8Array,
    changes: Partial<DeliverSmBody> = {},
    tlvs: readonly Tlv[] = [],
    link: FakeLink = this.link,
  ): Promise<number> {
    const request = this.deliverSm(text, changes, tlvs);
    const status = await this.service.inbound.receive(link.trunkId, link.trunkName, request);
    await settle();
    return status;
  }

  deliverSm(
    text: string | Uint8Array,
    changes: Partial<DeliverSmBody> = {},
    tlvs: readonly Tlv[] = [],
  ): PduOf<'deliver_sm'> {
    return createPdu('deliver_sm', {
      sequenceNumber: 1,
      body: {
        sourceAddrTon: 1,
        sourceAddrNpi: 1,
        sourceAddr: '12025550123',
        destinationAddr: '4477',
        shortMessage: typeof text === 'string' ? gsm7(text) : text,
        ...changes,
      },
      tlvs,
    });
  }

  payloads<E extends EventName>(name: E): EventPayload<E>[] {
    return this.events
      .filter((event) => event.name === name)
      .map((event) => event.payload as EventPayload<E>);
  }

  /** The message as the last event told it. */
  latest(id: MessageView['id']): MessageView {
    const view = this.payloads('message.changed').findLast((message) => message.id === id);
    if (view === undefined) throw new Error('Nothing was told of this message.');
    return view;
  }

  async conversations(): Promise<readonly ConversationView[]> {
    return this.store.read('listConversations', { limit: 100 });
  }

  /** All messages with this number, oldest first, as they are stored. */
  async messagesWith(peer: string): Promise<MessageView[]> {
    const conversations = await this.conversations();
    const conversation = conversations.find((candidate) => candidate.peer === peer);
    if (conversation === undefined) return [];
    const { messages } = await this.store.read('listMessages', {
      conversationId: conversation.id,
      before: null,
      limit: 200,
    });
    return [...messages];
  }
}

export function gsm7(text: string): Uint8Array {
  const encoded = encodeText(text, 'gsm7');
  if (!encoded.ok) throw new Error(encoded.problem.sentence);
  return encoded.octets;
}

function rethrow(error: unknown): never {
  throw error;
}
