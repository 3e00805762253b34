import { FAILING_NUMBERS } from '#shared/model/simulator';
import { ESME_ROK } from '#shared/smpp/command-status';

/** message_state values that the simulator reports (SMPP 3.4 section 5.2.28; `scheduled` is of 5.0, section 4.7.15). */
export const messageStates = {
  scheduled: 0,
  enroute: 1,
  delivered: 2,
  expired: 3,
  deleted: 4,
  undeliverable: 5,
  rejected: 8,
} as const;

export const ESME_RINVDSTADR = 0x0b;

/** What becomes of messages to a number. `networkError` is what the receipt's `err:` says. */
export interface NumberBehaviour {
  /** command_status of the submission. */
  readonly commandStatus: number;
  readonly messageState: number;
  readonly networkError: number;
}

const delivers: NumberBehaviour = {
  commandStatus: ESME_ROK,
  messageState: messageStates.delivered,
  networkError: 0,
};

const specialNumbers: ReadonlyMap<string, NumberBehaviour> = new Map([
  [FAILING_NUMBERS.refused, { ...delivers, commandStatus: ESME_RINVDSTADR }],
  [FAILING_NUMBERS.expired, { ...delivers, messageState: messageStates.expired, networkError: 27 }],
  [FAILING_NUMBERS.rejected, { ...delivers, messageState: messageStates.rejected, networkError: 11 }],
  [
    FAILING_NUMBERS.undeliverable,
    { ...delivers, messageState: messageStates.undeliverable, networkError: 1 },
  ],
]);

export function behaviourOf(number: string): NumberBehaviour {
  return specialNumbers.get(number) ?? delivers;
}
