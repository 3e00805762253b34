/**
 * One open connection between a client and a host, whatever carries it. Frames arrive whole and in the order in
 * which they were sent; nothing is said about what is in them. A wire never opens again: a new connection is a
 * new wire.
 */
export interface Wire {
  /** Never throws; a frame sent after the wire closed goes nowhere. */
  send(frame: unknown): void;
  /** Sets who is handed the frames. Set once, in the same tick in which the wire was handed over. */
  onFrame(listener: (frame: unknown) => void): void;
  /**
   * Sets who is told, once, that the wire closed from whichever side; at once if it has closed already. `refusal` is
   * a sentence for the screen when a new wire would be closed for the same reason.
   */
  onClose(listener: (refusal: string | null) => void): void;
  close(): void;
}

/** A wire could not be opened and opening it again would not help: `message` is a sentence for the screen. */
export class WireRefusedError extends Error {
  override readonly name = 'WireRefusedError';
}
