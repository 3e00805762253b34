import type { EventHub } from '#electron/host/event-hub';
import type { MessageStore } from '#electron/host/storage/message-store';
import type { WaitingAnswer } from '#electron/host/storage/stored-records';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import type { ConversationId, MessageId, TrunkId } from '#shared/model/ids';
import type { HistoryKind } from '#shared/model/message-history';
import type { Rule, RuleAction, RuleSet } from '#shared/model/rule';
import { submitRequest, type SubmitInput, type SubmitRequest } from '#shared/model/submission';
import { matchingRules } from '#shared/rules/match-rules';
import type { IdSource } from './id-source';

/** Answers and forwards of one conversation in one minute: two answering machines stop here. */
export const MAX_AUTOMATIC = 5;
const WINDOW_MS = 60_000;

export interface RuleRunnerOptions {
  readonly store: MessageStore;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly submit: (request: SubmitRequest, answerId?: string) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

interface Received {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly trunkId: TrunkId;
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  readonly text: string;
}

/**
 * Does what the inbound rules say with a message that is stored and whole. Nothing of it is done twice. An answer that waits
 * for its delay is on disk, and leaves it with the transaction that queues it: a restart neither loses nor repeats it.
 */
export class RuleRunner {
  readonly #options: RuleRunnerOptions;
  readonly #timers = new Set<TimerHandle>();
  readonly #running = new Set<Promise<unknown>>();
  /** Times of the automatic messages of the last minute, by conversation. */
  readonly #sent = new Map<ConversationId, number[]>();
  #rules: RuleSet = { mode: 'first', rules: [] };
  #isOpen = true;

  constructor(options: RuleRunnerOptions) {
    this.#options = options;
  }

  /** The rules changed, or were loaded. */
  use(rules: RuleSet): void {
    this.#rules = rules;
  }

  /** Once, when the trunks are there: answers that waited when the last run ended are sent when they are due, or now. */
  async open(): Promise<void> {
    for (const answer of await this.#options.store.read('listAnswers', null)) this.#await(answer);
  }

  /** Answers that still wait do so on disk. */
  async close(): Promise<void> {
    this.#isOpen = false;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    await Promise.allSettled(this.#running);
  }

  handleReceived(messageId: MessageId): void {
    if (!this.#isOpen || this.#rules.rules.length === 0) return;
    const running = this.#run(messageId)
      .catch(this.#options.onError)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #run(messageId: MessageId): Promise<void> {
    const found = await this.#options.store.read('getMessage', { id: messageId });
    const trunk = found?.view.trunkId ?? null;
    if (found === null || trunk === null) return;
    const { conversationId, sourceAddress, destinationAddress, text } = found.view;
    const received = { messageId, conversationId, trunkId: trunk, sourceAddress, destinationAddress, text };
    for (const rule of matchingRules(this.#rules, received)) {
      for (const action of rule.settings.actions) await this.#act(rule, action, received);
    }
  }

  async #act(rule: Rule, action: RuleAction, received: Received): Promise<void> {
    const { store, hub } = this.#options;
    const { conversationId: id } = received;
    switch (action.kind) {
      case 'label':
        await store.write('updateConversation', { id, addLabel: action.label });
        return;
      case 'spam':
        await store.write('updateConversation', { id, isSpam: true });
        return;
      case 'notify': {
        const { messageId, conversationId, sourceAddress, text } = received;
        const { name: ruleName } = rule.settings;
        hub.emit('rule.notified', { messageId, conversationId, ruleName, sourceAddress, text });
        return;
      }
      case 'answer':
        if (!(await this.#mayAnswer(rule, received))) return;
        await this.#answer(rule, action.delaySeconds, received, answerTo(received, action.text));
        return;
      case 'forward':
        if (!(await this.#mayAnswer(rule, received))) return;
        await this.#send(rule.settings.name, received.messageId, {
          target: action.target,
          sourceAddress: action.sourceAddress === '' ? received.destinationAddress : action.sourceAddress,
          destinationAddress: action.destinationAddress,
          text: received.text,
          isReceiptRequested: false,
        });
    }
  }

  /** Counted when it is decided, so that a long delay is no way around the limit. */
  async #mayAnswer(rule: Rule, received: Received): Promise<boolean> {
    const { conversationId } = received;
    const nowMs = this.#options.clock.now();
    const recent = (this.#sent.get(conversationId) ?? []).filter((atMs) => nowMs - atMs < WINDOW_MS);
    const isAllowed = recent.length < MAX_AUTOMATIC;
    if (isAllowed) recent.push(nowMs);
    this.#sent.set(conversationId, recent);
    this.#forgetOld(nowMs);
    if (isAllowed) return true;
    const ruleName = rule.settings.name;
    const sentence =
      `“${ruleName}” did not answer: ${MAX_AUTOMATIC} automatic messages in a minute are the most in one ` +
      'conversation, so that two answering machines do not go on for ever.';
    this.#options.hub.emit('rule.limitReached', { conversationId, ruleName, sentence });
    await this.#note(received.messageId, 'note', sentence);
    return false;
  }

  #forgetOld(nowMs: number): void {
    for (const [id, times] of this.#sent) {
      const last = times.at(-1);
      if (last === undefined || nowMs - last >= WINDOW_MS) this.#sent.delete(id);
    }
  }

  async #answer(rule: Rule, seconds: number, { messageId }: Received, request: SubmitInput): Promise<void> {
    const { store, clock, ids } = this.#options;
    const { name: ruleName } = rule.settings;
    if (seconds === 0) {
      await this.#send(ruleName, messageId, request);
      return;
    }
    const dueAtMs = Math.floor(clock.now()) + seconds * 1000;
    const answer = { id: ids.next(), dueAtMs, messageId, ruleName, request };
    await store.write('saveAnswer', answer);
    this.#await(answer);
  }

  #await({ id, dueAtMs, messageId, ruleName, request }: WaitingAnswer): void {
    if (!this.#isOpen) return;
    const { clock, onError } = this.#options;
    const timer = clock.startTimer(Math.max(0, dueAtMs - clock.now()), () => {
      this.#timers.delete(timer);
      const running = this.#send(ruleName, messageId, request, id)
        .catch(onError)
        .finally(() => this.#running.delete(running));
      this.#running.add(running);
    });
    this.#timers.add(timer);
  }

  /** What cannot be sent stands in the history of the message that it was to answer. */
  async #send(
    ruleName: string,
    messageId: MessageId,
    request: SubmitInput,
    answerId?: string,
  ): Promise<void> {
    const { submit, store } = this.#options;
    if (!this.#isOpen) return;
    try {
      await submit(submitRequest.parse(request), answerId);
      const sentence = `“${ruleName}” sent “${request.text}” to ${request.destinationAddress}.`;
      await this.#note(messageId, 'answered', sentence);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (answerId !== undefined) await store.write('dropAnswer', { id: answerId });
      await this.#note(messageId, 'note', `“${ruleName}” could not send: ${reason}`);
    }
  }

  async #note(messageId: MessageId, kind: HistoryKind, sentence: string): Promise<void> {
    const atMs = Math.floor(this.#options.clock.now());
    await this.#options.store.write('addHistory', {
      messageId,
      kind,
      segment: null,
      sentence,
      place: null,
      atMs,
    });
  }
}

/** Back the way the message came. */
function answerTo({ trunkId, sourceAddress, destinationAddress }: Received, text: string): SubmitInput {
  return {
    target: { kind: 'trunk', trunkId },
    sourceAddress: destinationAddress,
    destinationAddress: sourceAddress,
    text,
    isReceiptRequested: false,
  };
}
