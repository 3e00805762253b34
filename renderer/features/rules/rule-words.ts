import type { TrunkId } from '#shared/model/ids';
import type { RuleAction, RuleConditions, RuleSettings, TextCondition } from '#shared/model/rule';
import type { SendTarget } from '#shared/model/trunk-group';

export interface RuleNames {
  readonly trunk: (id: TrunkId) => string;
  readonly target: (target: SendTarget) => string;
}

const relations: Readonly<Record<TextCondition['kind'], string>> = {
  exact: 'is',
  prefix: 'begins with',
  contains: 'contains',
  pattern: 'matches',
};

const condition = (what: string, { kind, value }: TextCondition): string =>
  `${what} ${relations[kind]} ${kind === 'pattern' ? `/${value}/` : `“${value}”`}`;

/** When a rule acts: "over Demo trunk, text begins with “STOP”"; "every message" without a condition. */
export function conditionWords(conditions: RuleConditions, names: RuleNames): string {
  const { trunkIds, source, destination, text } = conditions;
  const parts = [
    ...(trunkIds.length === 0 ? [] : [`over ${trunkIds.map((id) => names.trunk(id)).join(' or ')}`]),
    ...(source === null ? [] : [condition('from', source)]),
    ...(destination === null ? [] : [condition('to', destination)]),
    ...(text === null ? [] : [condition('text', text)]),
  ];
  return parts.length === 0 ? 'every message' : parts.join(', ');
}

/** "5 s", "2 min", "1 h 30 min". */
export function delayWords(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

export function actionWords(action: RuleAction, names: RuleNames): string {
  switch (action.kind) {
    case 'label':
      return `label the conversation “${action.label}”`;
    case 'notify':
      return 'notify';
    case 'spam':
      return 'mark as spam';
    case 'answer':
      return action.delaySeconds === 0
        ? `answer “${action.text}”`
        : `answer “${action.text}” after ${delayWords(action.delaySeconds)}`;
    case 'forward':
      return `forward to ${action.destinationAddress} over ${names.target(action.target)}`;
  }
}

/** A rule in a sentence, for its row. */
export function ruleWords({ conditions, actions }: RuleSettings, names: RuleNames): string {
  const when = conditionWords(conditions, names);
  const what = actions.map((action) => actionWords(action, names)).join(', ');
  return `${when} → ${what}`;
}
