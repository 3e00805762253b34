import { describe, expect, it } from 'vitest';
import { ConcatReferences } from '#electron/host/messages/concat-references';
import { messageId } from '#shared/model/ids';

const id = (number: number) => messageId.parse(`message-${number}`);

describe('ConcatReferences', () => {
  it('gives 256 messages in flight to one destination 256 references', () => {
    const references = new ConcatReferences();
    const given = Array.from({ length: 256 }, (_, number) => references.take(id(number), ['1'], 8));
    expect(new Set(given).size).toBe(256);
    expect(Math.min(...given)).toBe(0);
    expect(Math.max(...given)).toBe(255);
  });

  it('passes over those of messages that are still in flight', () => {
    const references = new ConcatReferences();
    const first = references.take(id(0), ['1'], 8);
    const others = Array.from({ length: 600 }, (_, number) => {
      const reference = references.take(id(number + 1), ['1'], 8);
      references.release(id(number + 1));
      return reference;
    });
    expect(others).not.toContain(first);
  });

  it('does not hand out one that an earlier run left in the queue', () => {
    const references = new ConcatReferences();
    references.hold(id(0), '1', 77, 8);
    const given = Array.from({ length: 255 }, (_, number) => references.take(id(number + 1), ['1'], 8));
    expect(given).not.toContain(77);
  });

  it('counts each destination for itself', () => {
    const references = new ConcatReferences();
    for (let number = 0; number < 256; number += 1) references.hold(id(number), '1', number, 8);
    references.hold(id(300), '2', 5, 8);
    const given = Array.from({ length: 255 }, (_, number) => references.take(id(400 + number), ['2'], 8));
    expect(new Set(given).size).toBe(255);
    expect(given).not.toContain(5);
  });

  it('keeps those of 16 bits apart, and of a submit_multi for every destination', () => {
    const references = new ConcatReferences();
    for (let number = 0; number < 256; number += 1) references.hold(id(number), '1', number, 8);
    for (let number = 0; number < 300; number += 1) references.hold(id(300 + number), '2', number, 16);
    const given = references.take(id(700), ['1', '2', '3'], 16);
    expect(given).toBeGreaterThanOrEqual(0);
    expect(given).toBeLessThan(65_536);
    for (const destination of ['1', '2', '3']) {
      expect(references.take(id(701), [destination], 16)).not.toBe(given);
    }
  });

  it('still gives one when all are in use', () => {
    const references = new ConcatReferences();
    for (let number = 0; number < 256; number += 1) references.take(id(number), ['1'], 8);
    expect(references.take(id(256), ['1'], 8)).toBeTypeOf('number');
  });
});
