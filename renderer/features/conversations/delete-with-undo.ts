import { UNDO_MS } from '#shared/model/undo';
import { showToast } from '../../ui/toast';
import type { Undo } from './undoable-delete';

/** Deletes, says so, and offers to take it back for as long as that is possible. */
export function deleteWithUndo(sentence: string, start: () => Undo): void {
  const undo = start();
  const close = showToast(sentence, undefined, {
    label: 'Undo',
    onSelect: () => void undo(),
    forMs: UNDO_MS,
  });
  // A toast stays while the pointer rests on it; the offer does not.
  setTimeout(close, UNDO_MS);
}
