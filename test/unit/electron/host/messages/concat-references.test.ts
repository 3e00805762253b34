import { describe, expect, it } from 'vitest';
import { ConcatReferences } from '#electron/host/messages/concat-references';
import { messageId } from '#shared/model/ids';

const id = (number: number) => messageId.parse(`message-${number}`);

describe('ConcatReferences', () => {
  it('gives 256 messages in flight to one destination 256 references', () => {
    const references = new ConcatReferences();
    const given = Array.from({ length: 256 }, (_, number) => references.take(id(number), '1'));
    expect(new Set(given).size).toBe(256);
    expect(Math.min(...given)).toBe(0);
    expect(Math.max(...given)).toBe(255);
  });

  it('passes over those of messages that are still in flight', () => {
    const references = new ConcatReferences();
    const first = references.take(id(0), '1');
    const others = Array.from({ length: 600 }, (_, number) => {
      const reference = references.take(id(number + 1), '1');
      references.release(id(number + 1));
      return reference;
    });
    expect(others).not.toContain(first);
  });

  it('does not hand out one that an earlier run left in the queue', () => {
    const references = new ConcatReferences();
    references.hold(id(0), '1', 77);
    const given = Array.from({ length: 255 }, (_, number) => references.take(id(number + 1), '1'));
    expect(given).not.toContain(77);
  });

  it('counts each destination for itself', () => {
    const references = new ConcatReferences();
    for (let number = 0; number < 256; number += 1) references.hold(id(number), '1', number);
    references.hold(id(300), '2', 5);
    const given = Array.from({ length: 255 }, (_, number) => references.take(id(400 + number), '2'));
    expect(new Set(given).size).toBe(255);
    expect(given).not.toContain(5);
  });

  it('still gives one when all are in use', () => {
    const references = new ConcatReferences();
    for (let number = 0; number < 256; number += 1) references.take(id(number), '1');
    expect(references.take(id(256), '1')).toBeTypeOf('number');
  });
});
