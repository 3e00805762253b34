import { assembleText, type InboundPart } from '#electron/host/messages/inbound-text';
import { MAX_HANDSET_MESSAGES, type HandsetMessage } from '#shared/model/simulator';
import { readUserData, type SegmentKey } from '#shared/smpp/text/user-data';
import type { Submission } from './accepted-message';

/** Long messages that wait for their missing parts; beyond, the oldest is shown as far as it came. */
const MAX_INCOMPLETE = 200;
/** What the simulator sends from when the source address is left to the SMSC. */
const DEFAULT_SOURCE = '2775';

interface Incomplete {
  readonly handset: string;
  readonly peer: string;
  readonly total: number;
  readonly parts: Map<number, InboundPart>;
}

/** The phones behind the simulator: what arrived on them and what was typed on them, the last 1,000. */
export class Handsets {
  readonly #onMessage: (message: HandsetMessage) => void;
  #messages: HandsetMessage[] = [];
  /** In the order of their first part. */
  readonly #incomplete = new Map<string, Incomplete>();
  #nextId = 1;
  #droppedCount = 0;

  constructor(onMessage: (message: HandsetMessage) => void) {
    this.#onMessage = onMessage;
  }

  get messages(): readonly HandsetMessage[] {
    return this.#messages;
  }

  get droppedCount(): number {
    return this.#droppedCount;
  }

  /** A message, or a part of one, reached its handset. A long one shows when its last part is there. */
  arrive(message: Submission, atMs: number): void {
    const { segment, textOctets, coding, problems } = readUserData(message);
    const handset = message.destination.address;
    const peer = message.source.address === '' ? DEFAULT_SOURCE : message.source.address;
    const part: InboundPart = {
      number: segment?.number ?? 1,
      octets: textOctets,
      dataCoding: message.dataCoding,
      coding,
      note: problems[0]?.sentence ?? null,
    };
    if (segment === null) {
      this.#show({ handset, peer, total: 1, parts: new Map([[1, part]]) }, atMs);
      return;
    }
    const key = incompleteKey(handset, peer, segment);
    const incomplete = this.#incomplete.get(key) ?? { handset, peer, total: segment.total, parts: new Map() };
    incomplete.parts.set(segment.number, part);
    this.#incomplete.set(key, incomplete);
    if (incomplete.parts.size === incomplete.total) {
      this.#incomplete.delete(key);
      this.#show(incomplete, atMs);
    } else if (this.#incomplete.size > MAX_INCOMPLETE) {
      this.#showOldest(atMs);
    }
  }

  /** Text that was typed on a handset, on its way. */
  typed(handset: string, peer: string, text: string, atMs: number): HandsetMessage {
    return this.#add({ direction: 'sent', handset, peer, text, state: 'sending', reason: null, atMs });
  }

  /** What became of a typed text; one that was dropped meanwhile is told all the same. */
  settle(message: HandsetMessage, state: 'acknowledged' | 'failed', reason: string | null): HandsetMessage {
    const settled = { ...message, state, reason };
    this.#messages = this.#messages.map((each) => (each.id === message.id ? settled : each));
    this.#onMessage(settled);
    return settled;
  }

  #show({ handset, peer, total, parts }: Incomplete, atMs: number): void {
    const { text, note } = assembleText([...parts.values()], total);
    this.#add({ direction: 'received', handset, peer, text, state: 'arrived', reason: note, atMs });
  }

  #showOldest(atMs: number): void {
    const [oldest] = this.#incomplete;
    if (oldest === undefined) return;
    this.#incomplete.delete(oldest[0]);
    this.#show(oldest[1], atMs);
  }

  #add(content: Omit<HandsetMessage, 'id'>): HandsetMessage {
    const message = { id: this.#nextId, ...content };
    this.#nextId += 1;
    this.#messages.push(message);
    if (this.#messages.length > MAX_HANDSET_MESSAGES) {
      this.#messages.shift();
      this.#droppedCount += 1;
    }
    this.#onMessage(message);
    return message;
  }
}

function incompleteKey(handset: string, peer: string, { by, reference, total }: SegmentKey): string {
  return [handset, peer, by, reference, total].join(' ');
}
