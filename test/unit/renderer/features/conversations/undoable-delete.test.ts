import { describe, expect, it } from 'vitest';
import { settled } from '#test/support/settled';
import { createUndoableDelete } from '../../../../../renderer/features/conversations/undoable-delete';

interface Answers {
  readonly start?: () => Promise<{ readonly deletionId: number }>;
  readonly undo?: (deletionId: number) => Promise<unknown>;
}

function rig({ start = () => Promise.resolve({ deletionId: 7 }), undo = () => Promise.resolve() }: Answers) {
  const hidden = new Set<string>();
  const asked: string[][] = [];
  const undone: number[] = [];
  const told: string[] = [];
  const say =
    (what: string) =>
    (error: unknown): void =>
      void told.push(`${what}: ${(error as Error).message}`);
  const remove = createUndoableDelete<string>({
    hide: (ids) => ids.forEach((id) => hidden.add(id)),
    show: (ids) => ids.forEach((id) => hidden.delete(id)),
    start: (ids) => {
      asked.push(ids);
      return start();
    },
    undo: (deletionId) => {
      undone.push(deletionId);
      return undo(deletionId);
    },
    onNotDeleted: say('not deleted'),
    onNotUndone: say('not undone'),
  });
  return { remove, hidden, asked, undone, told };
}

describe('a delete that can be undone', () => {
  it('hides at once, and is in the hands of the host at once', async () => {
    const { remove, hidden, asked, told } = rig({});
    remove(['a', 'b']);
    expect([...hidden]).toEqual(['a', 'b']);
    expect(asked).toEqual([['a', 'b']]);
    await settled();
    expect([...hidden]).toEqual(['a', 'b']);
    expect(told).toEqual([]);
  });

  it('is undone by its number, also before the host has given one', async () => {
    let answer: (value: { deletionId: number }) => void = () => undefined;
    const { remove, hidden, undone } = rig({ start: () => new Promise((give) => (answer = give)) });
    const undo = remove(['a']);
    const done = undo();
    expect([...hidden]).toEqual(['a']);
    answer({ deletionId: 3 });
    await done;
    expect(undone).toEqual([3]);
    expect(hidden.size).toBe(0);
  });

  it('shows again what could not be deleted, and says so; there is nothing to undo then', async () => {
    const { remove, hidden, told, undone } = rig({
      start: () => Promise.reject(new Error('The store is busy.')),
    });
    const undo = remove(['a']);
    await settled();
    await undo();
    expect(hidden.size).toBe(0);
    expect(undone).toEqual([]);
    expect(told).toEqual(['not deleted: The store is busy.']);
  });

  it('stays out of sight when it was carried out already, and says so', async () => {
    const { remove, hidden, told } = rig({
      undo: () => Promise.reject(new Error('It was deleted already.')),
    });
    await remove(['a'])();
    expect([...hidden]).toEqual(['a']);
    expect(told).toEqual(['not undone: It was deleted already.']);
  });
});
