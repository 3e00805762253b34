import type { z } from 'zod';
import { appContract } from './app';
import { certificateContract } from './certificate';
import type { CommandDefinition, EventDefinition } from './define';
import { draftContract } from './draft';
import { fileContract } from './file';
import { messageContract } from './message';
import { pduLogContract } from './pdu-log';
import { ruleContract } from './rule';
import { simulatorContract } from './simulator';
import { sourceContract } from './source';
import { templateContract } from './template';
import { trunkContract } from './trunk';
import { trunkGroupContract } from './trunk-group';

/** Everything that crosses the wire between a renderer and a host, whatever the wire is. */
export const contract = {
  ...appContract,
  ...certificateContract,
  ...trunkContract,
  ...trunkGroupContract,
  ...sourceContract,
  ...messageContract,
  ...ruleContract,
  ...templateContract,
  ...draftContract,
  ...pduLogContract,
  ...simulatorContract,
  ...fileContract,
};

/** Raised when a frame's shape or meaning changes; a client of another number is refused with a sentence. */
export const PROTOCOL_VERSION = 1;

type Contract = typeof contract;
export type CommandName = {
  [K in keyof Contract]: Contract[K] extends CommandDefinition ? K : never;
}[keyof Contract];
export type EventName = {
  [K in keyof Contract]: Contract[K] extends EventDefinition ? K : never;
}[keyof Contract];

export type CommandInput<C extends CommandName> = z.input<Contract[C]['input']>;
export type ParsedInput<C extends CommandName> = z.output<Contract[C]['input']>;
export type CommandOutput<C extends CommandName> = z.output<Contract[C]['output']>;
export type EventPayload<E extends EventName> = z.output<Contract[E]['payload']>;

/** What a host can do beyond the commands: hosts differ by these, never by what they are. */
export const capabilities = ['clipboard', 'open-external', 'window-controls'] as const;
export type Capability = (typeof capabilities)[number];
