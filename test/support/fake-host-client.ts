import type {
  Capability,
  CommandInput,
  CommandName,
  CommandOutput,
  EventName,
  EventPayload,
} from '#shared/contract/index';
import type { Unsubscribe } from '#shared/lib/emitter';
import { RpcError } from '#shared/rpc/errors';
import type { ConnectionStatus, HostClient } from '#shared/rpc/host-client';

type Answer<C extends CommandName> = (input: CommandInput<C>) => CommandOutput<C> | Promise<CommandOutput<C>>;
type Answers = { [C in CommandName]?: Answer<C> };

interface Listener {
  readonly name: EventName;
  readonly hear: (payload: never, seq: number) => void;
}

/** A host that a test writes: answers by command, events when told, and a record of what was asked. */
export class FakeHostClient implements HostClient {
  readonly capabilities: ReadonlySet<Capability>;
  readonly calls: { readonly name: CommandName; readonly input: unknown }[] = [];
  readonly answers: Answers;
  /** Set before `setStatus`, as the real client does. */
  problem: string | null = null;
  /** Number of the last event. */
  seq = 0;
  #status: ConnectionStatus = 'connected';
  #listeners: Listener[] = [];
  #statusListeners: ((status: ConnectionStatus) => void)[] = [];

  constructor(answers: Answers = {}, capabilities: readonly Capability[] = []) {
    this.answers = answers;
    this.capabilities = new Set(capabilities);
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  async call<C extends CommandName>(name: C, input: CommandInput<C>): Promise<CommandOutput<C>> {
    this.calls.push({ name, input });
    const answer = this.answers[name];
    if (answer === undefined) throw new RpcError('unknown-command', `The test answers no ${name}.`);
    return answer(input);
  }

  on<E extends EventName>(name: E, listener: (payload: EventPayload<E>, seq: number) => void): Unsubscribe {
    const entry: Listener = { name, hear: listener };
    this.#listeners.push(entry);
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== entry);
    };
  }

  onStatus(listener: (status: ConnectionStatus) => void): Unsubscribe {
    this.#statusListeners.push(listener);
    return () => {
      this.#statusListeners = this.#statusListeners.filter((each) => each !== listener);
    };
  }

  /** Tells every listener of an event, with the next running number. */
  emit<E extends EventName>(name: E, payload: EventPayload<E>): void {
    this.seq += 1;
    for (const { name: wanted, hear } of [...this.#listeners]) {
      if (wanted === name) hear(payload as never, this.seq);
    }
  }

  setStatus(status: ConnectionStatus): void {
    this.#status = status;
    for (const listener of [...this.#statusListeners]) listener(status);
  }

  close(): void {
    this.setStatus('closed');
  }

  get listenerCount(): number {
    return this.#listeners.length + this.#statusListeners.length;
  }
}
