import type { PduOf } from '#shared/smpp/pdu';
import type { OutbindOutcome, SessionEnd } from './session-types';

/** The outbind of an SMSC that has called us, from the connection until it has come or the session has ended. */
export class AwaitedOutbind {
  #outcome: OutbindOutcome | null = null;
  readonly #waiters: ((outcome: OutbindOutcome) => void)[] = [];

  get hasCome(): boolean {
    return this.#outcome?.kind === 'outbind';
  }

  async wait(): Promise<OutbindOutcome> {
    const outcome = this.#outcome;
    if (outcome !== null) return outcome;
    return await new Promise<OutbindOutcome>((resolve) => this.#waiters.push(resolve));
  }

  onOutbind({ body }: PduOf<'outbind'>): void {
    this.#settle({ kind: 'outbind', systemId: body?.systemId ?? '', password: body?.password ?? '' });
  }

  onEnded(end: SessionEnd): void {
    this.#settle({ kind: 'ended', end });
  }

  #settle(outcome: OutbindOutcome): void {
    this.#outcome ??= outcome;
    for (const resolve of this.#waiters.splice(0)) resolve(outcome);
  }
}
