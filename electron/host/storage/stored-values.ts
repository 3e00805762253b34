import type { ConversationId, MessageId, TrunkGroupId, TrunkId } from '#shared/model/ids';
import { historyKinds, messagePdus, messageStates, textEncodings } from '#shared/model/message-words';
import { DamagedFile } from './damaged-file';

/** What the host has written is read back by these, without the schemas that it was checked by: no thread loads them. */
interface StoredValue<T> {
  /** Throws a `DamagedFile` for what nobody has written. */
  parse(text: string): T;
}

function stored<T extends string>(what: string, isSound: (text: string) => boolean): StoredValue<T> {
  return {
    parse: (text) => {
      if (!isSound(text)) throw new DamagedFile(`The store has ${JSON.stringify(text)} as ${what}`);
      return text as T;
    },
  };
}

function oneOf<const T extends string>(what: string, words: readonly T[]): StoredValue<T> {
  const known: ReadonlySet<string> = new Set(words);
  return stored(what, (text) => known.has(text));
}

const isId = (text: string): boolean => text !== '';

export const trunkId = stored<TrunkId>('the id of a trunk', isId);
export const trunkGroupId = stored<TrunkGroupId>('the id of a trunk group', isId);
export const messageId = stored<MessageId>('the id of a message', isId);
export const conversationId = stored<ConversationId>('the id of a conversation', isId);
export const messageState = oneOf('the state of a message', messageStates);
export const messagePdu = oneOf('the PDU of a message', messagePdus);
export const textEncoding = oneOf('the alphabet of a text', textEncodings);
export const historyKind = oneOf('a kind of history', historyKinds);
