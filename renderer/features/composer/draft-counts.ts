import type { TrunkSettings } from '#shared/model/trunk';
import { nationalTables } from '#shared/smpp/tables/gsm-national';
import type { ForcingCharacter } from '#shared/smpp/text/forcing';
import type { ShiftTables } from '#shared/smpp/text/gsm7';
import { countMessage, replaceForcing, type MessageCounts } from '#shared/smpp/text/message-counts';
import { alphabetNames, carrierOf, type MessageOptions } from '#shared/smpp/text/message-options';
import { planMessage } from '#shared/smpp/text/message-plan';
import type { Draft } from './draft';
import { readNumber, readOctet } from './numbers';
import { octetsOf } from './tlv-entries';

/** What of a trunk decides how a text is written and cut. */
export type CountTrunk = Pick<TrunkSettings, 'version' | 'alphabets' | 'longMessages' | 'shortMessageOctets'>;

/** Ports of the application, 16 bits each (3GPP TS 23.040 section 9.2.3.24.4). */
const IEI_APPLICATION_PORTS = 0x05;

/** The options by which the host will plan the message. */
export function messageOptionsOf(draft: Draft, trunk: CountTrunk | null): MessageOptions {
  return {
    alphabet: draft.alphabet,
    isFlash: draft.isFlash,
    dataCoding: draft.dataCoding.trim() === '' ? null : readOctet(draft.dataCoding),
    shiftTables: draft.shiftTables,
    carrier: carrierOf(draft.pdu),
    headerElements: draft.hasPorts ? [portsElement(draft)] : [],
    ...(trunk === null
      ? {}
      : {
          longMethod: draft.longMethod ?? trunk.longMessages,
          version: trunk.version,
          map: trunk.alphabets,
          shortMessageOctets: trunk.shortMessageOctets,
        }),
  };
}

function portsElement({ destinationPort, sourcePort }: Draft) {
  const to = readNumber(destinationPort, 0, 0xffff) ?? 0;
  const from = readNumber(sourcePort, 0, 0xffff) ?? 0;
  return { iei: IEI_APPLICATION_PORTS, data: Uint8Array.of(to >> 8, to & 0xff, from >> 8, from & 0xff) };
}

/** What one button makes of the text, so that it needs no UCS-2. */
export interface Replacement {
  readonly text: string;
  readonly label: string;
  /** What becomes of what: "“ → ", … → ...". */
  readonly detail: string;
}

export interface DraftCounts {
  /** Of the text, or octets where it is binary. */
  readonly characters: number;
  readonly isBinary: boolean;
  /** "GSM 7-bit", with its shift tables; empty where it cannot be written at all. */
  readonly encoding: string;
  /** The number on the wire; null where the text cannot go out so. */
  readonly dataCoding: number | null;
  /** Null where the text cannot be cut so. */
  readonly size: { readonly segments: number; readonly left: number | null; readonly octets: number } | null;
  /** Why it cannot go out so; null where it can. */
  readonly refusal: string | null;
  /** What the alphabet does not have, to be marked in the text. */
  readonly marks: readonly ForcingCharacter[];
  readonly markCount: number;
  readonly replacement: Replacement | null;
}

/** What is shown of a message while it is written. */
export function countDraft(draft: Draft, options: MessageOptions): DraftCounts {
  return draft.alphabet === 'binary' ? countOctets(draft, options) : countText(draft.text, options);
}

function countText(text: string, options: MessageOptions): DraftCounts {
  const counts = countMessage(text, options);
  const { measure, refusal, characters } = counts;
  return {
    characters,
    isBinary: false,
    encoding: encodingWords(counts, options),
    dataCoding: measure?.dataCoding ?? null,
    size:
      measure === null
        ? null
        : { segments: measure.segments, left: measure.unitsLeftInLast, octets: measure.octets },
    refusal: refusal?.sentence ?? null,
    marks: counts.forcing,
    markCount: counts.forcingCount,
    replacement: replacementFor(text, counts, options),
  };
}

function encodingWords({ measure, refusal }: MessageCounts, options: MessageOptions): string {
  if (measure === null) {
    const wanted = options.alphabet ?? 'auto';
    return wanted === 'auto' || refusal === null ? '' : alphabetNames[wanted];
  }
  return `${alphabetNames[measure.encoding]}${tableWords(measure.tables)}`;
}

function tableWords({ single, locking }: ShiftTables): string {
  const name = (language: number): string => nationalTables.get(language)?.language ?? String(language);
  const parts = [
    ...(locking === 0 ? [] : [`${name(locking)} locking shift`]),
    ...(single === 0 ? [] : [`${name(single)} single shift`]),
  ];
  return parts.length === 0 ? '' : ` with ${parts.join(' and ')}`;
}

