export interface TextPart {
  readonly text: string;
  readonly isHit: boolean;
}

/** Characters shown before the first hit. */
const LEAD = 24;

const foldOf = (text: string): string =>
  // Character by character, so that a place in the folded text is the same place in the text.
  Array.from(text, (character) => {
    const folded = character
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase();
    return folded.length === character.length ? folded : character.toLowerCase().slice(0, character.length);
  }).join('');

/** The words of a search as the host takes them: letters and digits, anything else parts them. */
export function searchWords(query: string): readonly string[] {
  return (query.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map(foldOf);
}

/**
 * A text with the places that a search found: the beginnings of words, without regard to case and accents, and the
 * words whole but for the last one.
 */
export function highlight(text: string, query: string): readonly TextPart[] {
  const words = searchWords(query);
  const folded = foldOf(text);
  const isWord = (at: number): boolean => /[\p{L}\p{N}\p{M}]/u.test(folded[at] ?? '');
  const marks: { readonly start: number; readonly end: number }[] = [];
  words.forEach((word, index) => {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      const end = at + word.length;
      const isWhole = index === words.length - 1 || !isWord(end);
      if (isWhole && !(at > 0 && isWord(at - 1))) marks.push({ start: at, end });
    }
  });
  marks.sort((one, other) => one.start - other.start);
  const parts: TextPart[] = [];
  let done = 0;
  for (const { start, end } of marks) {
    if (start < done) continue;
    if (start > done) parts.push({ text: text.slice(done, start), isHit: false });
    parts.push({ text: text.slice(start, end), isHit: true });
    done = end;
  }
  if (done < text.length) parts.push({ text: text.slice(done), isHit: false });
  return parts;
}

/** The same, cut so that the first hit shows in one line. */
export function excerpt(text: string, query: string): readonly TextPart[] {
  const parts = highlight(text.replaceAll(/\s+/g, ' '), query);
  const [first, ...rest] = parts;
  if (first === undefined || first.isHit || first.text.length <= LEAD || rest.length === 0) return parts;
  const tail = Array.from(first.text).slice(-LEAD).join('');
  return [{ text: `…${tail}`, isHit: false }, ...rest];
}
