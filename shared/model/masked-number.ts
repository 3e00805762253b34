/** Fewer digits than that are no phone number: a code, a price, a time. */
const LEAST_DIGITS = 7;

/** A number with its middle hidden; first and last digits stay, so that threads can be told apart. Names stay. */
export function maskNumber(number: string): string {
  if (!/\d{5,}/.test(number)) return number;
  const kept = number.length >= 9 ? 3 : 1;
  return `${number.slice(0, kept)}${'•'.repeat(number.length - kept - 2)}${number.slice(-2)}`;
}

/** What is no phone number though it has the digits: an id or a date of a receipt, and a day. */
const keptInText = /\b(?:id|date):\S*|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b/;
/** Digits as numbers are written, with what parts them. */
const numbersInText = new RegExp(
  `(?<kept>${keptInText.source})|\\+?\\(?\\p{Nd}(?:[\\s().\\-/\\u00a0]{0,2}\\p{Nd})+`,
  'giu',
);

/** A text in which every phone number has its middle hidden, its blanks and signs kept. */
export function maskText(text: string): string {
  return text.replaceAll(numbersInText, (found, keptWhole: string | undefined) => {
    const digits = found.match(/\p{Nd}/gu)?.length ?? 0;
    if (digits < LEAST_DIGITS || keptWhole !== undefined) return found;
    const kept = digits >= 9 ? 3 : 1;
    let at = 0;
    return found.replaceAll(/\p{Nd}/gu, (digit) => {
      at += 1;
      return at <= kept || at > digits - 2 ? digit : '•';
    });
  });
}
