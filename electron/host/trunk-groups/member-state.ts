import type { TrunkView } from '#shared/model/trunk-view';

/** A throttled trunk whose queue takes longer than this, in seconds, hands on what comes next… */
const HANDS_ON_AFTER_SECONDS = 30;
/** …and takes messages again once its queue is this short. */
const TAKES_AGAIN_BELOW_SECONDS = 10;

export type MemberState =
  | { readonly kind: 'up' }
  /** Logged in, but so slow that what waits for it would wait for long. */
  | { readonly kind: 'throttled'; readonly why: string }
  /** Will carry again by itself. */
  | { readonly kind: 'down'; readonly why: string }
  /** Carries nothing until somebody changes its settings. */
  | { readonly kind: 'out'; readonly why: string };

/** `why` completes "Carrier A …". `wasThrottled`: what was said the last time, so that it does not flicker. */
export function memberState(trunk: TrunkView, queuedCount: number, wasThrottled: boolean): MemberState {
  const { settings, throttle } = trunk;
  if (settings.bindType === 'receiver') return { kind: 'out', why: 'only receives' };
  if (!settings.isEnabled) return { kind: 'out', why: 'is disabled' };
  if (!canSend(trunk)) return { kind: 'down', why: 'is down' };
  if (throttle === null) return { kind: 'up' };
  const queueSeconds = queuedCount / Math.max(throttle.messagesPerSecond, 0.001);
  return queueSeconds > (wasThrottled ? TAKES_AGAIN_BELOW_SECONDS : HANDS_ON_AFTER_SECONDS)
    ? { kind: 'throttled', why: 'is throttled and has a long queue' }
    : { kind: 'up' };
}

/** A transmitter that logs in on demand can carry while it is idle: the message brings it up. */
function canSend({ settings, connection, binds }: TrunkView): boolean {
  const sending = binds.filter((bind) => bind.role !== 'receiver');
  const states = sending.length > 0 ? sending.map((bind) => bind.connection) : [connection];
  if (states.some((state) => state.kind === 'logged-in')) return true;
  const isOnDemand = settings.bindType === 'transmitter' && settings.onDemand.isEnabled;
  return (
    isOnDemand &&
    (connection.kind === 'idle' || connection.kind === 'connecting' || connection.kind === 'logging')
  );
}
