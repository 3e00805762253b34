/** A group of bits inside an octet, with the name that the specification gives it. */
export interface BitMeaning {
  readonly name: string;
  readonly mask: number;
  /** The bits, shifted down. */
  readonly value: number;
  readonly meaning: string;
}

/** A value in words: lower case where it continues a line, names as the specification writes them. */
export interface ValueMeaning {
  readonly words: string;
  /** Highest bits first; empty for values that are not made of bits. */
  readonly bits: readonly BitMeaning[];
}

export function words(text: string): ValueMeaning {
  return { words: text, bits: [] };
}

/** One group of bits, its meaning looked up by its value. */
export function bitMeaning(
  name: string,
  octet: number,
  mask: number,
  meanings: Readonly<Record<number, string>>,
): BitMeaning {
  const value = (octet & mask) / (mask & -mask);
  return { name, mask, value, meaning: meanings[value] ?? 'reserved' };
}

/** "01.. ...." for mask 0xC0: the bits of a group in their places, the others as dots. */
export function bitPattern(mask: number, value: number): string {
  const shifted = value * (mask & -mask);
  let pattern = '';
  for (let bit = 7; bit >= 0; bit -= 1) {
    const at = 1 << bit;
    pattern += (mask & at) === 0 ? '.' : (shifted & at) === 0 ? '0' : '1';
    if (bit === 4) pattern += ' ';
  }
  return pattern;
}
