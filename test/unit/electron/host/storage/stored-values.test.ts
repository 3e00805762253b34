import { describe, expect, it } from 'vitest';
import * as stored from '#electron/host/storage/stored-values';
import * as ids from '#shared/model/ids';
import * as message from '#shared/model/message';
import * as history from '#shared/model/message-history';

describe('values that the store gives back', () => {
  it.each([
    ['messageState', stored.messageState, message.messageState],
    ['messagePdu', stored.messagePdu, message.messagePdu],
    ['textEncoding', stored.textEncoding, message.textEncoding],
    ['historyKind', stored.historyKind, history.historyKind],
  ] as const)('%s is what its schema allows', (_, value, schema) => {
    for (const word of schema.options) expect(value.parse(word)).toBe(word);
    expect(() => value.parse('none of these')).toThrow('The store has "none of these"');
  });

  it.each(['trunkId', 'trunkGroupId', 'messageId', 'conversationId'] as const)('%s is not empty', (name) => {
    expect(stored[name].parse('a')).toBe(ids[name].parse('a'));
    expect(() => stored[name].parse('')).toThrow('The store has ""');
  });
});
