/** How long a delete can be undone, ms. */
export const UNDO_MS = 8000;
