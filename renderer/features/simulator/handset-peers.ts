import type { HandsetMessage } from '#shared/model/simulator';

/** Whom the handset has talked with, the latest first. */
export function peersOf(messages: readonly HandsetMessage[]): readonly string[] {
  return [...new Set(messages.toReversed().map((message) => message.peer))];
}
