import { assertNever } from '#shared/lib/assert-never';
import type {
  MateTrunk,
  NewInbound,
  NewReceipt,
  PduPlace,
  ReceiptMatch,
  RuleSuggestion,
} from '#electron/host/storage/stored-records';
import type { MessageStore } from '#electron/host/storage/message-store';
import type { GroupRouter } from '#electron/host/trunk-groups/group-router';
import type { Clock } from '#shared/lib/clock';
import type { TrunkId } from '#shared/model/ids';
import { isFailure } from '#shared/model/message-state';
import { ESME_RINVCMDID, ESME_RINVCMDLEN, ESME_ROK, hexCode } from '#shared/smpp/command-status';
import type { DataSmBody, DeliverSmBody, Pdu, Tlv } from '#shared/smpp/pdu';
import { specifiedAlphabets } from '#shared/model/data-coding-map';
import { decodeCoded } from '#shared/smpp/text/text-coding';
import { classifyInbound, type MessageType } from '#shared/smpp/text/message-type';
import type { Receipt } from '#shared/smpp/text/receipt';
import { readUserData, type UserData } from '#shared/smpp/text/user-data';
import type { IdSource } from './id-source';
import type { InboundNumbers } from '#electron/host/sources/inbound-numbers';
import type { MessageId } from '#shared/model/ids';
import type { InboundSink, MessageLinks } from './message-links';
import type { UnmatchedReceipts } from './unmatched-receipts';

/** The rule of a trunk that is not there any more. */
const SAME_IDS = { conversion: 'same', ignoresPadding: false, ignoresCase: false } as const;

/** ESME_RX_T_APPN: not now, the SMSC is to try again (SMPP 3.4 section 5.1.3). */
const ESME_RX_T_APPN = 0x64;

export interface InboundReceiverOptions {
  readonly store: MessageStore;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly unmatched: UnmatchedReceipts;
  readonly links: Pick<MessageLinks, 'find'>;
  readonly groups: Pick<GroupRouter, 'matesOf'>;
  /** Told of every number that something comes in for. */
  readonly numbers: InboundNumbers;
  /** Number of this run of the host. */
  readonly run: () => number;
  /** There are rules that may act on a message. */
  readonly areRulesDue: () => boolean;
  /** A message of a person is stored and whole, and the rules are due for it. */
  readonly onReceived: (id: MessageId) => void;
  readonly onSuggestion: (trunkId: TrunkId, trunkName: string, suggestion: RuleSuggestion) => void;
  readonly onError: (error: unknown) => void;
}

interface Delivery {
  readonly trunkId: TrunkId;
  readonly trunkName: string;
  readonly body: DeliverSmBody | DataSmBody;
  readonly tlvs: readonly Tlv[];
  readonly data: UserData;
  readonly place: PduPlace | null;
}

/** Takes deliver_sm and data_sm: stored first, answered then, so that no message is lost between SMSC and disk. */
export class InboundReceiver implements InboundSink {
  readonly #options: InboundReceiverOptions;

  constructor(options: InboundReceiverOptions) {
    this.#options = options;
  }

