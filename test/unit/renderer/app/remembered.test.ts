import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readRemembered, remember, type RememberedStorage } from '../../../../renderer/app/remembered';

function memory(
  initial: Record<string, string> = {},
): RememberedStorage & { readonly kept: Map<string, string> } {
  const kept = new Map(Object.entries(initial));
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

const width = z.object({ width: z.number() });

describe('what the window remembers', () => {
  it('comes back as it was', () => {
    const storage = memory();
    remember('pane', { width: 240 }, storage);
    expect(readRemembered('pane', width, { width: 1 }, storage)).toEqual({ width: 240 });
  });

  it.each([
    ['nothing', {}],
    ['no JSON', { 'trunkline.pane': '{' }],
    ['another shape', { 'trunkline.pane': '{"width":"wide"}' }],
  ])('is the fallback when there is %s', (_, initial) => {
    expect(readRemembered('pane', width, { width: 1 }, memory(initial))).toEqual({ width: 1 });
  });

  it('is forgotten without harm where storage is denied', () => {
    const denied: RememberedStorage = {
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('denied');
      },
    };
    expect(() => remember('pane', { width: 240 }, denied)).not.toThrow();
    expect(readRemembered('pane', width, { width: 1 }, denied)).toEqual({ width: 1 });
  });
});
