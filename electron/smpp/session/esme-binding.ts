import type { Pdu, PduOf } from '#shared/smpp/pdu';
import { AwaitedOutbind } from './awaited-outbind';
import { bindOutcomeOf, commonInterfaceVersion } from './bind-outcome';
import { boundStates, type BindCommand } from './commands';
import { OwnBind } from './own-bind';
import type { OwnRequests } from './own-requests';
import type {
  BindCredentials,
  BindOutcome,
  OutbindOutcome,
  SessionEnd,
  SessionOptions,
  SessionState,
} from './session-types';

export interface EsmeBindingActions {
  /** Why the session may not send this bind now; null when it may. */
  refusal(command: BindCommand): string | null;
  /** How the session has ended; null while it lives. */
  end(): SessionEnd | null;
  onBound(state: SessionState, interfaceVersion: number): void;
}

/** How an ESME gets bound: an outbind before it where one is awaited, the bind, and the version that it leads to. */
export class EsmeBinding {
  readonly #options: SessionOptions;
  readonly #actions: EsmeBindingActions;
  readonly #bind: OwnBind;
  readonly #outbind = new AwaitedOutbind();

  constructor(options: SessionOptions, own: OwnRequests, actions: EsmeBindingActions) {
    this.#options = options;
    this.#actions = actions;
    this.#bind = new OwnBind(options.clock, options.timers.bindMs, own, (outcome, command) =>
      bindOutcomeOf(outcome, actions.end(), (stated) => this.#versionInUse(stated, command)),
    );
  }

  async bind(
    type: 'transceiver' | 'transmitter' | 'receiver',
    credentials: BindCredentials,
  ): Promise<BindOutcome> {
    const command: BindCommand = `bind_${type}`;
    const reason = this.#refusal(command);
    if (reason !== null) return { kind: 'not-sent', reason };
    return await new Promise<BindOutcome>((resolve) => {
      this.#bind.start(command, credentials, this.#options.interfaceVersion, (outcome) => {
        if (outcome.kind === 'bound') this.#actions.onBound(boundStates[command], outcome.interfaceVersion);
        resolve(outcome);
      });
    });
  }

  /** See `OwnBind.takeWrongAnswer`. */
  takeWrongAnswer(answer: Pdu): boolean {
    return this.#bind.takeWrongAnswer(answer);
  }

  async waitForOutbind(): Promise<OutbindOutcome> {
    return await this.#outbind.wait();
  }

  onOutbind(request: PduOf<'outbind'>): void {
    this.#outbind.onOutbind(request);
  }

  onEnded(end: SessionEnd): void {
    this.#outbind.onEnded(end);
  }

  #refusal(command: BindCommand): string | null {
    if (this.#bind.isPending) return 'Another bind waits for its answer.';
    const isUncalled = this.#options.awaitsOutbind === true && !this.#outbind.hasCome;
    if (isUncalled && this.#actions.end() === null) return 'The SMSC has not sent its outbind yet.';
    return this.#actions.refusal(command);
  }

  #versionInUse(stated: number | null, command: BindCommand): number {
    const { interfaceVersion, ignoresLowerVersion } = this.#options;
    if (ignoresLowerVersion === true) return interfaceVersion;
    return commonInterfaceVersion(interfaceVersion, stated, command);
  }
}
