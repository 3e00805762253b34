import { expect } from 'vitest';
import { annotate, type AnnotatedPdu, type PduNode } from '#shared/smpp/annotate';
import { decode } from '#shared/smpp/decode';
import type { Problem } from '#shared/smpp/problems';
import { summarize } from '#shared/smpp/summarize';

function leaves(node: PduNode): readonly PduNode[] {
  const children = (node.children ?? []).filter(({ isBits }) => isBits !== true);
  return children.length === 0 ? [node] : children.flatMap(leaves);
}

/** How often each octet is accounted for by the leaves. */
function counts(annotated: AnnotatedPdu, total: number): number[] {
  const count = new Array<number>(total).fill(0);
  for (const { offset, length } of annotated.nodes.flatMap(leaves)) {
    for (let index = offset; index < offset + length; index += 1) count[index] = (count[index] ?? 0) + 1;
  }
  return count;
}

function problemsIn(node: PduNode): readonly string[] {
  return [node.problem ?? '', ...(node.children ?? []).flatMap(problemsIn)];
}

/** True where every node lies within the one above it. */
function isNested(node: PduNode): boolean {
  return (node.children ?? []).every(
    (child) =>
      child.offset >= node.offset &&
      child.offset + child.length <= node.offset + node.length &&
      isNested(child),
  );
}

/** Everything that must hold for any octets whatsoever. */
export function expectAnnotated(octets: Uint8Array): void {
  const annotated = annotate(octets);
  expect(counts(annotated, octets.length).filter((count) => count !== 1)).toEqual([]);
  expect(annotated.nodes.every(isNested)).toBe(true);
  expect(annotated.length).toBe(octets.length);
  if (octets.length > 0) {
    const shown = annotated.nodes.flatMap(problemsIn).join(' ');
    expect(annotated.problems.filter(({ sentence }) => !shown.includes(sentence))).toEqual([]);
  }
  if (octets.length < 16) {
    expect(annotated.problems.map(({ code }) => code)).toContain('too-short');
    return;
  }
  const { problems } = decode(octets);
  const place = ({
    code,
    offset,
    length,
    field,
    sentence,
    section,
  }: Omit<Problem, 'code' | 'commandStatus'> & { readonly code: string }) =>
    [code, offset, length, field, sentence, section].join(' | ');
  const errors = annotated.problems.filter(({ severity }) => severity === 'error');
  expect(new Set(errors.map(place))).toEqual(new Set(problems.map(place)));
  expect(summarize(octets).isStructureOk).toBe(problems.length === 0);
}
