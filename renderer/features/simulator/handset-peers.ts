import { HANDSET_NUMBER, type HandsetMessage } from '#shared/model/simulator';

/** The numbers that have a handset: the one that is always there, then those that were written to, the latest first. */
export function handsetNumbers(messages: readonly HandsetMessage[]): readonly string[] {
  return [...new Set([HANDSET_NUMBER, ...messages.toReversed().map((message) => message.handset)])];
}

/** Whom a handset has talked with, the latest first. */
export function peersOf(messages: readonly HandsetMessage[], handset: string): readonly string[] {
  const own = messages.filter((message) => message.handset === handset);
  return [...new Set(own.toReversed().map((message) => message.peer))];
}
