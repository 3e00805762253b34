import { words, type ValueMeaning } from './value-meaning';

interface MessageStateDefinition {
  readonly name: string;
  readonly words: string;
}

const states: Readonly<Record<number, MessageStateDefinition>> = {
  0: { name: 'SCHEDULED', words: 'scheduled' },
  1: { name: 'ENROUTE', words: 'on the way' },
  2: { name: 'DELIVERED', words: 'delivered' },
  3: { name: 'EXPIRED', words: 'validity period has expired' },
  4: { name: 'DELETED', words: 'deleted' },
  5: { name: 'UNDELIVERABLE', words: 'undeliverable' },
  6: { name: 'ACCEPTED', words: 'accepted; often sent on the way' },
  7: { name: 'UNKNOWN', words: 'the SMSC does not know' },
  8: { name: 'REJECTED', words: 'rejected' },
  9: { name: 'SKIPPED', words: 'skipped' },
};

/** "DELIVERED" (SMPP 3.4 section 5.2.28, 5.0 section 4.7.15); undefined for values that neither defines. */
export function messageStateName(value: number): string | undefined {
  return states[value]?.name;
}

export function messageStateMeaning(value: number): ValueMeaning {
  const state = states[value];
  if (state === undefined) return words('reserved');
  return words(`${state.name}: ${state.words}`);
}
