import { describe, expect, it } from 'vitest';
import { settled } from '#test/support/settled';
import {
  createDelayedDeletes,
  type StartDelay,
} from '../../../../../renderer/features/conversations/delayed-delete';

function rig(deleteNow: (ids: readonly string[]) => Promise<unknown> = () => Promise.resolve()) {
  const hidden = new Set<string>();
  const deleted: string[] = [];
  const failures: unknown[] = [];
  const timers = new Set<() => void>();
  const startDelay: StartDelay = (_ms, run) => {
    timers.add(run);
    return { cancel: () => timers.delete(run) };
  };
  const deletes = createDelayedDeletes<string>({
    hide: (ids) => ids.forEach((id) => hidden.add(id)),
    show: (ids) => ids.forEach((id) => hidden.delete(id)),
    delete: (ids) => {
      deleted.push(...ids);
      return deleteNow(ids);
    },
    onFailed: (error) => failures.push(error),
    startDelay,
  });
  const pass = (): void => {
    for (const run of [...timers]) run();
  };
  return { deletes, hidden, deleted, failures, pass };
}

describe('a delete that can be undone', () => {
  it('hides at once and deletes later, once', () => {
    const { deletes, hidden, deleted, pass } = rig();
    const undo = deletes.add(['a']);
    expect([...hidden]).toEqual(['a']);
    expect(deleted).toEqual([]);
    pass();
    pass();
    deletes.flush();
    undo();
    expect(deleted).toEqual(['a']);
    expect([...hidden]).toEqual(['a']);
  });

  it('deletes nothing when it was undone', () => {
    const { deletes, hidden, deleted, pass } = rig();
    deletes.add(['a'])();
    pass();
    deletes.flush();
    expect(deleted).toEqual([]);
    expect(hidden.size).toBe(0);
  });

  it('does not wait when the window is closed', () => {
    const { deletes, deleted } = rig();
    deletes.add(['a']);
    deletes.add(['b']);
    deletes.flush();
    expect(deleted).toEqual(['a', 'b']);
  });

  it('shows again what could not be deleted, and says so', async () => {
    const { deletes, hidden, failures, pass } = rig(() => Promise.reject(new Error('The store is busy.')));
    deletes.add(['a']);
    pass();
    await settled();
    expect(hidden.size).toBe(0);
    expect(failures).toHaveLength(1);
  });
});
