import { draft, type Draft } from '#shared/model/draft';
import { rule, ruleMode, type RuleSet } from '#shared/model/rule';
import { template, type Template } from '#shared/model/template';

/** What the store has of rules, templates and drafts is JSON: what an older version wrote otherwise is left out here. */
export function soundRules({ mode, rules }: RuleSet): RuleSet {
  return { mode: ruleMode.catch('first').parse(mode), rules: rules.flatMap(sound(rule)) };
}

export function soundTemplates(templates: readonly Template[]): Template[] {
  return templates.flatMap(sound(template));
}

export function soundDrafts(drafts: readonly Draft[]): Draft[] {
  return drafts.flatMap(sound(draft));
}

function sound<T>(schema: {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}): (value: unknown) => T[] {
  return (value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  };
}
