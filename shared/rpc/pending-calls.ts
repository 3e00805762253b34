import type { CancelSignal } from '../lib/cancel-signal';
import { RpcError } from './errors';
import type { ClientFrame } from './frames';

interface PendingCall {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: RpcError) => void;
}

/** The calls of one client that the host has not answered yet. */
export class PendingCalls {
  readonly #send: (frame: ClientFrame) => void;
  readonly #calls = new Map<number, PendingCall>();
  #lastId = 0;

  constructor(send: (frame: ClientFrame) => void) {
    this.#send = send;
  }

  /** Sends a call. When `signal` aborts, the host is told and the promise rejects with `cancelled` at once. */
  start(name: string, input: unknown, signal?: CancelSignal): Promise<unknown> {
    if (signal?.aborted === true) return Promise.reject(new RpcError('cancelled', 'Cancelled.'));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        this.#send({ type: 'cancel', id });
        this.reject(id, new RpcError('cancelled', 'Cancelled.'));
      };
      signal?.addEventListener('abort', cancel, { once: true });
      const done = (): void => signal?.removeEventListener('abort', cancel);
      this.#calls.set(id, {
        resolve: (output) => {
          done();
          resolve(output);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      this.#send({ type: 'req', id, name, input });
    });
  }

  /** An answer to a call that is not open any more (it was cancelled) is dropped. */
  resolve(id: number, output: unknown): void {
    this.#take(id)?.resolve(output);
  }

  reject(id: number, error: RpcError): void {
    this.#take(id)?.reject(error);
  }

  rejectAll(error: RpcError): void {
    for (const id of [...this.#calls.keys()]) this.reject(id, error);
  }

  #take(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }
}
