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
 * and a template were `kept`; a message is about to be deleted (`deleting`), and was (`deleted`); the same of one that was
 * on its way out (`dropping`, `dropped`). The SMSC is about to answer a PDU (`answering`), or it was
 * `doubted` without an answer. The SMSC was `asked` what became of a
 * message, and what it said was stored (`told`). What must never happen is `wrong`.
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
  'dropping',
  'dropped',
  'answering',
  'doubted',
  'asked',
  'told',
  'wrong',
] as const;
export type JournalVerb = (typeof journalVerbs)[number];

export const OTHER = 'Other';
export const GROUP = trunkGroupId.parse('group');
export const MULTI = ['12025550124', '12025550196', '12025550126'] as const;
/** The address of a submit_multi that the SMSC does not take. */
const REFUSED = '12025550196';
const FORWARDED_TO = '12025550777';
export const DRAFT = 'composer';
export const TEMPLATE = templateId.parse('template');
export const AUTO_REPLY = 'Auto reply';
export const INBOUND_PARTS = 3;
const PEER = '12025550123';
const PEER_DROPPED = '12025550888';
/** Of the messages that nobody waits for, the newest so many stay. */
export const KEPT = 40;
/** How often the SMSC is asked at most about a message of the trunk that gets no receipts. */
export const ASKED_AT_MOST = 3;
/** Longer than a delete can be undone, and as often as it is looked for what is to be asked. */
const STEP_MS = 10_000;
export const DAY_MS = 86_400_000;
/** message_state (SMPP 3.4 section 5.2.28). */
const ENROUTE = 1;
const DELIVERED = 2;

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
  /** Messages on their way out that were deleted, by id, until that is done. */
  readonly #dropping = new Map<MessageId, string[]>();
  readonly #dropped = new Set<string>();
  /** How often the SMSC was asked about a message, by its id there. */
  readonly #askedAbout = new Map<string, number>();
  #lastId = 0;

  constructor(harness: ServiceHarness, name: string, note: (verb: JournalVerb, what: string) => void) {
    this.#harness = harness;
    this.#name = name;
    this.#note = note;
    this.#links = [harness.link, harness.links.add(OTHER, 5)];
    for (const link of this.#links) link.onLeaving = (request) => this.#answer(link, request);
    harness.groups.members.push(...this.#links.map(({ trunkId }) => trunkId));
    harness.retention = { days: null, messages: KEPT };
    for (const link of this.#links.slice(1)) {
      const query = { isEnabled: true, everySeconds: STEP_MS / 1000, times: ASKED_AT_MOST };
      link.settings = { ...link.settings, query };
    }
    harness.hub.subscribe(({ name: event, payload }) => {
      if (event === 'message.deleted') this.#noteDropped((payload as { ids: MessageId[] }).ids);
      const message = payload as Partial<MessageView>;
      // The SMSC is asked about messages of the run before as well: they are in its journal.
      if (message.text?.startsWith('round-') === true && !message.text.startsWith(`${name} `)) return;
      if (event === 'message.changed' && message.state === 'delivered' && message.direction === 'mt') {
        note('told', messageKey(message.text ?? '', message.destinationAddress ?? ''));
      }
      if (event === 'message.changed' && message.direction === 'mo' && message.text?.includes(' in ')) {
        if (message.id !== undefined) this.#received.set(message.id, message.text);
      }
      if (event !== 'message.changed' || message.state !== 'accepted') return;
      note('accepted', messageKey(message.text ?? '', message.destinationAddress ?? ''));
    });
  }

  async run(): Promise<never> {
    const { store, clock, errors } = this.#harness;
    // Each run is later than the one before it, as the ids of messages are.
    clock.advance(Number(/\d+/.exec(this.#name)?.[0] ?? 0) * DAY_MS);
    for (const rule of rules(this.#harness)) await store.write('saveRule', rule);
    await store.write('setRuleMode', { mode: 'all' });
    await this.#harness.start();
    for (let number = 1; ; number += 1) {
      this.#switchCarrier(number);
      await Promise.all([this.#send(number), this.#receive(number), this.#tidy(number), this.#drop(number)]);
      await clock.advanceAsync(STEP_MS);
      await settle();
      if (errors.length > 0) throw errors[0];
    }
  }

  /** The group's carrier goes from one trunk to the other, and to none. */
  #switchCarrier(number: number): void {
    const { groups } = this.#harness;
    groups.carrier = [this.#links[0], this.#links[1], undefined][number % 3]?.trunkId ?? null;
    groups.changed.emit(GROUP);
  }

  async #send(number: number): Promise<void> {
    const kind = (['out', 'group', 'multi', 'long', 'asked'] as const)[number % 5] ?? 'out';
    const text = `${this.#name} ${kind} ${number}`;
    switch (kind) {
      case 'out':
        await this.#harness.submit({ text });
        break;
      case 'group':
        await this.#harness.submit({ text, target: { kind: 'group', groupId: GROUP } });
        break;
      case 'asked': {
        const trunkId = this.#links[1]?.trunkId ?? this.#harness.link.trunkId;
        await this.#harness.submit({ text, target: { kind: 'trunk', trunkId } });
        break;
      }
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

  /** Somebody deletes what he has just sent: alone, the first of a submit_multi, or with its conversation. */
  async #drop(number: number): Promise<void> {
    const { service, link } = this.#harness;
    const text = `${this.#name} drop ${number}`;
    const isMulti = number % 3 === 1;
    const isConversation = number % 3 === 2;
    const peers = isMulti ? [PEER_DROPPED, ...MULTI] : [isConversation ? `1${PEER_DROPPED}` : PEER_DROPPED];
    const { messageIds } = await service.submitter.submitMany(
      submitManyRequest.parse({
        target: { kind: 'trunk', trunkId: link.trunkId },
        sourceAddress: '4477',
        destinations: peers.map((each) => `+${each}`),
        pdu: isMulti ? 'submit_multi' : 'submit_sm',
        text: number % 2 === 0 ? text : longText(text),
        isReceiptRequested: true,
      }),
    );
    const [id] = messageIds;
    if (id === undefined) throw new Error('Nothing was stored.');
    for (const peer of peers.slice(1)) this.#note('stored', messageKey(text, peer));
    const [peer = ''] = peers;
    const found = await this.#harness.store.read('getMessage', { id });
    this.#note('dropping', messageKey(text, peer));
    this.#dropping.set(id, [messageKey(text, peer)]);
    service.deletions.start(nobody, {
      messageIds: isConversation ? [] : [id],
      conversationIds: isConversation && found !== null ? [found.view.conversationId] : [],
    });
  }

  #noteDropped(ids: readonly MessageId[]): void {
    for (const id of ids) {
      for (const key of this.#dropping.get(id) ?? []) {
        this.#dropped.add(key);
        this.#note('dropped', key);
      }
      this.#dropping.delete(id);
    }
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

  /** On the way the first time, delivered the second; now and then nothing. */
  #tellState(link: FakeLink, smscId: string): void {
    // It goes on about messages of the run before; how often that asked, nobody knows here.
    const isKnown = this.#askedAbout.has(smscId) || !smscId.startsWith(`${this.#name}-`);
    const count = (this.#askedAbout.get(smscId) ?? 0) + 1;
    this.#askedAbout.set(smscId, count);
    this.#note('asked', smscId);
    if (!isKnown || count > ASKED_AT_MOST) this.#note('wrong', `${smscId} was asked about ${count} times`);
    setImmediate(() => {
      this.#lastId += 1;
      if (this.#lastId % 5 === 0) link.conclude({ kind: 'timeout' });
      else link.tellState(smscId, count === 1 ? ENROUTE : DELIVERED);
    });
  }

  /** What the SMSC says to a request: mostly an id and a receipt, now and then nothing, or not so fast. */
  #answer(link: FakeLink, request: MessageRequest): void {
    if (request.command === 'query_sm') {
      this.#tellState(link, request.body.messageId);
      return;
    }
    const keys = keysOf(request);
    for (const key of keys) {
      this.#note('left', key);
      if (this.#dropped.has(key.split('#')[0] ?? '')) this.#note('wrong', `${key} left after it was deleted`);
    }
    this.#lastId += 1;
    const number = this.#lastId;
    const smscId = `${this.#name}-${number}`;
    setImmediate(() => {
      if (number % 11 === 0) {
        for (const key of keys) this.#note('throttled', key);
        link.conclude({ kind: 'throttled', commandStatus: 0x58, latencyMs: 1 });
        return;
      }
      const isAnswered = number % 7 !== 0;
      for (const key of keys) this.#note(isAnswered ? 'answering' : 'doubted', key);
      // One of the trunks gets no receipts: what became of its messages is asked.
      const isAsked = isAnswered && link !== this.#harness.link;
      if (isAsked) this.#askedAbout.set(smscId, 0);
      if (!isAnswered) link.conclude({ kind: 'timeout' });
      else if (request.command === 'submit_multi') link.acceptMulti(smscId, [REFUSED]);
      else link.accept(smscId);
      if (isAsked) return;
      const isOfMulti = request.command === 'submit_multi';
      const sourceAddr = isOfMulti ? MULTI[0] : PEER;
      void this.#harness.receiptOver(link, smscId, 'DELIVRD', { sourceAddr }).then((status) => {
        if (status === 0 && !isOfMulti) this.#note('receipted', smscId);
      });
    });
  }
}

/** A window that is there, and hears nothing. */
const nobody = { id: 1, emit: () => undefined, onGone: () => undefined };

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
  if (request.command !== 'submit_sm' && request.command !== 'submit_multi')
    throw new Error(`Nobody sent a ${request.command}.`);
  const { shortMessage, esmClass } = request.body;
  const text = String.fromCharCode(...shortMessage);
  const part = (esmClass & 0x40) === 0 ? 1 : (shortMessage[5] ?? 0);
  if (request.command === 'submit_sm') return [pduKey(text, part, request.body.destinationAddr)];
  return request.body.destAddresses.map((to) =>
    pduKey(text, part, to.destFlag === 1 ? to.destinationAddr : ''),
  );
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
