import type { SessionCounters } from './session-types';

/** Counts what became of the messages of one session. */
export class MessageCounters implements SessionCounters {
  sent = 0;
  accepted = 0;
  refused = 0;
  timedOut = 0;
  late = 0;
  received = 0;
  answered = 0;
  unmatched = 0;
}