  async receive(trunkId: TrunkId, trunkName: string, request: Pdu, sessionId?: number): Promise<number> {
    if (request.command !== 'deliver_sm' && request.command !== 'data_sm') return ESME_RINVCMDID;
    if (request.body === null) return ESME_RINVCMDLEN;
    const { body, tlvs } = request;
    try {
      const alphabets = this.#options.links.find(trunkId)?.settings.alphabets ?? specifiedAlphabets;
      const data = readUserData({ ...body, tlvs }, alphabets);
      const { sequenceNumber } = request;
      const place = sessionId === undefined ? null : { run: this.#options.run(), sessionId, sequenceNumber };
      await this.#store({ trunkId, trunkName, body, tlvs, data, place });
      return ESME_ROK;
    } catch (error) {
      this.#options.onError(error);
      return ESME_RX_T_APPN;
    }
  }

  async #store(delivery: Delivery): Promise<void> {
    const { store } = this.#options;
    const { body, data, tlvs } = delivery;
    const content = classifyInbound(body.esmClass, data.textOctets, data.encoding, tlvs);
    switch (content.kind) {
      case 'message':
        await this.#storeMessage(delivery);
        return;
      case 'acknowledgement':
        await store.write(
          'insertInbound',
          this.#inbound(delivery, acknowledgementNote(content.type, body.esmClass), false),
        );
        return;
      case 'unmarked-receipt': {
        const note = `The SMSC sent this receipt as an ordinary message (esm_class ${hexCode(body.esmClass)}).`;
        const inbound = this.#inbound(delivery, null);
        const { messageId } = await store.write('insertReceiptOrInbound', {
          receipt: this.#receipt(delivery, content.receipt, note),
          inbound,
          mates: this.#matesOf(delivery.trunkId),
        });
        if (messageId !== null && inbound.areRulesDue) this.#options.onReceived(messageId);
        return;
      }
      case 'receipt':
      case 'intermediate-receipt':
        await this.#storeReceipt(delivery, content.receipt);
        return;
      default:
        assertNever(content, 'content');
    }
  }

  async #storeMessage(delivery: Delivery): Promise<void> {
    const { store, numbers, onReceived } = this.#options;
    const mark = numbers.note(delivery, delivery.body.destinationAddr);
    const inbound = this.#inbound(delivery, mark?.sentence ?? null);
    const stored = await store.write('insertInbound', inbound);
    if (stored.isComplete && inbound.areRulesDue) onReceived(stored.messageId);
  }

  async #storeReceipt(delivery: Delivery, parsed: Receipt): Promise<void> {
    const { store, unmatched } = this.#options;
    const receipt = this.#receipt(delivery, parsed, null);
    const { match, suggestion } = await store.write('insertReceipt', receipt);
    if (suggestion !== null) this.#suggest(delivery.trunkId, suggestion);
    if (match === 'one') return;
    const mates =
      match === 'none' && receipt.smscMessageIds.length > 0 ? this.#matesOf(delivery.trunkId) : [];
    const elsewhere = mates.length === 0 ? null : await store.write('matchElsewhere', { receipt, mates });
    if (elsewhere !== null && elsewhere.suggestion !== null) {
      this.#suggest(elsewhere.suggestion.trunkId, elsewhere.suggestion);
    }
    const found = elsewhere?.match ?? match;
    if (found === 'one') return;
    unmatched.stored([delivery.trunkId, ...mates.map(({ trunkId }) => trunkId)], receipt.id, {
      trunkName: delivery.trunkName,
      smscMessageId: receipt.smscMessageIds[0] ?? '',
      text: receipt.text,
      reason: unmatchedReason(receipt, found, mates.length > 0),
    });
  }

  #suggest(trunkId: TrunkId, { rule, response, receipt }: RuleSuggestion): void {
    const trunkName = this.#options.links.find(trunkId)?.trunkName;
    if (trunkName !== undefined) this.#options.onSuggestion(trunkId, trunkName, { rule, response, receipt });
  }

  /** An SMSC may send the receipts of one bind over another one, and that may be another trunk's. */
  #matesOf(trunkId: TrunkId): MateTrunk[] {
    const { groups, links } = this.#options;
    return groups.matesOf(trunkId).flatMap((id) => {
      const link = links.find(id);
      return link === undefined ? [] : [{ trunkId: id, idRule: link.settings.receiptIds }];
    });
  }

  /** The first by id of the trunk and those of its groups, whichever of them a part comes over. */
  #joinOf(trunkId: TrunkId): { joinTrunkId?: TrunkId } {
    const mates = this.#options.groups.matesOf(trunkId);
    const joinTrunkId = mates.reduce((first, mate) => (mate < first ? mate : first), trunkId);
    return mates.length === 0 ? {} : { joinTrunkId };
  }

  #receipt(
    { trunkId, trunkName, body, data, place }: Delivery,
    parsed: Receipt,
    note: string | null,
  ): NewReceipt {
    return {
      id: this.#options.ids.next(),
      trunkId,
      trunkName,
      smscMessageIds: parsed.messageIds,
      idRule: this.#options.links.find(trunkId)?.settings.receiptIds ?? SAME_IDS,
      place,
      state: parsed.state,
      reason: receiptReason(parsed, data.text, note),
      text: data.text,
      sourceAddress: body.sourceAddr,
      destinationAddress: body.destinationAddr,
      atMs: this.#nowMs(),
    };
  }

  #inbound(
    { trunkId, trunkName, body, data, place }: Delivery,
    note: string | null,
    areRulesDue = this.#options.areRulesDue(),
  ): NewInbound {
    const { ids } = this.#options;
    const notes = [...headerProblems(data), ...(note === null ? [] : [note])];
    return {
      newMessageId: ids.message(),
      newConversationId: ids.conversation(),
      trunkId,
      trunkName,
      ...(data.segment === null ? {} : this.#joinOf(trunkId)),
      sourceAddress: body.sourceAddr,
      destinationAddress: body.destinationAddr,
      // A copy: the view's buffer is that of the socket, and would go to the worker whole. (`slice` of a Buffer is none.)
      octets: new Uint8Array(data.textOctets),
      dataCoding: body.dataCoding,
      coding: data.coding,
      place,
      note: notes.length === 0 ? null : notes.join(' '),
      segment: data.segment,
      areRulesDue,
      atMs: this.#nowMs(),
    };
  }

  #nowMs(): number {
    return Math.floor(this.#options.clock.now());
  }
}

