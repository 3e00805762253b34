import type { MessageState } from '#shared/model/message';
import type { Pdu } from '#shared/smpp/pdu';
import { classifyInbound } from '#shared/smpp/text/message-type';
import type { Receipt } from '#shared/smpp/text/receipt';
import { readUserData } from '#shared/smpp/text/user-data';

/** ESME_RX_T_APPN: the SMSC keeps what came in for somebody else (SMPP 3.4 section 5.1.3). */
const NOT_MINE = 0x64;
/** States after which no other comes; the SMSC's ACCEPTED is often sent on the way. */
const notFinal: ReadonlySet<MessageState> = new Set(['scheduled', 'enroute', 'acknowledged']);

export interface ReceiptOf {
  readonly messageId: string;
  readonly receipt: Receipt;
}

/** Waits for the final receipts of messages whose ids are learned one by one. */
export class Receipts {
  readonly #onReceipt: (receipt: ReceiptOf) => void;
  /** By message id: its final state, or null while it is waited for. */
  readonly #states = new Map<string, MessageState | null>();
  readonly #idsKnown: Promise<void>;
  readonly #allFinal: Promise<'final'>;
  #tellIdsKnown: () => void = () => undefined;
  #tellAllFinal: (reason: 'final') => void = () => undefined;

  constructor(onReceipt: (receipt: ReceiptOf) => void) {
    this.#onReceipt = onReceipt;
    this.#idsKnown = new Promise((resolve) => (this.#tellIdsKnown = resolve));
    this.#allFinal = new Promise((resolve) => (this.#tellAllFinal = resolve));
  }

  /** Resolves when each message has its final state. */
  get allFinal(): Promise<'final'> {
    return this.#allFinal;
  }

  get isAllDelivered(): boolean {
    return [...this.#states.values()].every((state) => state === 'delivered');
  }

  /** Ids of the messages that have no final state yet. */
  get missing(): readonly string[] {
    return [...this.#states].filter(([, state]) => state === null).map(([id]) => id);
  }

  /** The ids of all messages, when all have been answered. */
  expect(messageIds: readonly string[]): void {
    for (const id of messageIds) this.#states.set(id, null);
    this.#tellIdsKnown();
  }

  /**
   * The command_status for a deliver_sm or data_sm. A receipt may overtake the response that tells its id, so each
   * waits until the ids are known. What is not ours is left with the SMSC.
   */
  async take(request: Pdu): Promise<number> {
    await this.#idsKnown;
    const receipt = receiptIn(request);
    const messageId = receipt?.messageIds.find((id) => this.#states.has(id));
    if (receipt === null || messageId === undefined) return NOT_MINE;
    if (receipt.state !== null && !notFinal.has(receipt.state)) this.#states.set(messageId, receipt.state);
    this.#onReceipt({ messageId, receipt });
    if (this.missing.length === 0) this.#tellAllFinal('final');
    return 0;
  }
}

function receiptIn(request: Pdu): Receipt | null {
  if (request.command !== 'deliver_sm' && request.command !== 'data_sm') return null;
  const { body, tlvs } = request;
  if (body === null) return null;
  const { textOctets, encoding } = readUserData({ ...body, tlvs });
  const content = classifyInbound(body.esmClass, textOctets, encoding, tlvs);
  return 'receipt' in content ? content.receipt : null;
}
