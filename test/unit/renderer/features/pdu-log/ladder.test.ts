// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ladderPlace, ladderStep } from '../../../../../renderer/features/pdu-log/ladder-geometry';
import { ladderSvg } from '../../../../../renderer/features/pdu-log/ladder-svg';
import type { PduRow } from '#shared/model/pdu-row';
import { pduRow } from './fake-log';

const response = pduRow(2, {
  isFromEsme: false,
  commandStatus: 0x58,
  statusText: 'Rate limit exceeded (ESME_RTHROTTLED, 0x58)',
  latencyMs: 12.4,
  traits: ['error'],
});
const unanswered = pduRow(3, { traits: ['unanswered'], text: 'Hi' });

const clock = { mode: 'clock', referenceNs: null } as const;
const place = ladderPlace(900, 'clock', 'nothing');
const step = (row: PduRow, side: 'labels' | 'nothing' = 'nothing') => ladderStep(row, clock, place, side);

describe('an arrow of the sequence diagram', () => {
  it('of a response says the status and the latency', () => {
    expect(step(response)).toMatchObject({
      label: 'submit_sm_resp 2',
      detail: 'Rate limit exceeded (ESME_RTHROTTLED, 0x58) · 12 ms',
      meaning: 'error',
      isFromEsme: false,
    });
  });

  it('of a request that nobody answered says so, and is dashed', () => {
    expect(step(unanswered)).toMatchObject({ detail: 'no response · Hi', isUnanswered: true });
    expect(ladderSvg([unanswered], 'All', clock, 'trunk')).toContain('stroke-dasharray');
    expect(ladderSvg([response], 'All', clock, 'trunk')).not.toContain('stroke-dasharray');
  });
});

describe('the words of an arrow', () => {
  const long = pduRow(5, { text: 'x'.repeat(500) });

  it('are cut to the room between the lanes, or beside them', () => {
    const wide = ladderStep(long, clock, ladderPlace(1200, 'clock', 'nothing'), 'nothing').detail;
    expect(step(long).detail.length).toBeLessThan(wide.length);
    expect(wide).toMatch(/^x+…$/);
    const { label, detail } = step(long, 'labels');
    expect(label).toBe('submit_sm 5');
    expect(label.length + detail.length).toBeLessThan(60);
  });

  it('tell the time as the list does', () => {
    const since = { mode: 'reference', referenceNs: '1700000000000000000' } as const;
    expect(ladderStep(long, since, place, 'nothing').time).toBe('0.005000 s');
    // A date needs more room, so that the lanes stand further right.
    expect(ladderPlace(900, 'date', 'nothing').esme).toBeGreaterThan(place.esme);
  });
});

describe('the saved drawing', () => {
  const parsed = (svg: string): Document => new DOMParser().parseFromString(svg, 'image/svg+xml');

  it('is well-formed whatever the PDUs hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, title) => {
        const document = parsed(
          ladderSvg([pduRow(1, { text, trunk: text }), response], title, clock, 'trunk'),
        );
        expect(document.querySelector('parsererror')).toBeNull();
        // An arrow has a line and a tip; the lanes are two lines more.
        expect(document.querySelectorAll('path')).toHaveLength(2);
        expect(document.querySelectorAll('line')).toHaveLength(4);
      }),
      { numRuns: 50 },
    );
  });
});
