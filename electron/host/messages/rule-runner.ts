import type { EventHub } from '#electron/host/event-hub';
import type { MessageStore } from '#electron/host/storage/message-store';
import type { WaitingAnswer } from '#electron/host/storage/stored-records';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import type { ConversationId, MessageId, TrunkId } from '#shared/model/ids';
import type { Rule, RuleAction, RuleSet } from '#shared/model/rule';
import { submitRequest, type SubmitInput, type SubmitRequest } from '#shared/model/submission';
import { RpcError } from '#shared/rpc/errors';
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

/** What the rules say of one message. */
interface Decision {
  readonly labels: string[];
  isSpam: boolean;
  readonly answers: WaitingAnswer[];
  readonly notes: string[];
  /** Told once it is on disk. */
  readonly told: (() => void)[];
}

/**
 * Does what the inbound rules say with a message that is stored and whole. That they are due is stored with the message;
 * what they say is stored in the transaction that says they are not due any more, with everything that is to be sent; and
 * what is sent leaves the store with the transaction that queues it. So a process that is killed anywhere between neither
 * loses nor repeats anything.
 */
export class RuleRunner {
  readonly #options: RuleRunnerOptions;
  readonly #timers = new Set<TimerHandle>();
  readonly #running = new Set<Promise<unknown>>();
  /** Messages that are being looked at, and answers that wait or are being sent. */
  readonly #inHand = new Set<string>();
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

  /** There is a rule that may act. */
  get isAny(): boolean {
    return this.#rules.rules.some(({ settings }) => settings.isEnabled);
  }

  /**
   * When the trunks are there, and now and then: takes up what the store holds and nobody has in hand, since the last run
   * ended before it was done, or the store could not be written for a while. What is due since then is sent now.
   */
  async takeUp(): Promise<void> {
    const { store } = this.#options;
    if (!this.#isOpen) return;
    for (const id of await store.read('listRulesDue', null)) this.handleReceived(id);
    for (const answer of await store.read('listAnswers', null)) this.#await(answer);
  }

  /** What still waits does so on disk. */
  async close(): Promise<void> {
    this.#isOpen = false;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
    await Promise.allSettled(this.#running);
  }

  handleReceived(messageId: MessageId): void {
    if (this.#isOpen) this.#begin(messageId, () => this.#run(messageId));
  }

  /** Unless it is in hand already. */
  #begin(key: string, work: () => Promise<void>): void {
    if (this.#inHand.has(key)) return;
    this.#inHand.add(key);
    const running = work()
      .catch(this.#options.onError)
      .finally(() => {
        this.#inHand.delete(key);
        this.#running.delete(running);
      });
    this.#running.add(running);
  }

  async #run(messageId: MessageId): Promise<void> {
    const { store, clock } = this.#options;
    const found = await store.read('getMessage', { id: messageId });
    const trunk = found?.view.trunkId ?? null;
    if (found === null || trunk === null) return;
    const { conversationId, sourceAddress, destinationAddress, text } = found.view;
    const received = { messageId, conversationId, trunkId: trunk, sourceAddress, destinationAddress, text };
    const { told, ...decision } = this.#decide(received);
    const atMs = Math.floor(clock.now());
    const { isDue } = await store.write('carryOutRules', { messageId, conversationId, ...decision, atMs });
    if (!isDue) return;
    for (const tell of told) tell();
    for (const answer of decision.answers) this.#await(answer);
  }

  #decide(received: Received): Decision {
    const decision: Decision = { labels: [], isSpam: false, answers: [], notes: [], told: [] };
    for (const rule of matchingRules(this.#rules, received)) {
      for (const action of rule.settings.actions) this.#add(decision, rule, action, received);
    }
    return decision;
  }

  #add(decision: Decision, rule: Rule, action: RuleAction, received: Received): void {
    switch (action.kind) {
      case 'label':
        decision.labels.push(action.label);
        return;
      case 'spam':
        decision.isSpam = true;
        return;
      case 'notify': {
        const { messageId, conversationId, sourceAddress, text } = received;
        const { name: ruleName } = rule.settings;
        decision.told.push(() =>
          this.#options.hub.emit('rule.notified', {
            messageId,
            conversationId,
            ruleName,
            sourceAddress,
            text,
          }),
        );
        return;
      }
      case 'answer':
        if (!this.#mayAnswer(decision, rule, received)) return;
        decision.answers.push(
          this.#answer(rule, received, action.delaySeconds, answerTo(received, action.text)),
        );
        return;
      case 'forward':
        if (!this.#mayAnswer(decision, rule, received)) return;
        decision.answers.push(this.#answer(rule, received, 0, forwardOf(received, action)));
    }
  }

  /** Counted when it is decided, so that a long delay is no way around the limit. */
  #mayAnswer(decision: Decision, rule: Rule, { conversationId }: Received): boolean {
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
    decision.notes.push(sentence);
    decision.told.push(() =>
      this.#options.hub.emit('rule.limitReached', { conversationId, ruleName, sentence }),
    );
    return false;
  }

  #forgetOld(nowMs: number): void {
    for (const [id, times] of this.#sent) {
      const last = times.at(-1);
      if (last === undefined || nowMs - last >= WINDOW_MS) this.#sent.delete(id);
    }
  }

  #answer(rule: Rule, { messageId }: Received, seconds: number, request: SubmitInput): WaitingAnswer {
    const { clock, ids } = this.#options;
    const dueAtMs = Math.floor(clock.now()) + seconds * 1000;
    return { id: ids.next(), dueAtMs, messageId, ruleName: rule.settings.name, request };
  }

  #await(answer: WaitingAnswer): void {
    const { clock } = this.#options;
    const { id, dueAtMs } = answer;
    if (!this.#isOpen || this.#inHand.has(id)) return;
    const waitMs = dueAtMs - clock.now();
    if (waitMs <= 0) {
      this.#begin(id, () => this.#send(answer));
      return;
    }
    this.#inHand.add(id);
    const timer = clock.startTimer(waitMs, () => {
      this.#timers.delete(timer);
      this.#inHand.delete(id);
      this.#begin(id, () => this.#send(answer));
    });
    this.#timers.add(timer);
  }

  async #send({ id, request }: WaitingAnswer): Promise<void> {
    const { submit, store, clock } = this.#options;
    if (!this.#isOpen) return;
    try {
      await submit(submitRequest.parse(request), id);
    } catch (error) {
      // It was deleted with its message, or it is on disk still and is taken up again.
      if (error instanceof RpcError && error.code === 'unavailable') return;
      const reason = error instanceof Error ? error.message : String(error);
      await store.write('giveUpAnswer', { id, reason, atMs: Math.floor(clock.now()) });
    }
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

function forwardOf(received: Received, action: Extract<RuleAction, { kind: 'forward' }>): SubmitInput {
  return {
    target: action.target,
    sourceAddress: action.sourceAddress === '' ? received.destinationAddress : action.sourceAddress,
    destinationAddress: action.destinationAddress,
    text: received.text,
    isReceiptRequested: false,
  };
}
