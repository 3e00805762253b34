import { Pattern } from '#shared/rules/pattern';
import { PatternError } from '#shared/rules/pattern-syntax';
import { ruleSettings, type RuleAction, type RuleSettings } from '#shared/model/rule';
import type { SendTarget } from '#shared/model/trunk-group';

export const newRule: RuleSettings = {
  name: '',
  isEnabled: true,
  conditions: { trunkIds: [], destination: null, source: null, text: null },
  actions: [],
};

export const actionNames: Readonly<Record<RuleAction['kind'], string>> = {
  label: 'Label the conversation',
  notify: 'Notify',
  spam: 'Mark as spam',
  answer: 'Answer',
  forward: 'Forward to a number',
};

/** An action to fill in; null when a forward has nothing to go over. */
export function newAction(kind: RuleAction['kind'], target: SendTarget | null): RuleAction | null {
  switch (kind) {
    case 'label':
      return { kind, label: '' };
    case 'notify':
    case 'spam':
      return { kind };
    case 'answer':
      return { kind, text: '', delaySeconds: 0 };
    case 'forward':
      return target === null ? null : { kind, destinationAddress: '', sourceAddress: '', target };
  }
}

export type RuleProblems = Readonly<Record<string, string>>;

/** What is wrong with a rule, by the path of the field ("actions.0.text"); empty when it can be saved. */
export function ruleProblems(settings: RuleSettings): RuleProblems {
  const parsed = ruleSettings.safeParse(settings);
  if (parsed.success) return patternProblems(settings);
  // The first issue of a field is the one that is said.
  return Object.fromEntries(
    parsed.error.issues.toReversed().map(({ path, message }) => [path.map(String).join('.'), message]),
  );
}

/** Of the conditions that are regular expressions, each at its field. */
function patternProblems({ conditions }: RuleSettings): RuleProblems {
  const problems: Record<string, string> = {};
  for (const field of ['source', 'destination', 'text'] as const) {
    const condition = conditions[field];
    if (condition?.kind !== 'pattern') continue;
    try {
      Pattern.compile(condition.value, condition);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      problems[`conditions.${field}.value`] = error.message;
    }
  }
  return problems;
}

/** A target as one value of a choice, and back. */
export const targetKey = (target: SendTarget): string =>
  target.kind === 'trunk' ? `trunk:${target.trunkId}` : `group:${target.groupId}`;
