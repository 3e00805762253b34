import { hostFrame, type HostFrame } from '#shared/rpc/frames';
import type { Wire } from '#shared/rpc/wire';

/** A client of one's own making: says what it is told to say and keeps every frame that comes back. */
export class FrameTap {
  readonly frames: HostFrame[] = [];
  readonly #wire: Wire;
  readonly #waiting = new Set<() => void>();
  isClosed = false;
  refusal: string | null = null;

  constructor(wire: Wire) {
    this.#wire = wire;
    wire.onFrame((frame) => {
      this.frames.push(hostFrame.parse(frame));
      this.#wake();
    });
    wire.onClose((refusal) => {
      this.isClosed = true;
      this.refusal = refusal;
      this.#wake();
    });
  }

  send(frame: unknown): void {
    this.#wire.send(frame);
  }

  close(): void {
    this.#wire.close();
  }

  /** Greets, and resolves to the host's hello. */
  hello(): Promise<Extract<HostFrame, { type: 'hello' }>> {
    this.send({ type: 'hello', protocol: 1 });
    return this.next('hello', () => true);
  }

  /** Sends a call and resolves to its answer, good or bad. */
  call(
    id: number,
    name: string,
    input: unknown,
  ): Promise<Extract<HostFrame, { type: 'ok' } | { type: 'err' }>> {
    this.send({ type: 'req', id, name, input });
    return this.answer(id);
  }

  answer(id: number): Promise<Extract<HostFrame, { type: 'ok' } | { type: 'err' }>> {
    return this.#find(
      (frame): frame is Extract<HostFrame, { type: 'ok' } | { type: 'err' }> =>
        (frame.type === 'ok' || frame.type === 'err') && frame.id === id,
    );
  }

  /** The first frame of a type that satisfies `isWanted`, of those that came and those that are still to come. */
  next<T extends HostFrame['type']>(
    type: T,
    isWanted: (frame: Extract<HostFrame, { type: T }>) => boolean,
  ): Promise<Extract<HostFrame, { type: T }>> {
    return this.#find(
      (frame): frame is Extract<HostFrame, { type: T }> =>
        frame.type === type && isWanted(frame as Extract<HostFrame, { type: T }>),
    );
  }

  async closed(): Promise<void> {
    while (!this.isClosed) await this.#change();
  }

  async #find<F extends HostFrame>(isWanted: (frame: HostFrame) => frame is F): Promise<F> {
    for (;;) {
      const found = this.frames.find(isWanted);
      if (found !== undefined) return found;
      if (this.isClosed) throw new Error('The wire closed before the frame came.');
      await this.#change();
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
