import type { CancelSignal } from '../lib/cancel-signal';
import type {
  Capability,
  CommandInput,
  CommandName,
  CommandOutput,
  EventName,
  EventPayload,
} from '../contract';
import type { Unsubscribe } from '../lib/emitter';

/** `connecting` before the first hello and while the wire is being opened again. */
export type ConnectionStatus = 'connecting' | 'connected' | 'closed';

/**
 * All that a renderer knows of the host. Rejections are `RpcError`s with a sentence for the screen.
 * Events carry the host's running number; a snapshot command's `seq` says which of them it already includes.
 */
export interface HostClient {
  readonly capabilities: ReadonlySet<Capability>;
  readonly status: ConnectionStatus;
  /** Why there is no connection, as a sentence for the screen; null while connected or first connecting. */
  readonly problem: string | null;
  call<C extends CommandName>(
    name: C,
    input: CommandInput<C>,
    options?: { readonly signal?: CancelSignal },
  ): Promise<CommandOutput<C>>;
  on<E extends EventName>(name: E, listener: (payload: EventPayload<E>, seq: number) => void): Unsubscribe;
  /** Tells of every change of `status` or `problem`; after a new `connected`, replicas load their snapshot again. */
  onStatus(listener: (status: ConnectionStatus) => void): Unsubscribe;
  close(): void;
}
