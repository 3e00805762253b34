import { conversationKey } from '#shared/model/address';
import type { MessageState } from '#shared/model/message';
import type { ReceiptIdRule } from '#shared/model/receipt-ids';
import type { Pdu } from '#shared/smpp/pdu';
import { classifyInbound } from '#shared/smpp/text/message-type';
import type { Receipt } from '#shared/smpp/text/receipt';
import { idsMatch, recogniseIdRule } from '#shared/smpp/text/receipt-ids';
import { readUserData } from '#shared/smpp/text/user-data';

/** ESME_RX_T_APPN: the SMSC keeps what came in for somebody else (SMPP 3.4 section 5.1.3). */
const NOT_MINE = 0x64;
/** States after which no other comes; the SMSC's ACCEPTED is often sent on the way. */
const notFinal: ReadonlySet<MessageState> = new Set(['scheduled', 'enroute', 'acknowledged']);

export interface ReceiptOf {
  readonly messageId: string;
  /** The destination address of the message. */
  readonly to: string;
  readonly receipt: Receipt;
}

/** A part of a message that a receipt is to come for. */
export interface ExpectedReceipt {
  readonly messageId: string;
  readonly to: string;
}

interface Expected extends ExpectedReceipt {
  /** The final state; null while it is waited for. */
  state: MessageState | null;
}

/**
 * Waits for the final receipts of messages whose ids are learned one by one. Ids are compared by the trunk's rule, then
 * by every other. Several parts of one message that share an id take a receipt each, in order.
 */
export class Receipts {
  readonly #idRule: ReceiptIdRule;
  readonly #onReceipt: (receipt: ReceiptOf) => void;
  readonly #idsKnown: Promise<void>;
  readonly #allFinal: Promise<'final'>;
  #expected: readonly Expected[] = [];
  #tellIdsKnown: () => void = () => undefined;
  #tellAllFinal: (reason: 'final') => void = () => undefined;

  constructor(idRule: ReceiptIdRule, onReceipt: (receipt: ReceiptOf) => void) {
    this.#idRule = idRule;
    this.#onReceipt = onReceipt;
    this.#idsKnown = new Promise((resolve) => (this.#tellIdsKnown = resolve));
    this.#allFinal = new Promise((resolve) => (this.#tellAllFinal = resolve));
  }

  /** Resolves when each part has its final state. */
  get allFinal(): Promise<'final'> {
    return this.#allFinal;
  }

  get isAllDelivered(): boolean {
    return this.#expected.every(({ state }) => state === 'delivered');
  }

  /** Ids of the parts that have no final state yet. */
  get missing(): readonly string[] {
    return this.#expected.filter(({ state }) => state === null).map(({ messageId }) => messageId);
  }

  /** All parts, when all have been answered. */
  expect(parts: readonly ExpectedReceipt[]): void {
    this.#expected = parts.map(({ messageId, to }) => ({ messageId, to, state: null }));
    this.#tellIdsKnown();
  }

  /**
   * The command_status for a deliver_sm or data_sm. A receipt may overtake the response that tells its id, so each
   * waits until the ids are known. What is not ours is left with the SMSC.
   */
  async take(request: Pdu): Promise<number> {
    await this.#idsKnown;
    const inbound = receiptIn(request);
    const expected = inbound === null ? null : this.#partOf(inbound);
    if (inbound === null || expected === null) return NOT_MINE;
    const { receipt } = inbound;
    if (receipt.state !== null && !notFinal.has(receipt.state)) expected.state = receipt.state;
    this.#onReceipt({ messageId: expected.messageId, to: expected.to, receipt });
    if (this.missing.length === 0) this.#tellAllFinal('final');
    return 0;
  }

  #partOf({ receipt, handset }: InboundReceipt): Expected | null {
    const matches = [
      (messageId: string, id: string) => idsMatch(messageId, id, this.#idRule),
      (messageId: string, id: string) => recogniseIdRule(messageId, id) !== null,
    ];
    for (const isSame of matches) {
      for (const id of receipt.messageIds) {
        const found = this.#expected.filter(({ messageId }) => messageId !== '' && isSame(messageId, id));
        const chosen = chooseOf(found, handset);
        if (chosen !== null) return chosen;
      }
    }
    return null;
  }
}

/** Of several, the one to the handset that the receipt names, and of its parts the first that waits. */
function chooseOf(found: readonly Expected[], handset: string): Expected | null {
  const destinations = new Set(found.map(({ to }) => to));
  const own =
    destinations.size > 1
      ? found.filter(({ to }) => conversationKey(to) === conversationKey(handset))
      : found;
  return own.find(({ state }) => state === null) ?? own[0] ?? null;
}

interface InboundReceipt {
  readonly receipt: Receipt;
  /** Whom the receipt comes from: the destination of the message. */
  readonly handset: string;
}

function receiptIn(request: Pdu): InboundReceipt | null {
  if (request.command !== 'deliver_sm' && request.command !== 'data_sm') return null;
  const { body, tlvs } = request;
  if (body === null) return null;
  const { textOctets, encoding } = readUserData({ ...body, tlvs });
  const content = classifyInbound(body.esmClass, textOctets, encoding, tlvs);
  return 'receipt' in content ? { receipt: content.receipt, handset: body.sourceAddr } : null;
}
