import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock } from '#shared/lib/clock';
import type { MessageId } from '#shared/model/ids';
import type { MessageState, MessageView } from '#shared/model/message';
import { isFailure } from '#shared/model/message-state';
import type { SubmitManyRequest } from '#shared/model/submission';
import type { HostClient } from '#shared/rpc/host-client';
import { createBatch, nextFrame, type Schedule } from '../../../app/batch';
import { sentenceOf } from '../../../app/replica';
import { signOf } from '../../conversations/message-state';

/** Destinations of one call: small enough that a bulk can be stopped and its progress seen. */
const PIECE = 508;

export interface Refused {
  readonly destinationAddress: string;
  readonly reason: string;
}

/** One of the messages of a send, as far as it is known. */
interface Followed {
  readonly state: MessageState;
  readonly destinationAddress: string;
  readonly reason: string | null;
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
  /** Recipients that it did not reach, or perhaps not, each with what is known of why. */
  readonly failures: readonly Refused[];
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
  readonly messages: Map<MessageId, Followed>;
}

/** Sends to many that are under way in this window, followed by what the host tells of their messages. */
export function createBulkStore(client: HostClient, clock: Clock, schedule: Schedule = nextFrame): BulkStore {
  const store = createStore<BulkState>(() => ({ sends: [] }));
  let count = 0;
  let followers: readonly Follower[] = [];
  const stopped = new Set<number>();
  /** Sends that are being handed in, and states that were told meanwhile: perhaps of messages not yet answered for. */
  let handingIn = 0;
  const early = new Map<MessageId, Followed>();

  const change = (number: number, apply: (send: BulkSend) => Partial<BulkSend>): void =>
    store.setState(({ sends }) => ({
      sends: sends.map((send) => (send.number === number ? { ...send, ...apply(send) } : send)),
    }));

  const changed = createBatch<MessageView>(schedule, (messages) => {
    for (const { id, state, destinationAddress, reason } of messages)
      early.set(id, { state, destinationAddress, reason });
    for (const follower of followers) {
      for (const { id } of messages) {
        const told = early.get(id);
        if (told !== undefined && follower.messages.has(id)) follower.messages.set(id, told);
      }
      tally(follower);
    }
    if (handingIn === 0) early.clear();
  });
  const tally = (follower: Follower): void =>
    change(follower.number, () => {
      const messages = [...follower.messages.values()];
      return { states: countStates(messages), failures: failuresOf(messages) };
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
      for (const { number: earlier, states } of store.getState().sends) if (isDone(states)) forget(earlier);
      const follower: Follower = { number, messages: new Map() };
      followers = [...followers, follower];
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
        failures: [],
      };
      store.setState(({ sends }) => ({ sends: [...sends, send] }));
      handingIn += 1;
      try {
        return await handIn(follower, request, destinations, total);
      } finally {
        handingIn -= 1;
      }
    },
    stop: (number) => stopped.add(number),
    dismiss: forget,
    end: unsubscribe,
  };

  async function handIn(
    follower: Follower,
    request: BulkRequest,
    destinations: readonly string[],
    total: number,
  ): Promise<readonly Refused[]> {
    const { number, messages } = follower;
    const refused: Refused[] = [];
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
        for (const id of result.messageIds) messages.set(id, early.get(id) ?? unknown);
        tally(follower);
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
    if (messages.size === 0) forget(number);
    else change(number, () => ({ phase: 'following' }));
    return refused;
  }

  function forget(number: number): void {
    followers = followers.filter((follower) => follower.number !== number);
    store.setState(({ sends }) => ({ sends: sends.filter((send) => send.number !== number) }));
  }
}

const rest = (destinations: readonly string[], reason: string): Refused[] =>
  destinations.map((destinationAddress) => ({ destinationAddress, reason }));

/** Of which nothing was told yet. */
const unknown: Followed = { state: 'queued', destinationAddress: '', reason: null };

function failuresOf(messages: readonly Followed[]): BulkSend['failures'] {
  return messages
    .filter(({ state }) => isFailure(state) || state === 'in-doubt')
    .map(({ state, destinationAddress, reason }) => ({
      destinationAddress,
      reason: reason ?? signOf(state).name,
    }));
}

/** Whether a send has reached everybody: there is nothing more to see in it. */
function isDone(states: BulkSend['states']): boolean {
  const named = Object.keys(states);
  return named.length === 1 && named[0] === 'delivered';
}

function countStates(messages: readonly Followed[]): BulkSend['states'] {
  const counts: Partial<Record<MessageState, number>> = {};
  for (const { state } of messages) counts[state] = (counts[state] ?? 0) + 1;
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
