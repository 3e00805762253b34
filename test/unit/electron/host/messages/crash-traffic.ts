import type { MessageRequest } from '#electron/smpp/session/own-requests';
import { trunkGroupId, type MessageId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { rule as ruleSchema, type Rule } from '#shared/model/rule';
import { submitManyRequest } from '#shared/model/submission';
import { templateId } from '#shared/model/template';
import { settle } from '#test/support/fake-clock';
import type { FakeLink } from './fake-links';
import type { ServiceHarness } from './service-harness';

/**
 * What the child has seen happen: a message or a part was `stored`, a PDU `left`, one came back `throttled` and may leave
 * again, a message was `accepted`, a receipt `receipted`, an inbound message `received` and a part of one `part`. A draft
 * and a template were `kept`; a message is about to be deleted (`deleting`), and was (`deleted`).
 */
export const journalVerbs = [
  'stored',
  'left',
  'throttled',
  'accepted',
  'receipted',
  'received',
  'part',
  'kept',
  'deleting',
  'deleted',
] as const;
export type JournalVerb = (typeof journalVerbs)[number];

export const OTHER = 'Other';
export const GROUP = trunkGroupId.parse('group');
export const MULTI = ['12025550124', '12025550196', '12025550126'] as const;
/** The address of a submit_multi that the SMSC does not take. */
export const REFUSED = '12025550196';
const FORWARDED_TO = '12025550777';
export const DRAFT = 'composer';
export const TEMPLATE = templateId.parse('template');
export const AUTO_REPLY = 'Auto reply';
export const INBOUND_PARTS = 3;
const PEER = '12025550123';

/** "round-1-of-90 long 7": what names a message in its text, however often it stands there. */
export function nameOf(text: string): string {
  return /round-\d+-of-\d+ \w+ \d+/.exec(text)?.[0] ?? text;
}

export const messageKey = (text: string, peer: string): string => `${nameOf(text)}>${peer}`;
export const pduKey = (text: string, part: number, peer: string): string =>
  `${messageKey(text, peer)}#${part}`;

/** A host's work: every way out and in, one after the other, for as long as it lives. */
export class CrashTraffic {
  readonly #harness: ServiceHarness;
  readonly #name: string;
  readonly #note: (verb: JournalVerb, what: string) => void;
  readonly #links: readonly FakeLink[];
  /** Messages that came in whole and that no rule is about. */
  readonly #received = new Map<MessageId, string>();
  #lastId = 0;

  constructor(harness: ServiceHarness, name: string, note: (verb: JournalVerb, what: string) => void) {
    this.#harness = harness;
    this.#name = name;
    this.#note = note;
    this.#links = [harness.link, harness.links.add(OTHER, 5)];
    for (const link of this.#links) link.onLeaving = (request) => this.#answer(link, request);
    harness.groups.members.push(...this.#links.map(({ trunkId }) => trunkId));
    harness.hub.subscribe(({ name: event, payload }) => {
      const message = payload as Partial<MessageView>;
      if (event === 'message.changed' && message.direction === 'mo' && message.text?.includes(' in ')) {
        if (message.id !== undefined) this.#received.set(message.id, message.text);
      }
      if (event !== 'message.changed' || message.state !== 'accepted') return;
      note('accepted', messageKey(message.text ?? '', message.destinationAddress ?? ''));
    });
  }

  async run(): Promise<never> {
    const { store } = this.#harness;
    for (const rule of rules(this.#harness)) await store.write('saveRule', rule);
    await store.write('setRuleMode', { mode: 'all' });
    await this.#harness.start();
    for (let number = 1; ; number += 1) {
      this.#switchCarrier(number);
      await Promise.all([this.#send(number), this.#receive(number), this.#tidy(number)]);
      await this.#harness.clock.advanceAsync(1000);
      await settle();
    }
  }

  /** The group's carrier goes from one trunk to the other, and to none. */
  #switchCarrier(number: number): void {
    const { groups } = this.#harness;
    groups.carrier = [this.#links[0], this.#links[1], undefined][number % 3]?.trunkId ?? null;
    groups.changed.emit(GROUP);
  }

  async #send(number: number): Promise<void> {
    const kind = (['out', 'group', 'multi', 'long'] as const)[number % 4] ?? 'out';
    const text = `${this.#name} ${kind} ${number}`;
    switch (kind) {
      case 'out':
        await this.#harness.submit({ text });
        break;
      case 'group':
        await this.#harness.submit({ text, target: { kind: 'group', groupId: GROUP } });
        break;
      case 'long':
        await this.#harness.submit({ text: longText(text) });
        break;
      case 'multi': {
        const { submitter } = this.#harness.service;
        await submitter.submitMany(
          submitManyRequest.parse({
            target: { kind: 'trunk', trunkId: this.#harness.link.trunkId },
            sourceAddress: '4477',
            destinations: MULTI.map((each) => `+${each}`),
            pdu: 'submit_multi',
            text,
            isReceiptRequested: true,
          }),
        );
        for (const peer of MULTI) this.#note('stored', messageKey(text, peer));
        return;
      }
    }
    this.#note('stored', messageKey(text, PEER));
  }

  /** What a person does besides: writes a draft and a template, and deletes the message that came in first. */
  async #tidy(number: number): Promise<void> {
    const { store } = this.#harness;
    await Promise.all([
      store.write('saveDraft', { key: DRAFT, content: { number }, changedAtMs: number }),
      store.write('saveTemplate', { id: TEMPLATE, name: TEMPLATE, text: String(number) }),
    ]);
    this.#note('kept', String(number));
    const [first] = this.#received;
    if (first === undefined || number % 4 !== 0) return;
    const [id, text] = first;
    this.#received.delete(id);
    this.#note('deleting', text);
    await store.write('deleteMessages', { ids: [id] });
    this.#note('deleted', text);
  }

  async #receive(number: number): Promise<void> {
    const kind = (['in', 'ask', 'later', 'forward', 'parts'] as const)[number % 5] ?? 'in';
    const text = `${this.#name} ${kind} ${number}`;
    const sourceAddr = peerOfInbound(this.#name, number);
    if (kind !== 'parts') {
      if ((await this.#harness.deliver(text, { sourceAddr })) === 0) this.#note('received', text);
      return;
    }
    // Out of order, and one of them twice.
    for (const part of [2, 1, 2, 3]) {
      const octets = Buffer.from(`${text} p${part};`, 'latin1');
      const body = Uint8Array.of(5, 0, 3, number & 0xff, INBOUND_PARTS, part, ...octets);
      const status = await this.#harness.deliver(body, { sourceAddr, esmClass: 0x40 });
      if (status === 0) this.#note('part', `${text}#${part}`);
    }
  }

  /** What the SMSC says to a request: mostly an id and a receipt, now and then nothing, or not so fast. */
  #answer(link: FakeLink, request: MessageRequest): void {
    const keys = keysOf(request);
    for (const key of keys) this.#note('left', key);
    this.#lastId += 1;
    const number = this.#lastId;
    const smscId = `${this.#name}-${number}`;
    setImmediate(() => {
      if (number % 11 === 0) {
        for (const key of keys) this.#note('throttled', key);
        link.conclude({ kind: 'throttled', commandStatus: 0x58, latencyMs: 1 });
        return;
      }
      if (number % 7 === 0) link.conclude({ kind: 'timeout' });
      else if (request.command === 'submit_multi') link.acceptMulti(smscId, [REFUSED]);
      else link.accept(smscId);
      const isOfMulti = request.command === 'submit_multi';
      const sourceAddr = isOfMulti ? MULTI[0] : PEER;
      void this.#harness.receiptOver(link, smscId, 'DELIVRD', { sourceAddr }).then((status) => {
        if (status === 0 && !isOfMulti) this.#note('receipted', smscId);
      });
    });
  }
}

/** Each number asks once, so that its answers can be counted. */
export function peerOfInbound(name: string, number: number): string {
  const round = /\d+/.exec(name)?.[0] ?? '0';
  return `1${round}${String(number).padStart(9, '0')}`;
}

/** Four parts, the last of which has the name whole as well. */
export function longText(text: string): string {
  const unit = `${text}; `;
  return unit.repeat(Math.ceil((153 * 3) / unit.length) + 2);
}

function keysOf(request: MessageRequest): string[] {
  if (request.command === 'submit_sm') {
    const { shortMessage, destinationAddr, esmClass } = request.body;
    const part = (esmClass & 0x40) === 0 ? 1 : (shortMessage[5] ?? 0);
    return [pduKey(String.fromCharCode(...shortMessage), part, destinationAddr)];
  }
  if (request.command !== 'submit_multi') throw new Error(`Nobody sent a ${request.command}.`);
  const text = String.fromCharCode(...request.body.shortMessage);
  return request.body.destAddresses.map((to) => pduKey(text, 1, to.destFlag === 1 ? to.destinationAddr : ''));
}

/** What the rules send for an inbound message, by its text and its other side; null for nothing. */
export function automaticKey(text: string, peer: string): string | null {
  if (text.includes(' ask ') || text.includes(' later ')) return messageKey(AUTO_REPLY, peer);
  return text.includes(' forward ') ? messageKey(text, FORWARDED_TO) : null;
}

function rules({ link }: ServiceHarness): Rule[] {
  const about = (value: string) => ({ text: { kind: 'contains', value } });
  const target = { kind: 'trunk', trunkId: link.trunkId };
  const forward = { kind: 'forward', destinationAddress: `+${FORWARDED_TO}`, target };
  const settings = [
    { name: 'At once', conditions: about(' ask '), actions: [{ kind: 'answer', text: AUTO_REPLY }] },
    {
      name: 'Later',
      conditions: about(' later '),
      actions: [{ kind: 'answer', text: AUTO_REPLY, delaySeconds: 3 }],
    },
    { name: 'On', conditions: about(' forward '), actions: [forward] },
  ];
  return settings.map((each, index) => ruleSchema.parse({ id: `r${index}`, settings: each }));
}
