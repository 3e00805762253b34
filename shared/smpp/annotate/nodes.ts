import { bitPattern, type ValueMeaning } from '../meaning/value-meaning';

/**
 * One thing in the octets of a PDU. The nodes without children, those marked `isBits` left out, cover every octet
 * exactly once.
 */
export interface PduNode {
  /** As the specification spells it. */
  readonly name: string;
  /** From the start of the octets. */
  readonly offset: number;
  readonly length: number;
  /** Short, as it would be written: "3", "0x40", the text, "05 00 03". Empty for nodes that only hold others. */
  readonly value: string;
  /** The value in words; empty when there is nothing to add. */
  readonly meaning: string;
  /** What is wrong here, one or more sentences. */
  readonly problem?: string;
  /** Of SMPP 3.4 ("5.2.12"), or of 5.0 for what is new there ("5.0: 4.8.4.18"). */
  readonly section?: string;
  readonly children?: readonly PduNode[];
  /** Bits inside the octet of the node above: no octets of their own. */
  readonly isBits?: true;
}

/** A node being built: problems may still be added. */
export interface NodeDraft {
  name: string;
  offset: number;
  length: number;
  value: string;
  meaning: string;
  problem?: string;
  section?: string;
  children?: PduNode[];
  isBits?: true;
}

export function node(name: string, offset: number, length: number, value = '', meaning = ''): NodeDraft {
  return { name, offset, length, value, meaning };
}

/** A node that holds others and spans them. */
export function group(name: string, children: PduNode[], value = '', meaning = ''): NodeDraft {
  const first = children[0];
  const last = children.at(-1);
  const offset = first?.offset ?? 0;
  const length = last === undefined ? 0 : last.offset + last.length - offset;
  return { name, offset, length, value, meaning, children };
}

export function withSection(draft: NodeDraft, section: string): NodeDraft {
  if (section !== '') draft.section = section;
  return draft;
}

export function addProblem(draft: NodeDraft, sentence: string): void {
  draft.problem = draft.problem === undefined ? sentence : `${draft.problem} ${sentence}`;
}

/** Fills in the words of a value and, for one octet of bits, a child for each group of them. */
export function withMeaning(draft: NodeDraft, meaning: ValueMeaning): NodeDraft {
  draft.meaning = meaning.words;
  if (meaning.bits.length > 0) {
    draft.children = meaning.bits.map((bit) => ({
      name: bit.name,
      offset: draft.offset,
      length: draft.length,
      value: bitPattern(bit.mask, bit.value),
      meaning: bit.meaning === '' ? String(bit.value) : bit.meaning,
      isBits: true,
    }));
  }
  return draft;
}
