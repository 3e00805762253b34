/** What can be wrong with the shape of a PDU. */
export type StructuralProblemCode =
  | 'command-length'
  | 'missing-field'
  | 'missing-nul'
  | 'length-beyond-pdu'
  | 'unknown-dest-flag'
  | 'tlv-overrun'
  | 'tlv-incomplete'
  | 'trailing-nul';

/** A structural problem: the octets and the table disagree, so that not every octet has its place. */
export interface Problem {
  readonly code: StructuralProblemCode;
  /** From the start of the PDU. */
  readonly offset: number;
  readonly length: number;
  /** As the specification spells it. */
  readonly field: string;
  readonly sentence: string;
  /** Of SMPP 3.4 ("5.2.12"), of 5.0 for what is new there ("5.0: 4.4.1.1"), empty for what only 3.3 has. */
  readonly section: string;
  /** What a request with this problem is answered with; 0 where the octets are ignored (docs/smpp.md). */
  readonly commandStatus: number;
}

/** The command_status to answer a request with: that of its first problem that is not ignored, or 0. */
export function answerStatus(problems: readonly Problem[]): number {
  return problems.find((problem) => problem.commandStatus !== 0)?.commandStatus ?? 0;
}
