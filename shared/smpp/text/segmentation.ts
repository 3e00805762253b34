import { countMessage } from './message-counts';
import { planMessage } from './message-plan';
import type { UnencodableCharacter } from './text-problems';

export interface TextCounts {
  readonly encoding: 'gsm7' | 'ucs2';
  /** Unicode characters (code points). */
  readonly characters: number;
  /** Septets of GSM 7-bit (an extension character costs two), or UTF-16 units of UCS-2. */
  readonly units: number;
  readonly unitsPerSegment: number;
  /** An empty text is one empty segment. */
  readonly segments: number;
  readonly unitsLeftInLast: number;
}

export interface Segment {
  /** The user data: header, where there is one, and text. GSM 7-bit is unpacked, one septet an octet. */
  readonly octets: Uint8Array;
  readonly hasUdh: boolean;
  readonly text: string;
}

export type SegmentPlan =
  | {
      readonly ok: true;
      readonly encoding: 'gsm7' | 'ucs2';
      readonly segments: readonly Segment[];
    }
  | { readonly ok: false; readonly sentence: string; readonly problem: UnencodableCharacter | null };

/** `planMessage` with nothing chosen: GSM 7-bit or UCS-2, in segments with an 8-bit concatenation header. */
export function planSegments(text: string, options: { readonly reference: number }): SegmentPlan {
  const plan = planMessage({ text }, {}, () => options.reference);
  if (!plan.ok) return plan;
  const segments = plan.segments.map(({ octets, headerOctets, text: part }) => ({
    octets,
    hasUdh: headerOctets > 0,
    text: part,
  }));
  return { ok: true, encoding: plan.encoding === 'gsm7' ? 'gsm7' : 'ucs2', segments };
}

/** `countMessage` with nothing chosen; half a surrogate pair counts as a character. */
export function countText(text: string): TextCounts {
  const { characters, measure } = countMessage(text.replace(/\p{Surrogate}/gu, '\ufffd'));
  if (measure === null) throw new Error('A text that can be written has no measure.');
  const { encoding, units, unitsPerSegment, segments, unitsLeftInLast } = measure;
  return {
    encoding: encoding === 'gsm7' ? 'gsm7' : 'ucs2',
    characters,
    units,
    unitsPerSegment,
    segments,
    unitsLeftInLast,
  };
}
