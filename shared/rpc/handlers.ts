import type { CancelSignal } from '../lib/cancel-signal';
import type { CommandName, CommandOutput, EventName, EventPayload, ParsedInput } from '../contract';

/** The client that a frame came in on. There is no "current client": a handler is always told whose call it serves. */
export interface ClientContext {
  readonly id: number;
  /** Sends an event to this client alone. */
  emit<E extends EventName>(name: E, payload: EventPayload<E>): void;
  /** Calls `release` once, when this client has gone. */
  onGone(release: () => void): void;
}

/** One function for each command of the contract: a forgotten or mistyped one does not compile. */
export type Handlers = {
  readonly [C in CommandName]: (
    input: ParsedInput<C>,
    client: ClientContext,
    signal: CancelSignal,
  ) => CommandOutput<C> | Promise<CommandOutput<C>>;
};

/** The handlers of one domain: `HandlersOf<'trunk'>` has the commands named `trunk.…`. */
export type HandlersOf<Domain extends string> = {
  readonly [C in CommandName as C extends `${Domain}.${string}` ? C : never]: Handlers[C];
};
