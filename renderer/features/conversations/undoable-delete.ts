/** Brings back what was deleted; says so where it cannot. */
export type Undo = () => Promise<void>;

export interface UndoableDeleteOptions<Id> {
  readonly hide: (ids: readonly Id[]) => void;
  readonly show: (ids: readonly Id[]) => void;
  /** Hands the delete over to the host, which carries it out when it can no longer be undone. */
  readonly start: (ids: Id[]) => Promise<{ readonly deletionId: number }>;
  readonly undo: (deletionId: number) => Promise<unknown>;
  /** They are shown again by then. */
  readonly onNotDeleted: (error: unknown) => void;
  readonly onNotUndone: (error: unknown) => void;
}

/** Deletes that can be undone for a while: out of sight at once, and in the host's hands from then on. */
export function createUndoableDelete<Id>({
  hide,
  show,
  start,
  undo,
  onNotDeleted,
  onNotUndone,
}: UndoableDeleteOptions<Id>): (ids: readonly Id[]) => Undo {
  return (ids) => {
    hide(ids);
    const started = start([...ids]).then(
      ({ deletionId }) => deletionId,
      (error: unknown) => {
        show(ids);
        onNotDeleted(error);
        return null;
      },
    );
    return async () => {
      const deletionId = await started;
      if (deletionId === null) return;
      try {
        await undo(deletionId);
        show(ids);
      } catch (error) {
        onNotUndone(error);
      }
    };
  };
}
