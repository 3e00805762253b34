import type { EventHub } from '#electron/host/event-hub';
import type { EventPayload } from '#shared/contract/index';
import { maskNumber, maskText } from '#shared/model/masked-number';

/** Characters of a message that a desktop notification holds. */
const MAX_TEXT = 200;

/** What the desktop is told: a rule wants the user to know of a message. */
export interface RuleNotice {
  readonly title: string;
  readonly body: string;
}

export interface RuleNoticesOptions {
  readonly hub: Pick<EventHub, 'on'>;
  /** The window is in front: its own notice is seen. */
  readonly isInFront: () => boolean;
  /** The window hides phone numbers, from an audience say. */
  readonly areNumbersMasked: () => boolean;
  /** Shows it; returns what takes it away. */
  readonly tell: (notice: RuleNotice) => () => void;
}

/** Tells the desktop what rules say while the window is not in front. The latest takes the place of the one before it, so that a flood is one notification. */
export function tellRuleNotices({ hub, isInFront, areNumbersMasked, tell }: RuleNoticesOptions): void {
  let takeAway: () => void = () => undefined;
  hub.on('rule.notified', (event) => {
    if (isInFront()) return;
    takeAway();
    takeAway = tell(ruleNotice(areNumbersMasked() ? masked(event) : event));
  });
}

type Notified = EventPayload<'rule.notified'>;

function masked(event: Notified): Notified {
  const { ruleName, sourceAddress, text } = event;
  return {
    ...event,
    ruleName: maskText(ruleName),
    sourceAddress: maskNumber(sourceAddress),
    text: maskText(text),
  };
}

function ruleNotice({ ruleName, sourceAddress, text }: Notified): RuleNotice {
  const characters = Array.from(text);
  const body = characters.length > MAX_TEXT ? `${characters.slice(0, MAX_TEXT - 1).join('')}…` : text;
  return { title: `${ruleName}: message from ${sourceAddress}`, body };
}
