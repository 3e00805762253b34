import { conversationKey } from '../model/address';
import type { Rule, RuleConditions, RuleSample, RuleSet, RuleSettings, TextCondition } from '../model/rule';
import { Pattern } from './pattern';
import { PatternError } from './pattern-syntax';

/** What is wrong with the patterns of a rule, as a sentence; null when all can be used. */
export function ruleProblem({ conditions }: RuleSettings): string | null {
  for (const condition of [conditions.source, conditions.destination, conditions.text]) {
    if (condition?.kind !== 'pattern') continue;
    try {
      Pattern.compile(condition.value, condition);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return `“${condition.value}” cannot be used as a pattern. ${error.message}`;
    }
  }
  return null;
}

/** The rules that act on a message, in their order; of the first that matches alone where the mode says so. */
export function matchingRules({ mode, rules }: RuleSet, sample: RuleSample): Rule[] {
  const matching: Rule[] = [];
  for (const rule of rules) {
    if (!rule.settings.isEnabled || !matchesConditions(rule.settings.conditions, sample)) continue;
    matching.push(rule);
    if (mode === 'first') break;
  }
  return matching;
}

export function matchesConditions(
  { trunkIds, source, destination, text }: RuleConditions,
  sample: RuleSample,
): boolean {
  const isOfTrunk = trunkIds.length === 0 || (sample.trunkId !== null && trunkIds.includes(sample.trunkId));
  return (
    isOfTrunk &&
    matchesAddress(source, sample.sourceAddress) &&
    matchesAddress(destination, sample.destinationAddress) &&
    matchesText(text, sample.text)
  );
}

/** However a number is written, with "+" or without. */
function matchesAddress(condition: TextCondition | null, address: string): boolean {
  if (condition === null) return true;
  if (condition.kind === 'pattern') return matchesText(condition, conversationKey(address));
  return matchesText(
    { ...condition, value: condition.value.trim().replace(/^\+/, '') },
    conversationKey(address),
  );
}

function matchesText(condition: TextCondition | null, text: string): boolean {
  if (condition === null) return true;
  const { kind, value, ignoresCase } = condition;
  const fold = (each: string): string => (ignoresCase ? each.toLowerCase() : each);
  switch (kind) {
    case 'exact':
      return fold(text.trim()) === fold(value.trim());
    case 'prefix':
      return fold(text).startsWith(fold(value));
    case 'contains':
      return fold(text).includes(fold(value));
    case 'pattern':
      return patternMatches(value, ignoresCase, text);
  }
}

/** A pattern that cannot be used matches nothing: it is refused when the rule is saved. */
function patternMatches(value: string, ignoresCase: boolean, text: string): boolean {
  try {
    return Pattern.compile(value, { ignoresCase }).test(text);
  } catch (error) {
    if (error instanceof PatternError) return false;
    throw error;
  }
}
