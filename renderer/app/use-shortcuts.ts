import { useEffect } from 'react';
import { actionFor } from './shortcuts';
import { useStores } from './stores';

/** Runs the action whose shortcut is pressed, wherever the focus is. */
export function useShortcuts(): void {
  const { actions, navigation } = useStores();
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent): void => {
      // Under a question that waits for an answer, or a palette, shortcuts are silent; the palette's own closes it.
      if (event.defaultPrevented || event.isComposing) return;
      const action = actionFor(actions.all(), event);
      if (action === null) return;
      const { overlay, pendingMove } = navigation.getState();
      if (overlay !== null || pendingMove !== null) {
        if (action.id !== 'help.palette' || overlay !== 'palette') return;
        event.preventDefault();
        navigation.setOverlay(null);
        return;
      }
      event.preventDefault();
      // Toasts listen to F6 too; they are a pane like the others.
      event.stopImmediatePropagation();
      action.run();
    };
    window.addEventListener('keydown', handleKeyDown);
    return () => window.removeEventListener('keydown', handleKeyDown);
  }, [actions, navigation]);
}
