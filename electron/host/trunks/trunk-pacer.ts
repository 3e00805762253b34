import { ThrottleControl } from '#electron/smpp/pacing/throttle-control';
import { TokenBucket } from '#electron/smpp/pacing/token-bucket';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import type { TrunkSettings } from '#shared/model/trunk';
import type { ThrottleView } from '#shared/model/trunk-view';

/** Room is told in steps of this, so that a fast trunk takes its messages from the queue by the handful. */
const ROOM_STEP_MS = 20;
/** Source addresses that are remembered as having sent lately; those that may send again are forgotten first. */
const MAX_SOURCES = 10_000;

export interface TrunkPacerOptions {
  readonly clock: Clock;
  /** There is room again after there was none. */
  readonly onRoom: () => void;
  /** The throttle view changed. */
  readonly onThrottleChanged: () => void;
}

/** How fast a trunk may send: its own rate, that of each source address, and what the SMSC takes. */
export class TrunkPacer {
  readonly #options: TrunkPacerOptions;
  readonly #bucket: TokenBucket;
  readonly #throttle: ThrottleControl;
  readonly #sources = new Map<string, TokenBucket>();
  #perSource: number | null;
  #cause = '';
  #timer: { readonly dueMs: number; readonly handle: TimerHandle } | null = null;

  constructor(rate: TrunkSettings['rate'], options: TrunkPacerOptions) {
    const { clock } = options;
    this.#options = options;
    this.#bucket = new TokenBucket(clock, rate.total);
    this.#perSource = rate.perSourceAddress;
    this.#throttle = new ThrottleControl(clock, rate.total, {
      onRate: (perSecond) => {
        this.#bucket.setRate(perSecond);
        if (this.#throttle.isThrottled) options.onThrottleChanged();
      },
      onBegan: () => options.onThrottleChanged(),
      onSettled: () => options.onThrottleChanged(),
      onEnded: () => {
        options.onThrottleChanged();
        options.onRoom();
      },
    });
  }

  get isThrottled(): boolean {
    return this.#throttle.isThrottled;
  }

  get view(): ThrottleView | null {
    const { sinceMs, settledPerSecond, perSecond } = this.#throttle;
    if (sinceMs === null) return null;
    const messagesPerSecond = Math.round((settledPerSecond ?? perSecond ?? 0) * 10) / 10;
    return { sinceMs, messagesPerSecond, cause: this.#cause };
  }

  setRate({ total, perSourceAddress }: TrunkSettings['rate']): void {
    this.#throttle.setFullRate(total);
    if (perSourceAddress === this.#perSource) return;
    this.#perSource = perSourceAddress;
    this.#sources.clear();
    this.#options.onRoom();
  }

  /** Messages that may leave now, up to `limit`. Where there is none, `onRoom` follows. */
  room(limit: number): number {
    if (limit <= 0) return 0;
    if (this.#bucket.waitMs(limit) === 0 && limit <= this.#bucket.burst) return limit;
    let few = 0;
    let many = Math.min(limit, Math.ceil(this.#bucket.burst));
    while (few < many) {
      const middle = Math.ceil((few + many) / 2);
      if (middle <= this.#bucket.burst && this.#bucket.waitMs(middle) === 0) few = middle;
      else many = middle - 1;
    }
    if (few === 0) this.#tellRoomIn(this.#bucket.waitMs(1));
    return few;
  }

  /** Source addresses whose own rate has no room now. */
  exhaustedSources(): readonly string[] {
    const exhausted: string[] = [];
    let firstMs = Number.POSITIVE_INFINITY;
    for (const [source, bucket] of this.#sources) {
      const waitMs = bucket.waitMs(1);
      if (waitMs === 0) continue;
      exhausted.push(source);
      firstMs = Math.min(firstMs, waitMs);
    }
    if (exhausted.length > 0) this.#tellRoomIn(firstMs);
    return exhausted;
  }

  /** Pays for a message. Otherwise says why it may not leave now; `onRoom` follows. */
  take(cost: number, source: string): string | null {
    if (cost === 0) return null;
    const own = this.#sourceBucket(source);
    const sourceWaitMs = own?.waitMs(cost) ?? 0;
    if (sourceWaitMs > 0) {
      this.#tellRoomIn(sourceWaitMs);
      return `The rate of ${source === '' ? 'the empty source address' : source} on this trunk has no room now.`;
    }
    if (!this.#bucket.tryTake(cost)) {
      this.#tellRoomIn(this.#bucket.waitMs(cost));
      return 'The rate of this trunk has no room now.';
    }
    own?.tryTake(cost);
    this.#throttle.onSent(cost);
    return null;
  }

  /** What was paid for did not leave. */
  giveBack(cost: number, source: string): void {
    if (cost === 0) return;
    this.#bucket.giveBack(cost);
    this.#sources.get(source)?.giveBack(cost);
  }

  handleAccepted(cost: number): void {
    this.#throttle.onAccepted(cost);
  }

  /** The SMSC asked to be slower; `cause` is its word, for the screen. */
  handleThrottled(cause: string): void {
    this.#cause = cause;
    this.#throttle.onThrottled();
    this.#tellRoomIn(this.#bucket.waitMs(1));
  }

  handleCongestion(level: number): void {
    if (!this.#throttle.isThrottled) this.#cause = `congestion_state ${level}`;
    this.#throttle.onCongestion(level);
  }

  /** The trunk is down: what its SMSC took before says nothing of the next session. */
  reset(): void {
    const wasThrottled = this.#throttle.isThrottled;
    this.stop();
    this.#bucket.setRate(this.#throttle.perSecond);
    if (wasThrottled) this.#options.onThrottleChanged();
  }

  /** Ends every timer. */
  stop(): void {
    this.#timer?.handle.cancel();
    this.#timer = null;
    this.#throttle.reset();
  }

  #sourceBucket(source: string): TokenBucket | null {
    if (this.#perSource === null) return null;
    let bucket = this.#sources.get(source);
    if (bucket === undefined) {
      if (this.#sources.size >= MAX_SOURCES) this.#forgetRested();
      bucket = new TokenBucket(this.#options.clock, this.#perSource);
      this.#sources.set(source, bucket);
    }
    return bucket;
  }

  #forgetRested(): void {
    for (const [source, bucket] of this.#sources) {
      if (bucket.waitMs(bucket.burst) === 0) this.#sources.delete(source);
    }
  }

  #tellRoomIn(waitMs: number): void {
    const { clock, onRoom } = this.#options;
    const delayMs = Math.max(ROOM_STEP_MS, waitMs);
    const dueMs = clock.now() + delayMs;
    if (this.#timer !== null && this.#timer.dueMs <= dueMs) return;
    this.#timer?.handle.cancel();
    const handle = clock.startTimer(delayMs, () => {
      this.#timer = null;
      onRoom();
    });
    this.#timer = { dueMs, handle };
  }
}