/** Offered only where it leaves nothing that forces: replacing a part of it changes the text and gains nothing. */
function replacementFor(text: string, counts: MessageCounts, options: MessageOptions): Replacement | null {
  const { forcing, forcingCount } = counts;
  if (forcingCount === 0) return null;
  const same = replaceForcing(text, options);
  const sameCounts = countMessage(same, options);
  if (sameCounts.forcingCount === 0 && sameCounts.measure !== null) {
    return replacementOf(same, forcingCount, forcing, sameCounts, options);
  }
  if (forcing.length < forcingCount || forcing.some(({ replacement }) => replacement === null)) return null;
  const near = withReplacements(text, forcing);
  const nearCounts = countMessage(near, options);
  if (nearCounts.forcingCount > 0 || nearCounts.measure === null) return null;
  return replacementOf(near, forcingCount, forcing, nearCounts, options);
}

function replacementOf(
  text: string,
  count: number,
  forcing: readonly ForcingCharacter[],
  counts: MessageCounts,
  options: MessageOptions,
): Replacement {
  const pairs = new Set(
    forcing.map(({ character, replacement }) => `${shown(character)} → ${shown(replacement ?? '')}`),
  );
  const detail = [...pairs].slice(0, 4).join(', ') + (pairs.size > 4 ? ' …' : '');
  const what = count === 1 ? '1 character' : `${count} characters`;
  const isChosen = (options.alphabet ?? 'auto') !== 'auto';
  const encoding = encodingWords(counts, options);
  return { text, label: `Replace ${what}, ${isChosen ? 'use' : 'stay in'} ${encoding}`, detail };
}

/** A blank, or nothing, by name: it would not be seen. */
function shown(characters: string): string {
  if (characters === '') return 'nothing';
  if (characters === '\n') return 'a new line';
  return /^[\s\p{Cf}]+$/u.test(characters)
    ? characters === ' '
      ? 'a blank'
      : codePoint(characters)
    : characters;
}

function withReplacements(text: string, forcing: readonly ForcingCharacter[]): string {
  let replaced = '';
  let end = 0;
  for (const { index, length, character, replacement } of forcing) {
    replaced += text.slice(end, index) + (replacement ?? character);
    end = index + length;
  }
  return replaced + text.slice(end);
}

function countOctets({ hex, isUdhi }: Draft, options: MessageOptions): DraftCounts {
  const octets = octetsOf(hex);
  const base = {
    isBinary: true,
    encoding: 'Binary',
    dataCoding: null,
    marks: [],
    markCount: 0,
    replacement: null,
  } as const;
  if (typeof octets === 'string') return { ...base, characters: 0, size: null, refusal: null };
  const plan = planMessage({ octets, hasHeader: isUdhi }, options, () => 0);
  if (!plan.ok) return { ...base, characters: octets.length, size: null, refusal: plan.sentence };
  const total = plan.segments.reduce((sum, segment) => sum + segment.octets.length, 0);
  const size = { segments: plan.segments.length, left: null, octets: total };
  return { ...base, dataCoding: plan.dataCoding, characters: octets.length, size, refusal: null };
}

const MAX_NAMED = 5;

/** "“ł” and “ę” are not in GSM 7-bit": why the text goes as UCS-2. */
export function forcedByWords(marks: readonly ForcingCharacter[], alphabet: string): string {
  const characters = [...new Set(marks.map(({ character }) => character))];
  const named = characters.slice(0, MAX_NAMED).map(quoted);
  const isMore = characters.length > MAX_NAMED;
  const list =
    named.length > 1 && !isMore
      ? `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`
      : named.join(', ');
  return `${list}${isMore ? ' and others' : ''} ${named.length > 1 ? 'are' : 'is'} not in ${alphabet}`;
}

/** A quotation mark in quotation marks could not be told from them. */
const quoted = (character: string): string =>
  /^\p{Quotation_Mark}$/u.test(character)
    ? `${character} (${codePoint(character)})`
    : `“${shown(character)}”`;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The alphabet that the marked characters are missing in. */
export function narrowAlphabetName(options: MessageOptions): string {
  const { alphabet = 'auto', map } = options;
  if (alphabet !== 'auto') return alphabetNames[alphabet];
  const byDefault = map?.default ?? 'gsm7';
  return byDefault === 'ucs2' ? alphabetNames.gsm7 : alphabetNames[byDefault];
}
