import {
  contract,
  PROTOCOL_VERSION,
  type Capability,
  type CommandName,
  type EventName,
  type EventPayload,
} from '../contract';
import { CancelSource } from '../lib/cancel-source';
import type { Unsubscribe } from '../lib/emitter';
import { RpcError } from './errors';
import { clientFrame, type HostFrame } from './frames';
import type { ClientContext, Handlers } from './handlers';
import { toInvalidInput } from './invalid-input';
import type { Wire } from './wire';

/** Calls of one client that may be unanswered at once; a renderer needs a handful. */
export const MAX_CALLS_IN_FLIGHT = 64;

/** Where the host's numbered events come from. */
export interface EventSource {
  /** Number of the last event. */
  readonly seq: number;
  subscribe(
    listener: (event: { readonly name: EventName; readonly payload: unknown; readonly seq: number }) => void,
  ): Unsubscribe;
}

export interface ServeOptions {
  /** Unique among the clients of this host. */
  readonly clientId: number;
  readonly capabilities: readonly Capability[];
  /** Told what went wrong and in which command; never what the client handed in, since that may be a password. */
  readonly reportError: (what: string, error: unknown) => void;
  readonly maxCallsInFlight?: number;
  /** Called once, after everything that hung on the client was let go. */
  readonly onGone?: () => void;
}

export interface Served {
  readonly isGone: boolean;
  /** Says goodbye with a sentence for the screen and closes the wire. */
  end(message: string): void;
}

function hasCommand(name: string): name is CommandName {
  return Object.hasOwn(contract, name) && contract[name as keyof typeof contract].kind === 'command';
}

/** Answers one client until its wire closes. */
export function serve(handlers: Handlers, hub: EventSource, wire: Wire, options: ServeOptions): Served {
  const { reportError, maxCallsInFlight = MAX_CALLS_IN_FLIGHT } = options;
  const calls = new Map<number, CancelSource>();
  const releases = new Set<() => void>();
  let isGreeted = false;
  let isGone = false;
  let unsubscribe: Unsubscribe | null = null;

  const send = (frame: HostFrame): void => {
    if (!isGone) wire.send(frame);
  };

  const runRelease = (release: () => void): void => {
    try {
      release();
    } catch (error) {
      reportError('Letting go of a client failed', error);
    }
  };

  const client: ClientContext = {
    id: options.clientId,
    emit<E extends EventName>(name: E, payload: EventPayload<E>): void {
      // An event for one client takes no number of its own: it stands where the host's count is.
      send({ type: 'evt', name, payload, seq: hub.seq });
    },
    onGone(release) {
      if (isGone) runRelease(release);
      else releases.add(release);
    },
  };

  const sendError = (id: number, error: RpcError): void => {
    send({ type: 'err', id, code: error.code, message: error.message, details: { ...error.details } });
  };

  const toRpcError = (name: string, error: unknown, source: CancelSource): RpcError => {
    if (source.signal.aborted) return new RpcError('cancelled', 'Cancelled.');
    if (error instanceof RpcError) return error;
    reportError(`The command ${name} failed`, error);
    return new RpcError('internal', 'Something went wrong inside Trunkline; its log file says more.');
  };

  const run = async (id: number, name: CommandName, input: unknown): Promise<void> => {
    const parsed = contract[name].input.safeParse(input);
    if (!parsed.success) {
      sendError(id, toInvalidInput(parsed.error));
      return;
    }
    const source = new CancelSource();
    calls.set(id, source);
    // The contract pairs each name with its input; that pairing is lost where the name is only known at run time.
    const handler = handlers[name] as (input: unknown, client: ClientContext, signal: unknown) => unknown;
    try {
      const output = await handler(parsed.data, client, source.signal);
      if (source.signal.aborted) sendError(id, new RpcError('cancelled', 'Cancelled.'));
      else send({ type: 'ok', id, output });
    } catch (error) {
      sendError(id, toRpcError(name, error, source));
    } finally {
      calls.delete(id);
    }
  };

  const request = (id: number, name: string, input: unknown): void => {
    if (calls.has(id)) {
      end('A call was numbered as one that is still open.');
    } else if (!hasCommand(name)) {
      sendError(id, new RpcError('unknown-command', 'This version of Trunkline does not know that command.'));
    } else if (calls.size >= maxCallsInFlight) {
      sendError(id, new RpcError('unavailable', 'Too much was asked at once; try again in a moment.'));
    } else {
      void run(id, name, input);
    }
  };

  const greet = (protocol: number): void => {
    if (isGreeted) {
      end('Greeted twice on one connection.');
      return;
    }
    isGreeted = true;
    send({ type: 'hello', protocol: PROTOCOL_VERSION, capabilities: [...options.capabilities] });
    if (protocol !== PROTOCOL_VERSION) {
      end('This page and its host are of different versions; load the page again.');
      return;
    }
    unsubscribe = hub.subscribe(({ name, payload, seq }) => {
      send({ type: 'evt', name, payload, seq });
    });
  };

  const gone = (): void => {
    if (isGone) return;
    isGone = true;
    unsubscribe?.();
    for (const source of calls.values()) source.cancel();
    for (const release of releases) runRelease(release);
    releases.clear();
    options.onGone?.();
  };

  const end = (message: string): void => {
    send({ type: 'bye', message });
    gone();
    wire.close();
  };

  wire.onClose(gone);
  wire.onFrame((received) => {
    if (isGone) return;
    const parsed = clientFrame.safeParse(received);
    if (!parsed.success) {
      reportError('A client sent what is no frame', parsed.error);
      end('The host was sent something that it does not understand.');
      return;
    }
    const frame = parsed.data;
    if (frame.type === 'hello') greet(frame.protocol);
    else if (!isGreeted) end('A call came before the greeting.');
    else if (frame.type === 'req') request(frame.id, frame.name, frame.input);
    else calls.get(frame.id)?.cancel();
  });
  return {
    end,
    get isGone() {
      return isGone;
    },
  };
}
