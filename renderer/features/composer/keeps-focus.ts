/**
 * Whether what has the focus keeps it when a conversation is shown that nobody asked to write in: a list that is walked
 * with the arrows, or what lies over the page, such as the command palette opened while the page was still loading.
 */
export function keepsFocus(focused: Element | null): boolean {
  return (
    focused !== null && focused.closest('[role="listbox"], [role="dialog"], [role="alertdialog"]') !== null
  );
}
