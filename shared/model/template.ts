import { z } from 'zod';

export const templateId = z.string().min(1).max(64).brand<'TemplateId'>();
export type TemplateId = z.infer<typeof templateId>;

/** A text to send again; `{{name}}` in it is a variable. */
export const templateSettings = z.strictObject({
  name: z.string().trim().min(1, 'Give the template a name.').max(80),
  text: z.string().min(1, 'Write the text.').max(40_000),
});
export const template = z.strictObject({ id: templateId, ...templateSettings.shape });
export type Template = z.infer<typeof template>;

const VARIABLE = /\{\{\s*([\p{L}\p{N}_-]{1,40})\s*\}\}/gu;

/** The names of the variables, each once, in the order of the text. */
export function templateVariables(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(VARIABLE), (match) => match[1] ?? ''))];
}

/** The text with its variables filled in; one without a value stays as it is written, for the eye to catch. */
export function fillTemplate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(VARIABLE, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}
