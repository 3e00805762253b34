import type { SectionId } from './section-ids';

const within = (formId: string, selector: string): HTMLElement | null =>
  document.getElementById(formId)?.querySelector<HTMLElement>(selector) ?? null;

const sectionWithin = (formId: string, id: SectionId): HTMLElement | null =>
  within(formId, `[data-section="${id}"]`);

/** Brings a field into view and puts the cursor in it; its section when the field itself is not shown now. */
export function showField(formId: string, path: string, section: SectionId): void {
  const anchor = within(formId, `[data-field="${path}"]`);
  const target = anchor?.querySelector<HTMLElement>('input, textarea, button');
  target?.focus({ preventScroll: true });
  (anchor ?? sectionWithin(formId, section))?.scrollIntoView({ block: 'center' });
}

export function showSection(formId: string, id: SectionId): void {
  sectionWithin(formId, id)?.scrollIntoView({ block: 'start' });
  within(formId, `[data-section="${id}"] [aria-expanded]`)?.focus({ preventScroll: true });
}

export function focusSearch(formId: string): void {
  within(formId, 'input[type="search"]')?.focus();
}
