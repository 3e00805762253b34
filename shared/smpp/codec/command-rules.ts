import { ByCommand } from './by-command';
import { compiledById, type CompiledCommand } from './compiled';
import {
  commandVersionProblem,
  limitFor,
  tlvProblem,
  tlvRepeatedProblem,
  type VersionOrAny,
} from '../limits';
import { commands, type CommandDefinition } from '../tables/commands';
import type { Field, ListField, ScalarField } from '../tables/fields';
import { requiredTlvs, tlvDefinitions, type TlvType } from '../tables/tlvs';
import { tlvDefinition } from '../tlv';

/** What is looked at in a field, as numbers that a switch is fast on. */
export const ruleStep = {
  octet: 0,
  integer32: 1,
  cString: 2,
  time: 3,
  text: 4,
  list: 5,
  esmClass: 6,
  dataCoding: 7,
} as const;

/** Fields in a row with their limits in one version. */
export interface FieldRules {
  /** One `ruleStep` a field. */
  readonly steps: Uint8Array;
  readonly mins: Float64Array;
  /** Of strings without their NUL. */
  readonly maxes: Float64Array;
}

/** What one version says of a TLV in one command. */
export interface TlvRule {
  /** Lengths that it allows; none where the maximum is below the minimum. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly isRepeatable: boolean;
  readonly type: TlvType | null;
  /** The walk that met it last, so that one says whether it met it before. */
  metBy: number;
}

const unlimited: TlvRule = { minLength: 0, maxLength: 0xffff, isRepeatable: true, type: null, metBy: 0 };
const notAllowed: TlvRule = { ...unlimited, maxLength: -1 };
const sarNames = ['sar_msg_ref_num', 'sar_total_segments', 'sar_segment_seqnum'] as const;

/** The limits of one command in one version, prepared once from the tables. */
export class CommandRules {
  readonly command: CompiledCommand;
  readonly isInVersion: boolean;
  readonly fields: FieldRules;
  /** TLVs that it must have. */
  readonly required: readonly TlvRule[];
  /** Those that count only together. */
  readonly sar: readonly TlvRule[];
  readonly #version: VersionOrAny;
  readonly #tlvs = new Map<number, TlvRule>();
  readonly #shapes = new Map<readonly ScalarField[], FieldRules>();

  constructor(command: CompiledCommand, version: VersionOrAny) {
    this.command = command;
    this.#version = version;
    this.isInVersion = commandVersionProblem(command.name, version) === null;
    this.fields = rulesOf(command.fields, version);
    this.required = (requiredTlvs[command.name] ?? []).map((name) => this.tlv(tlvDefinitions[name].tag));
    this.sar = sarNames.map((name) => this.tlv(tlvDefinitions[name].tag));
  }

  /** Of the items of a list, by the flag before them; undefined for a flag that does not exist. */
  itemRules({ flagName, shapes }: ListField, flag: number): FieldRules | undefined {
    const shape = flagName === undefined ? shapes[0] : shapes.find((candidate) => candidate.flag === flag);
    if (shape === undefined) return undefined;
    const known = this.#shapes.get(shape.fields);
    if (known !== undefined) return known;
    const rules = rulesOf(shape.fields, this.#version);
    this.#shapes.set(shape.fields, rules);
    return rules;
  }

  tlv(tag: number): TlvRule {
    const known = this.#tlvs.get(tag);
    if (known !== undefined) return known;
    const definition = tlvDefinition(tag);
    // Of tags that have no name nothing is kept: a file may be full of them.
    if (definition === undefined) return this.#isTold(tag, 0) ? notAllowed : unlimited;
    const { minLength, maxLength, type } = definition;
    const isRepeatable = tlvRepeatedProblem(tag) === null;
    // A length that is right: what is told then is that it does not belong there at all.
    const rule = this.#isTold(tag, minLength)
      ? { ...notAllowed, type }
      : { minLength, maxLength, isRepeatable, type, metBy: 0 };
    this.#tlvs.set(tag, rule);
    return rule;
  }

  #isTold(tag: number, length: number): boolean {
    return tlvProblem(this.command.name, tag, length, this.#version) !== null;
  }
}

function rulesOf(fields: readonly Field[], version: VersionOrAny): FieldRules {
  return {
    steps: Uint8Array.from(fields, stepOf),
    mins: Float64Array.from(fields, (field) =>
      field.kind === 'list' || field.kind === 'integer' ? (field.min ?? 0) : 0,
    ),
    maxes: Float64Array.from(fields, (field) => {
      if (field.max === undefined) return 0xffffffff;
      const max = limitFor(field.max, version);
      return field.kind === 'cString' ? max - 1 : max;
    }),
  };
}

function stepOf(field: Field): number {
  switch (field.kind) {
    case 'list':
      return ruleStep.list;
    case 'octets':
      return ruleStep.text;
    case 'cString':
      return field.isTime === true ? ruleStep.time : ruleStep.cString;
    case 'integer':
      if (field.name === 'esm_class') return ruleStep.esmClass;
      if (field.name === 'data_coding') return ruleStep.dataCoding;
      return field.size === 1 ? ruleStep.octet : ruleStep.integer32;
  }
}

const byVersion = new Map<VersionOrAny, ByCommand<CommandRules>>();
/** Of the version that was asked for last: rows of one session follow each other. */
let lastVersion: VersionOrAny = null;
let lastRules = rulesOfVersion(null);

/** Undefined for a command that no version has. */
export function commandRules(commandId: number, version: VersionOrAny): CommandRules | undefined {
  if (version !== lastVersion) {
    lastRules = rulesOfVersion(version);
    lastVersion = version;
  }
  return lastRules.get(commandId);
}

/** Made when a version is met first: most logs speak one. */
function rulesOfVersion(version: VersionOrAny): ByCommand<CommandRules> {
  const known = byVersion.get(version);
  if (known !== undefined) return known;
  const rules = new ByCommand(
    Object.values<CommandDefinition>(commands).flatMap(({ id }): (readonly [number, CommandRules])[] => {
      const command = compiledById(id);
      return command === undefined ? [] : [[id, new CommandRules(command, version)]];
    }),
  );
  byVersion.set(version, rules);
  return rules;
}
