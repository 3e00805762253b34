import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock } from '#shared/lib/clock';
import type { ConversationId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { RpcError } from '#shared/rpc/errors';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';
import type { BulkStore } from './bulk/bulk-store';
import { listedNumberProblem } from './destinations';
import { optionWords } from './option-words';
import { emptyDraft, isWithoutText, maySayNothing, withoutText, type Draft, type DraftField } from './draft';
import { createDraftKeeper } from './draft-keeper';
import {
  destinationsOf,
  distributionListsOf,
  draftErrors,
  requestParts,
  type DraftErrors,
  type RequestTrunk,
} from './draft-request';

/** A draft belongs to a conversation, or is a new message. */
export type DraftKey = ConversationId | 'new';

export interface DraftState {
  readonly draft: Draft;
  /** What is wrong, by field; `form` is about the message as a whole. */
  readonly errors: DraftErrors;
  readonly isSubmitting: boolean;
  /** Whether the user has written anything; what was prepared may be replaced by the first key. */
  readonly isTouched: boolean;
  /** Where the draft was to go when it was prepared; null once the user has chosen another way. */
  readonly route: Route | null;
}

/** From what, and over which trunk or group. */
type Route = Pick<Draft, 'sourceAddress' | 'target'>;

const routeOf = ({ sourceAddress, target }: Draft): Route => ({ sourceAddress, target });
const isSameRoute = (one: Route, other: Route): boolean => JSON.stringify(one) === JSON.stringify(other);

export interface ComposerState {
  readonly drafts: Readonly<Partial<Record<DraftKey, DraftState>>>;
  /** Drafts that the host could not take: they are gone with the window. */
  readonly unkept: ReadonlySet<DraftKey>;
}

/** What became of handing in: one message, a bulk that is followed, or nothing (the reason stands in `errors`). */
export type Submitted =
  | { readonly kind: 'message'; readonly message: MessageView }
  | { readonly kind: 'bulk' }
  | { readonly kind: 'refused' };

export interface ComposerStore extends StoreApi<ComposerState> {
  /**
   * Begins a draft where there is none; one of an earlier run takes its place. One of a conversation in which nothing is
   * written yet goes the way that the conversation went last, unless the user has chosen another.
   */
  prepare(key: DraftKey, draft: Draft): void;
  edit(key: DraftKey, change: Partial<Draft>): void;
  submit(key: DraftKey, trunk: RequestTrunk | null): Promise<Submitted>;
  /** Forgets a draft that nothing was begun in since the last one was sent, so that the next one is prepared anew. */
  dropIfEmpty(key: DraftKey): void;
  /** Drafts that wait to be kept go out now. */
  flush(): void;
  stop(): void;
}

const isField = (name: string): name is DraftField => Object.hasOwn(emptyDraft, name);
/** Names that the host has for fields of the draft. */
const aliases: Readonly<Record<string, DraftField>> = {
  octets: 'hex',
  broadcast: 'areas',
  destinations: 'destinationAddress',
  ports: 'destinationPort',
};

/** Sorts a refusal of the host to the fields that it is about. */
function errorsOf(error: unknown): DraftErrors {
  const details = error instanceof RpcError ? Object.entries(error.details) : [];
  const byField = details.flatMap(([path, sentence]) => {
    const parts = path.split('.').map((part) => aliases[part] ?? part);
    const field = parts.findLast(isField);
    return field === undefined ? [] : [[field, sentence] as const];
  });
  return byField.length === 0 ? { form: sentenceOf(error) } : Object.fromEntries(byField);
}

function withoutKeys(errors: DraftErrors, change: Partial<Draft>): DraftErrors {
  return Object.fromEntries(
    Object.entries(errors).filter(
      ([field]) => field !== 'form' && !Object.hasOwn(change, field.split('.')[0] ?? ''),
    ),
  );
}

/** What keeps the message from being handed in, before the host is asked. */
function problemsOf(draft: Draft, trunk: RequestTrunk | null): DraftErrors {
  if (draft.target === null) return { target: 'Choose the trunk to send over.' };
  if (isWithoutText(draft) && !maySayNothing(draft)) {
    const field = draft.alphabet === 'binary' ? 'hex' : 'text';
    return { [field]: 'Write a message first.' };
  }
  const destinations = destinationsOf(draft);
  const isToNobody = destinations.length === 0 && distributionListsOf(draft).length === 0;
  const errors = draftErrors(draft, trunk);
  if (draft.pdu === 'broadcast_sm') return errors;
  if (isToNobody) return { ...errors, destinationAddress: 'Enter a destination address.' };
  const isList = destinations.length > 1;
  const wrong = isList ? destinations.filter((each) => listedNumberProblem(each) !== null) : [];
  if (wrong.length === 0) return errors;
  const first = listedNumberProblem(wrong[0] ?? '') ?? '';
  const more = wrong.length > 1 ? ` ${wrong.length - 1} more cannot be sent to.` : '';
  return { ...errors, destinationAddress: `${first}${more}` };
}

/** Whether there is nothing in it that a person would miss: no text, no list of numbers, no option. */
const isEmpty = (draft: Draft): boolean =>
  isWithoutText(draft) && draft.destinations.length === 0 && optionWords(draft).length === 0;

/** What a send to many leaves of where it went; a conversation stays with its number. */
const toNobody = (key: DraftKey): Partial<Draft> => ({
  distributionLists: '',
  ...(key === 'new' ? { destinations: [], destinationAddress: '' } : {}),
});

/** Messages being written, one a conversation. The host keeps them, so that they survive the window. */
export function createComposerStore(client: HostClient, clock: Clock, bulk: BulkStore): ComposerStore {
  const store = createStore<ComposerState>(() => ({ drafts: {}, unkept: new Set() }));
  const keeper = createDraftKeeper(
    client,
    clock,
    (key) => store.setState(({ unkept }) => ({ unkept: new Set([...unkept, key as DraftKey]) })),
    (key) =>
      store.setState(({ unkept }) =>
        unkept.has(key as DraftKey) ? { unkept: new Set([...unkept].filter((each) => each !== key)) } : {},
      ),
  );
  /** What could not be kept while there was no connection. */
  const keepAgain = (): void => {
    const { drafts, unkept } = store.getState();
    for (const key of unkept) {
      const draft = drafts[key]?.draft;
      keeper.keep(key, draft === undefined || isEmpty(draft) ? null : draft);
    }
  };
  /** Drafts of earlier runs that were not opened yet. */
  let earlier: ReadonlyMap<string, Draft> = new Map();

  const change = (key: DraftKey, apply: (state: DraftState) => DraftState): void =>
    store.setState(({ drafts }) => {
      const state = drafts[key];
      return state === undefined ? {} : { drafts: { ...drafts, [key]: apply(state) } };
    });
  const fresh = (draft: Draft, isTouched: boolean): DraftState => ({
    draft,
    errors: {},
    isSubmitting: false,
    isTouched,
    route: routeOf(draft),
  });

  let isLoaded = false;
  const loadEarlier = async (): Promise<void> => {
    if (isLoaded) return;
    isLoaded = true;
    try {
      earlier = await keeper.load();
    } catch {
      // Without them every draft begins anew; the next connection asks again.
      isLoaded = false;
      return;
    }
    for (const [key, draft] of earlier) {
      change(key as DraftKey, (state) => (state.isTouched ? state : fresh(draft, true)));
    }
  };
  const stop = client.onStatus((status) => {
    if (status !== 'connected') return;
    void loadEarlier();
    keepAgain();
  });
  if (client.status === 'connected') void loadEarlier();

  const sent = (key: DraftKey): void => {
    change(key, (each) => ({
      ...each,
      draft: withoutText(each.draft),
      isSubmitting: false,
      isTouched: false,
      route: routeOf(each.draft),
    }));
    keeper.keep(key, null);
  };

  return {
    ...store,
    flush: () => keeper.flush(),
    stop: () => {
      stop();
      keeper.flush();
    },
    prepare: (key, draft) => {
      const present = store.getState().drafts[key];
      if (present !== undefined) {
        const route = routeOf(draft);
        const isNews = key !== 'new' && present.route !== null && !isSameRoute(present.route, route);
        if (isNews && isWithoutText(present.draft) && !present.isSubmitting)
          change(key, (state) => ({ ...state, draft: { ...state.draft, ...route }, route }));
        return;
      }
      const kept = earlier.get(key);
      const state = kept === undefined ? fresh(draft, false) : fresh(kept, true);
      store.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: state } }));
    },
    edit: (key, edited) => {
      change(key, (state) => ({
        ...state,
        draft: { ...state.draft, ...edited },
        errors: withoutKeys(state.errors, edited),
        isTouched: true,
        route: 'target' in edited || 'sourceAddress' in edited ? null : state.route,
      }));
      const draft = store.getState().drafts[key]?.draft;
      if (draft !== undefined) keeper.keep(key, isEmpty(draft) ? null : draft);
    },
    submit: async (key, trunk) => {
      const state = store.getState().drafts[key];
      if (state === undefined || state.isSubmitting) return { kind: 'refused' };
      const { draft } = state;
      const { target } = draft;
      const problems = problemsOf(draft, trunk);
      if (target === null || Object.keys(problems).length > 0) {
        change(key, (each) => ({ ...each, errors: problems }));
        return { kind: 'refused' };
      }
      change(key, (each) => ({ ...each, errors: {}, isSubmitting: true }));
      const parts = requestParts(draft, trunk);
      const destinations = destinationsOf(draft);
      const distributionLists = distributionListsOf(draft);
      try {
        if (destinations.length > 1 || distributionLists.length > 0) {
          const refused = await bulk.send({ target, ...parts, distributionLists }, destinations);
          if (refused.length > 0) {
            const reason = refused[0]?.reason ?? '';
            const errors = {
              destinationAddress:
                refused.length === 1 ? reason : `${reason} So are ${refused.length - 1} more.`,
            };
            // The lists were taken with the first piece; what is handed in again does not go to them twice.
            const left = { ...toNobody(key), destinations: refused.map((each) => each.destinationAddress) };
            change(key, (each) => ({
              ...each,
              draft: { ...each.draft, ...left },
              errors,
              isSubmitting: false,
            }));
            return { kind: 'bulk' };
          }
          change(key, (each) => ({
            ...each,
            draft: { ...each.draft, ...toNobody(key) },
          }));
          sent(key);
          return { kind: 'bulk' };
        }
        const [destinationAddress = ''] = destinations;
        const message = await client.call('message.submit', { target, ...parts, destinationAddress });
        sent(key);
        return { kind: 'message', message };
      } catch (error) {
        change(key, (each) => ({ ...each, errors: errorsOf(error), isSubmitting: false }));
        return { kind: 'refused' };
      }
    },
    dropIfEmpty: (key) =>
      store.setState(({ drafts }) => {
        const state = drafts[key];
        return state !== undefined &&
          (isEmpty(state.draft) || (isWithoutText(state.draft) && !state.isTouched))
          ? { drafts: Object.fromEntries(Object.entries(drafts).filter(([each]) => each !== key)) }
          : {};
      }),
  };
}
