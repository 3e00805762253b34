import type { LimitProblem, VersionOrAny } from '../limits';
import type { TrunkAlphabets } from '../../model/alphabets';
import type { PduFinding } from '../../model/pdu-row';
import type { Problem } from '../problems';
import { addProblem, type NodeDraft } from './nodes';

export interface AnnotatedProblem {
  readonly code: Problem['code'] | LimitProblem['code'] | PduFinding['code'] | 'text' | 'too-short';
  /** `error`: the octets and the specification disagree about the shape; `warning`: it can be read. */
  readonly severity: 'error' | 'warning';
  readonly field: string;
  readonly sentence: string;
  readonly section: string;
  readonly offset: number;
  readonly length: number;
}

/** What the parts of the annotator share while one PDU is taken apart. */
export class Annotator {
  readonly octets: Uint8Array;
  /** Where the PDU ends by its command_length and by what is there. */
  readonly end: number;
  readonly version: VersionOrAny;
  readonly alphabets: TrunkAlphabets;
  readonly findings: readonly PduFinding[];
  readonly problems: AnnotatedProblem[] = [];
  /** Of what is missing, so that no node of its own stands for it: for the node that it is missing in. */
  readonly missing: string[] = [];
  offset = 0;

  constructor(
    octets: Uint8Array,
    end: number,
    version: VersionOrAny,
    alphabets: TrunkAlphabets,
    findings: readonly PduFinding[],
  ) {
    this.octets = octets;
    this.end = end;
    this.version = version;
    this.alphabets = alphabets;
    this.findings = findings;
  }

  /** A structural problem; shown at `draft`, or where it is missing if there is no node for it. */
  error(problem: Problem, draft: NodeDraft | null): void {
    const { code, field, sentence, section, offset, length } = problem;
    this.problems.push({ code, severity: 'error', field, sentence, section, offset, length });
    if (draft === null) this.missing.push(sentence);
    else addProblem(draft, sentence);
  }

  /** Beyond the specification, at a node; nothing for null. */
  warn(problem: LimitProblem | PduFinding | null, draft: NodeDraft): void {
    if (problem === null) return;
    const { code, field, sentence, section } = problem;
    const { offset, length } = draft;
    this.problems.push({ code, severity: 'warning', field, sentence, section, offset, length });
    addProblem(draft, sentence);
  }

  tooShort(sentence: string, draft: NodeDraft | null): void {
    const { length } = this.octets;
    const place = { field: 'header', section: '3.2.1', offset: 0, length };
    this.problems.push({ code: 'too-short', severity: 'error', sentence, ...place });
    if (draft !== null) addProblem(draft, sentence);
  }

  /** `section` where the rule is not that of the field itself. */
  warnText(sentence: string, draft: NodeDraft, section = draft.section ?? ''): void {
    const { name, offset, length } = draft;
    this.problems.push({ code: 'text', severity: 'warning', field: name, sentence, section, offset, length });
    addProblem(draft, sentence);
  }

  /** Only the first field that is missing is told: the others follow from it. */
  get hasBodyError(): boolean {
    return this.problems.some(({ severity, code }) => severity === 'error' && code !== 'command-length');
  }
}
