import type { LinkAvailability, OnLinkOutcome } from '#electron/host/messages/message-links';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import type { RequestOutcome } from '#electron/smpp/session/session-types';
import type { Clock } from '#shared/lib/clock';
import type { TrunkSettings } from '#shared/model/trunk';
import type { BindView, ThrottleView } from '#shared/model/trunk-view';
import { commandStatusLabel, ESME_RMSGQFUL, ESME_ROK, ESME_RTHROTTLED } from '#shared/smpp/command-status';
import { aggregateState, type TrunkState } from './aggregate-state';
import { bindPlan, type BindHost, type BindSpec } from './bind-plan';
import { BindRunner } from './bind-runner';
import { costOf, sourceOf } from './request-cost';
import type { LinkListener, LinkTraffic, TrunkLink } from './trunk-link';
import { TrunkPacer } from './trunk-pacer';

/** One connection attempt of a bind. */
export interface LinkAttempt {
  readonly settings: TrunkSettings;
  readonly spec: BindSpec;
  readonly host: BindHost;
  readonly listener: LinkListener;
  readonly traffic: LinkTraffic;
}

export interface TrunkBindsOptions {
  readonly clock: Clock;
  /** From 0 up to 1; jitter of the retries. */
  readonly random: () => number;
  readonly createLink: (attempt: LinkAttempt) => TrunkLink;
  /** A bind changed, or was taken away; the trunk's own state is what `state` says. */
  readonly onChanged: (bind: BindView | null, label: string) => void;
  readonly onThrottleChanged: () => void;
  /** Messages left: segments times destinations. */
  readonly onSent: (cost: number) => void;
  readonly onRoom: () => void;
  readonly onLateResponse: LinkTraffic['onLateResponse'];
  readonly onMessage: LinkTraffic['onMessage'];
}

/** All binds of one trunk, as one link for messages: spread over the binds, within windows, rate and throttle. */
export class TrunkBinds {
  readonly #options: TrunkBindsOptions;
  readonly #pacer: TrunkPacer;
  readonly #inFlight = new Map<BindRunner, number>();
  /** Runners whose bind is no longer wanted, until their session has ended. */
  readonly #retiring = new Set<Promise<void>>();
  #settings: TrunkSettings;
  #runners: readonly BindRunner[];
  #queuedCount = 0;
  /** Where the search for the least busy bind begins, so that idle binds take turns. */
  #turn = 0;

  constructor(settings: TrunkSettings, options: TrunkBindsOptions) {
    this.#settings = settings;
    this.#options = options;
    const { clock, onRoom, onThrottleChanged } = options;
    this.#pacer = new TrunkPacer(settings.rate, { clock, onRoom, onThrottleChanged });
    this.#runners = bindPlan(settings).map((spec) => this.#createRunner(spec));
  }

  get views(): readonly BindView[] {
    return this.#runners.map(viewOf);
  }

  get state(): TrunkState {
    return aggregateState(this.views);
  }

  /** What is wrong with certificates that binds stand on although they were accepted. */
  get certificateWarnings(): readonly string[] {
    return this.#runners.flatMap(({ warning }) => (warning === null ? [] : [warning]));
  }

  get throttle(): ThrottleView | null {
    return this.#pacer.view;
  }

  get isThrottled(): boolean {
    return this.#pacer.isThrottled;
  }