/** What is wrong with the header; what is wrong with the text is found again when the parts are put together. */
function headerProblems(data: UserData): string[] {
  if (data.problems.length === 0) return [];
  const ofText = new Set(decodeCoded(data.textOctets, data.coding).problems.map(({ sentence }) => sentence));
  return data.problems.map(({ sentence }) => sentence).filter((sentence) => !ofText.has(sentence));
}

function unmatchedReason(
  { smscMessageIds }: NewReceipt,
  match: Exclude<ReceiptMatch, 'one'>,
  hasMates: boolean,
): string {
  const [id] = smscMessageIds;
  if (id === undefined) return 'The receipt names no message_id.';
  return match === 'several'
    ? `Two messages that wait for a receipt have the message_id ${id}, so it was matched to neither.`
    : `No message that was sent over this trunk${hasMates ? ', or another of its groups,' : ''} has the message_id ${id}.`;
}

/** In words what the receipt says beyond its state; null when that is all. */
function receiptReason(receipt: Receipt, text: string, note: string | null): string | null {
  const parts: string[] = [];
  if (receipt.state === null) {
    parts.push(`A receipt came whose state could not be read: “${text}”.`);
  } else if (isFailure(receipt.state)) {
    const word = receipt.stat === null ? '' : ` ${receipt.stat}`;
    // 0 is no error, in however many digits.
    const hasError = receipt.err !== null && !/^0+$/.test(receipt.err);
    const error = hasError ? ` with error ${receipt.err}` : '';
    if (word !== '' || error !== '') parts.push(`The SMSC’s receipt says${word}${error}.`);
    if (receipt.networkError !== null) parts.push(`Network error code ${receipt.networkError.code}.`);
  }
  if (note !== null) parts.push(note);
  return parts.length === 0 ? null : parts.join(' ');
}

const acknowledgementNames: Readonly<Partial<Record<MessageType, string>>> = {
  'delivery-acknowledgement': 'This is the handset’s delivery acknowledgement',
  'user-acknowledgement': 'This is an acknowledgement by the handset’s user',
  'conversation-abort': 'This says that the other side ended the conversation',
};

function acknowledgementNote(type: MessageType, esmClass: number): string {
  const name = acknowledgementNames[type] ?? 'This is no ordinary message';
  return `${name} (esm_class ${hexCode(esmClass)}).`;
}
