import { showToast } from '../../ui/toast';
import { UNDO_MS } from './delayed-delete';

/** Deletes, says so, and offers to take it back for as long as that is possible. */
export function deleteWithUndo(sentence: string, start: () => () => void): void {
  const undo = start();
  showToast(sentence, undefined, { label: 'Undo', onSelect: undo, forMs: UNDO_MS });
}