  /** Binds what is always on; what is on demand becomes ready for the first message. */
  arm(): void {
    for (const runner of this.#runners) runner.arm();
  }

  bind(): void {
    for (const runner of this.#runners) runner.bind();
  }

  unbind(sentence?: string): void {
    for (const runner of this.#runners) runner.unbind(sentence);
  }

  handleWake(): void {
    for (const runner of this.#runners) runner.handleWake();
  }

  /** Takes settings and leaves the connections as they are. */
  takeSettings(settings: TrunkSettings): void {
    for (const { runner, spec } of this.#plan(settings)) runner.takeSettings(spec, settings);
  }

  /** Makes the connections anew with these settings. */
  rebind(settings: TrunkSettings): void {
    for (const { runner, spec } of this.#plan(settings)) runner.rebind(spec, settings);
  }

  /** Unbinds for good; bounded by the runners' own limit. */
  async close(): Promise<void> {
    const closing = this.#runners.map((runner) => runner.close());
    await Promise.all([...closing, ...this.#retiring]);
    this.#pacer.stop();
  }

  availability(): LinkAvailability {
    const { bindType, name } = this.#settings;
    if (bindType === 'receiver') {
      const sentence = `${name} is bound as a receiver and cannot send. Choose another trunk, or change its bind type to transceiver.`;
      return { kind: 'unable', sentence };
    }
    if (this.#senders().length > 0) return { kind: 'up' };
    if (this.#runners.some((runner) => runner.isReadyOnDemand)) return { kind: 'on-demand' };
    return { kind: 'down', sentence: this.state.last?.sentence ?? 'The trunk is not logged in.' };
  }

  freeWindow(): number {
    return this.#senders().reduce((sum, { link }) => sum + link.freeWindow(), 0);
  }

  freeCapacity(): number {
    return this.#pacer.room(this.freeWindow());
  }

  exhaustedSources(): readonly string[] {
    return this.#pacer.exhaustedSources();
  }

  get queuedCount(): number {
    return this.#queuedCount;
  }

  reportQueued(count: number): void {
    this.#queuedCount = count;
  }

  wantsToSend(): void {
    for (const runner of this.#runners) runner.wantsToSend();
  }

  submit(request: MessageRequest, onOutcome: OnLinkOutcome): void {
    const sender = this.#leastBusy();
    if (sender === null) {
      const isUp = this.#senders().length > 0;
      const reason = isUp ? 'The window of the trunk is full.' : 'The trunk is not logged in.';
      onOutcome({ kind: 'held', reason }, null);
      return;
    }
    const cost = costOf(request);
    const source = sourceOf(request);
    const wait = this.#pacer.take(cost, source);
    if (wait !== null) {
      onOutcome({ kind: 'held', reason: wait }, null);
      return;
    }
    const { runner, link } = sender;
    this.#count(runner, 1);
    runner.noteUse();
    const call = { isWithin: true, hasLeft: true };
    link.submit(request, (outcome, sequenceNumber) => {
      this.#count(runner, -1);
      runner.noteUse();
      const sent = sequenceNumber === 0 ? null : { sessionId: link.sessionId, sequenceNumber };
      const throttledBy = throttlingStatus(outcome);
      if (outcome.kind === 'not-sent') {
        call.hasLeft = false;
        this.#pacer.giveBack(cost, source);
        // Within the call it is the request that cannot be sent; later it is the link that ended before it left.
        onOutcome(call.isWithin ? outcome : { kind: 'held', reason: outcome.reason }, sent);
      } else if (throttledBy !== null) {
        this.#pacer.handleThrottled(commandStatusLabel(throttledBy.commandStatus));
        onOutcome({ kind: 'throttled', ...throttledBy }, sent);
      } else {
        if (outcome.kind === 'response' && outcome.response.commandStatus === ESME_ROK) {
          this.#pacer.handleAccepted(cost);
        }
        onOutcome(outcome, sent);
      }
    });
    call.isWithin = false;
    if (call.hasLeft) this.#options.onSent(cost);
  }

  #createRunner(spec: BindSpec): BindRunner {
    const { clock, random, createLink, onChanged } = this.#options;
    const { onLateResponse, onMessage, onRoom } = this.#options;
    const traffic: LinkTraffic = {
      onRoom,
      onLateResponse,
      onMessage,
      onCongestion: (level) => this.#pacer.handleCongestion(level),
    };
    const runner: BindRunner = new BindRunner(spec, this.#settings, {
      clock,
      random,
      createLink: (current, host, listener) =>
        createLink({ settings: this.#settings, spec: current, host, listener, traffic }),
      isBusy: () => this.#queuedCount > 0 || (this.#inFlight.get(runner) ?? 0) > 0,
      onChanged: () => {
        if (this.#senders().length === 0) this.#pacer.reset();
        onChanged(viewOf(runner), runner.spec.label);
        if (this.#senders().length > 0) onRoom();
      },
    });
    return runner;
  }

  /** One runner for each bind that is wanted now; those that there were go on, those of no more use are closed. */
  #plan(settings: TrunkSettings): { readonly runner: BindRunner; readonly spec: BindSpec }[] {
    this.#settings = settings;
    this.#pacer.setRate(settings.rate);
    const before = this.#runners;
    const plan = bindPlan(settings).map((spec, index) => ({
      spec,
      runner: before[index] ?? this.#createRunner(spec),
    }));
    this.#runners = plan.map(({ runner }) => runner);
    for (const runner of before.slice(plan.length)) this.#retire(runner);
    return plan;
  }

  #retire(runner: BindRunner): void {
    const closing = runner.close('Unbound because the trunk has fewer binds now.').finally(() => {
      this.#retiring.delete(closing);
      this.#inFlight.delete(runner);
      this.#options.onChanged(null, '');
    });
    this.#retiring.add(closing);
  }

  /** Binds that are logged in and may send. */
  #senders(): { readonly runner: BindRunner; readonly link: TrunkLink }[] {
    return this.#runners.flatMap((runner) => {
      const { link } = runner;
      return link === null || runner.spec.role === 'receiver' ? [] : [{ runner, link }];
    });
  }

  #leastBusy(): { readonly runner: BindRunner; readonly link: TrunkLink } | null {
    const open = this.#senders().filter(({ link }) => link.freeWindow() > 0);
    let best: (typeof open)[number] | null = null;
    let fewest = Number.POSITIVE_INFINITY;
    this.#turn += 1;
    for (let step = 0; step < open.length; step += 1) {
      const sender = open[(this.#turn + step) % open.length];
      if (sender === undefined) continue;
      const busy = this.#inFlight.get(sender.runner) ?? 0;
      if (busy < fewest) {
        best = sender;
        fewest = busy;
      }
    }
    return best;
  }

  #count(runner: BindRunner, change: 1 | -1): void {
    this.#inFlight.set(runner, (this.#inFlight.get(runner) ?? 0) + change);
  }
}

function viewOf(runner: BindRunner): BindView {
  const { spec, connection, last, port, target } = runner;
  return { index: spec.index, role: spec.role, connection, last, port, target };
}

function throttlingStatus(
  outcome: RequestOutcome,
): { readonly commandStatus: number; readonly latencyMs: number } | null {
  if (outcome.kind !== 'response' && outcome.kind !== 'nack') return null;
  const commandStatus = outcome.kind === 'nack' ? outcome.commandStatus : outcome.response.commandStatus;
  const isThrottling = commandStatus === ESME_RTHROTTLED || commandStatus === ESME_RMSGQFUL;
  return isThrottling ? { commandStatus, latencyMs: outcome.latencyMs } : null;
}
