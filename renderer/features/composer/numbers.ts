/** A whole number in decimal or after "0x"; null for anything else, and outside of the range. */
export function readNumber(typed: string, min: number, max: number): number | null {
  const text = typed.trim();
  if (!/^(?:\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text)) return null;
  const value = Number(text);
  return value >= min && value <= max ? value : null;
}

export const readOctet = (typed: string): number | null => readNumber(typed, 0, 255);

/** "0x40": how octets with a meaning are written. */
export function hexNumber(value: number, digits = 2): string {
  return `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
}
