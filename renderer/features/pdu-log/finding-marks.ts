import type { PduFinding } from '#shared/model/pdu-row';
import type { AnnotatedPdu, AnnotatedProblem, PduNode } from '#shared/smpp/annotate';

/** What is wrong with a PDU, by its own octets or by what came before it on its session. */
export type MarkedProblem = Omit<AnnotatedProblem, 'code'> & {
  readonly code: AnnotatedProblem['code'] | PduFinding['code'];
};

export type MarkedPdu = Omit<AnnotatedPdu, 'problems'> & { readonly problems: readonly MarkedProblem[] };

/** Marks what only the log can know, such as a response without a request, at the field that it hangs on. */
export function withFindings(annotated: AnnotatedPdu, findings: readonly PduFinding[]): MarkedPdu {
  if (findings.length === 0) return annotated;
  const problems: MarkedProblem[] = [...annotated.problems];
  let { nodes } = annotated;
  for (const finding of findings) {
    const place = nodeNamed(nodes, finding.field);
    nodes = marked(nodes, place, finding.sentence);
    problems.push({
      ...finding,
      severity: 'warning',
      // Of octets that end before the field, all of them.
      offset: place?.offset ?? 0,
      length: place?.length ?? annotated.length,
    });
  }
  return { ...annotated, nodes, problems: problems.sort((left, right) => left.offset - right.offset) };
}

function nodeNamed(nodes: readonly PduNode[], name: string): PduNode | null {
  for (const node of nodes) {
    const found = node.name === name ? node : nodeNamed(node.children ?? [], name);
    if (found !== null) return found;
  }
  return null;
}

/** The same nodes with a sentence added at one of them. */
function marked(nodes: readonly PduNode[], place: PduNode | null, sentence: string): readonly PduNode[] {
  return nodes.map((node) => {
    if (node === place) {
      return { ...node, problem: node.problem === undefined ? sentence : `${node.problem} ${sentence}` };
    }
    if (node.children === undefined) return node;
    return { ...node, children: marked(node.children, place, sentence) };
  });
}
