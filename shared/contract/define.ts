import type { z } from 'zod';

export interface CommandDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'command';
  readonly input: I;
  readonly output: O;
}

export interface EventDefinition<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  readonly payload: P;
}

/** A question or an order to the host, answered once. Named `domain.verb`. */
export function command<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): CommandDefinition<I, O> {
  return { kind: 'command', input, output };
}

/** Something that happened in the host, told to every client. Named `domain.pastTense`. */
export function event<P extends z.ZodType>(payload: P): EventDefinition<P> {
  return { kind: 'event', payload };
}
