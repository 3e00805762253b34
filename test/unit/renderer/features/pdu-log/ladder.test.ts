// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ladderStep } from '../../../../../renderer/features/pdu-log/ladder-geometry';
import { ladderSvg } from '../../../../../renderer/features/pdu-log/ladder-svg';
import { pduRow } from './fake-log';

const response = pduRow(2, {
  isFromEsme: false,
  commandStatus: 0x58,
  statusText: 'Rate limit exceeded (ESME_RTHROTTLED, 0x58)',
  latencyMs: 12.4,
  traits: ['error'],
});
const unanswered = pduRow(3, { traits: ['unanswered'], text: 'Hi' });

describe('an arrow of the sequence diagram', () => {
  it('of a response says the status and the latency', () => {
    expect(ladderStep(response)).toMatchObject({
      label: 'submit_sm_resp 2',
      detail: 'Rate limit exceeded (ESME_RTHROTTLED, 0x58) · 12 ms',
      meaning: 'error',
      isFromEsme: false,
    });
  });

  it('of a request that nobody answered says so, and is dashed', () => {
    expect(ladderStep(unanswered)).toMatchObject({ detail: 'no response · Hi', isUnanswered: true });
    expect(ladderSvg([unanswered], 'All')).toContain('stroke-dasharray');
  });
});

describe('the saved drawing', () => {
  const parsed = (svg: string): Document => new DOMParser().parseFromString(svg, 'image/svg+xml');

  it('is well-formed whatever the PDUs hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, title) => {
        const document = parsed(ladderSvg([pduRow(1, { text }), response], title));
        expect(document.querySelector('parsererror')).toBeNull();
        // An arrow has a line and a tip; the lanes are two lines more.
        expect(document.querySelectorAll('path')).toHaveLength(2);
        expect(document.querySelectorAll('line')).toHaveLength(4);
      }),
      { numRuns: 50 },
    );
  });
});
