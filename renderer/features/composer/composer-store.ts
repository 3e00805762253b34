import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConversationId, TrunkId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { submitRequest } from '#shared/model/submission';
import { RpcError } from '#shared/rpc/errors';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';

export interface Draft {
  readonly trunkId: TrunkId | null;
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  readonly text: string;
  readonly isReceiptRequested: boolean;
}
export type DraftField = keyof Draft;

/** A draft belongs to a conversation, or is a new message. */
export type DraftKey = ConversationId | 'new';

export interface DraftState {
  readonly draft: Draft;
  /** What is wrong, by field; `form` is about the message as a whole. */
  readonly errors: Readonly<Partial<Record<DraftField | 'form', string>>>;
  readonly isSubmitting: boolean;
  /** Whether the user has written anything; what was prepared may be replaced by the first key. */
  readonly isTouched: boolean;
}

export interface ComposerState {
  readonly drafts: Readonly<Partial<Record<DraftKey, DraftState>>>;
}

export interface ComposerStore extends StoreApi<ComposerState> {
  /** Begins a draft where there is none. */
  prepare(key: DraftKey, draft: Draft): void;
  edit(key: DraftKey, change: Partial<Draft>): void;
  /** Hands the draft to the host. Null when it was refused: the reason stands in `errors`. */
  submit(key: DraftKey): Promise<MessageView | null>;
  /** Forgets a draft without text, so that the next one is prepared anew. */
  dropIfEmpty(key: DraftKey): void;
}

const fields: readonly DraftField[] = [
  'trunkId',
  'sourceAddress',
  'destinationAddress',
  'text',
  'isReceiptRequested',
];
const isField = (name: string): name is DraftField => fields.some((field) => field === name);

/** Sorts a refusal of the host to the fields that it is about. */
function errorsOf(error: unknown): DraftState['errors'] {
  const details = error instanceof RpcError ? Object.entries(error.details) : [];
  const byField = details.flatMap(([path, sentence]) => {
    const field = path.split('.').at(-1) ?? '';
    return isField(field) ? [[field, sentence] as const] : [];
  });
  return byField.length === 0 ? { form: sentenceOf(error) } : Object.fromEntries(byField);
}

function withoutKeys(errors: DraftState['errors'], change: Partial<Draft>): DraftState['errors'] {
  return Object.fromEntries(
    Object.entries(errors).filter(([field]) => field !== 'form' && !Object.hasOwn(change, field)),
  );
}

/** Messages being written, one a conversation. They live as long as the window. */
export function createComposerStore(client: HostClient): ComposerStore {
  const store = createStore<ComposerState>(() => ({ drafts: {} }));

  const change = (key: DraftKey, apply: (state: DraftState) => DraftState): void =>
    store.setState(({ drafts }) => {
      const state = drafts[key];
      return state === undefined ? {} : { drafts: { ...drafts, [key]: apply(state) } };
    });

  return {
    ...store,
    prepare: (key, draft) =>
      store.setState(({ drafts }) =>
        drafts[key] === undefined
          ? { drafts: { ...drafts, [key]: { draft, errors: {}, isSubmitting: false, isTouched: false } } }
          : {},
      ),
    edit: (key, edited) =>
      change(key, (state) => ({
        ...state,
        draft: { ...state.draft, ...edited },
        errors: withoutKeys(state.errors, edited),
        isTouched: true,
      })),
    submit: async (key) => {
      const state = store.getState().drafts[key];
      if (state === undefined || state.isSubmitting) return null;
      const { draft } = state;
      if (draft.trunkId === null) {
        change(key, (each) => ({ ...each, errors: { trunkId: 'Choose the trunk to send over.' } }));
        return null;
      }
      if (draft.text === '') {
        change(key, (each) => ({ ...each, errors: { text: 'Write a message first.' } }));
        return null;
      }
      const request = submitRequest.safeParse({
        target: { kind: 'trunk', trunkId: draft.trunkId },
        sourceAddress: draft.sourceAddress,
        destinationAddress: draft.destinationAddress,
        text: draft.text,
        isReceiptRequested: draft.isReceiptRequested,
      });
      if (!request.success) {
        const found = request.error.issues.map((issue) => [String(issue.path[0] ?? 'form'), issue.message]);
        change(key, (each) => ({ ...each, errors: Object.fromEntries(found) as DraftState['errors'] }));
        return null;
      }
      change(key, (each) => ({ ...each, errors: {}, isSubmitting: true }));
      try {
        const message = await client.call('message.submit', request.data);
        change(key, (each) => ({ ...each, draft: { ...each.draft, text: '' }, isSubmitting: false }));
        return message;
      } catch (error) {
        change(key, (each) => ({ ...each, errors: errorsOf(error), isSubmitting: false }));
        return null;
      }
    },
    dropIfEmpty: (key) =>
      store.setState(({ drafts }) =>
        drafts[key]?.draft.text === ''
          ? { drafts: Object.fromEntries(Object.entries(drafts).filter(([each]) => each !== key)) }
          : {},
      ),
  };
}
