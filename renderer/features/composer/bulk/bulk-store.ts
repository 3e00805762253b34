import { createStore, type StoreApi } from 'zustand/vanilla';
import { conversationKey } from '#shared/model/address';
import type { Clock } from '#shared/lib/clock';
import type { MessageId } from '#shared/model/ids';
import type { MessageState, MessageView } from '#shared/model/message';
import { isFailure } from '#shared/model/message-state';
import type { SubmitManyRequest } from '#shared/model/submission';
import type { HostClient } from '#shared/rpc/host-client';
import { createBatch, nextFrame, type Schedule } from '../../../app/batch';
import { sentenceOf } from '../../../app/replica';

/** Destinations of one call: small enough that a bulk can be stopped and its progress seen. */
const PIECE = 508;

export interface Refused {
  readonly destinationAddress: string;
  readonly reason: string;
}

/** A message on its way to many. */
export interface BulkSend {
  readonly number: number;
  /** Of its text, for the screen. */
  readonly title: string;
  readonly total: number;
  /** Destinations that the host has answered for. */
  readonly handedIn: number;
  readonly refused: readonly Refused[];
  readonly startedAtMs: number;
  readonly phase: 'handing-in' | 'following' | 'stopped' | 'failed';
  /** Why the rest was not handed in; null while nothing is wrong. */
  readonly problem: string | null;
  /** How many of the messages are in each state. */
  readonly states: Readonly<Partial<Record<MessageState, number>>>;
}

export interface BulkState {
  /** The latest last. */
  readonly sends: readonly BulkSend[];
}

export type BulkRequest = Omit<SubmitManyRequest, 'destinations'>;

export interface BulkStore extends StoreApi<BulkState> {
  /** Hands the message in, piece by piece. Resolves with what was refused; rejects when nothing at all was taken. */
  send(request: BulkRequest, destinations: readonly string[]): Promise<readonly Refused[]>;
  /** The rest is not handed in; what was, goes out. */
  stop(number: number): void;
  dismiss(number: number): void;
  end(): void;
}

/** Which messages belong to a send, and how they stand. */
interface Follower {
  readonly number: number;
  readonly keys: ReadonlySet<string>;
  readonly text: string;
  readonly states: Map<MessageId, MessageState>;
}

/** Sends to many that are under way in this window, followed by what the host tells of their messages. */
export function createBulkStore(client: HostClient, clock: Clock, schedule: Schedule = nextFrame): BulkStore {
  const store = createStore<BulkState>(() => ({ sends: [] }));
  let count = 0;
  let followers: readonly Follower[] = [];
  const stopped = new Set<number>();

  const change = (number: number, apply: (send: BulkSend) => Partial<BulkSend>): void =>
    store.setState(({ sends }) => ({
      sends: sends.map((send) => (send.number === number ? { ...send, ...apply(send) } : send)),
    }));

  const changed = createBatch<MessageView>(schedule, (messages) => {
    for (const follower of followers) {
      for (const message of messages) follow(follower, message);
      change(follower.number, () => ({ states: countStates(follower.states.values()) }));
    }
  });
  const unsubscribe = client.on('message.changed', (message) => {
    if (followers.length > 0) changed.add(message);
  });

  return {
    ...store,
    send: async (request, destinations) => {
      count += 1;
      const number = count;
      const startedAtMs = clock.now();
      const title = request.octets === null ? request.text : `${request.octets.length / 2} octets`;
      const total = destinations.length + request.distributionLists.length;
      followers = [
        ...followers,
        {
          number,
          keys: new Set(destinations.map(conversationKey)),
          text: request.octets ?? request.text,
          states: new Map(),
        },
      ];
      const send: BulkSend = {
        number,
        title,
        total,
        handedIn: 0,
        refused: [],
        startedAtMs,
        phase: 'handing-in',
        problem: null,
        states: {},
      };
      store.setState(({ sends }) => ({ sends: [...sends, send] }));
      const refused: Refused[] = [];
      let acceptedCount = 0;
      for (let start = 0; start === 0 || start < destinations.length; start += PIECE) {
        if (stopped.has(number)) {
          change(number, () => ({ phase: 'stopped' }));
          return [...refused, ...rest(destinations.slice(start), 'Stopped before it was handed in.')];
        }
        const piece = destinations.slice(start, start + PIECE);
        const lists = start === 0 ? request.distributionLists : [];
        try {
          const input = { ...request, destinations: piece, distributionLists: lists };
          const result = await client.call('message.submitMany', input);
          refused.push(...result.refused);
          acceptedCount += result.acceptedCount;
        } catch (error) {
          if (start === 0) {
            forget(number);
            throw error;
          }
          const problem = sentenceOf(error);
          change(number, () => ({ phase: 'failed', problem }));
          return [...refused, ...rest(destinations.slice(start), problem)];
        }
        const handedIn = Math.min(total, start + piece.length + request.distributionLists.length);
        change(number, () => ({ handedIn, refused: [...refused] }));
      }
      if (acceptedCount === 0) forget(number);
      else change(number, () => ({ phase: 'following' }));
      return refused;
    },
    stop: (number) => stopped.add(number),
    dismiss: forget,
    end: unsubscribe,
  };

  function forget(number: number): void {
    followers = followers.filter((follower) => follower.number !== number);
    store.setState(({ sends }) => ({ sends: sends.filter((send) => send.number !== number) }));
  }
}

const rest = (destinations: readonly string[], reason: string): Refused[] =>
  destinations.map((destinationAddress) => ({ destinationAddress, reason }));

/** The first message of this text to one of the numbers is taken for the send's own, and followed by its id. */
function follow({ keys, text, states }: Follower, message: MessageView): void {
  if (message.direction !== 'mt') return;
  const isKnown = states.has(message.id);
  const isOwn =
    message.state === 'queued' &&
    message.text === text &&
    keys.has(conversationKey(message.destinationAddress));
  if (isKnown || isOwn) states.set(message.id, message.state);
}

function countStates(states: Iterable<MessageState>): BulkSend['states'] {
  const counts: Partial<Record<MessageState, number>> = {};
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

export interface BulkFigures {
  readonly waiting: number;
  readonly accepted: number;
  readonly delivered: number;
  readonly failed: number;
  readonly inDoubt: number;
}

/** The states of a send in five figures. */
export function figuresOf(states: BulkSend['states']): BulkFigures {
  const figures = { waiting: 0, accepted: 0, delivered: 0, failed: 0, inDoubt: 0 };
  for (const [name, count] of Object.entries(states)) {
    const state = name as MessageState;
    if (state === 'queued' || state === 'sent') figures.waiting += count;
    else if (state === 'delivered') figures.delivered += count;
    else if (state === 'in-doubt') figures.inDoubt += count;
    else if (isFailure(state)) figures.failed += count;
    else figures.accepted += count;
  }
  return figures;
}
