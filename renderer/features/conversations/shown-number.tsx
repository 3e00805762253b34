import { createContext, useContext } from 'react';

/** A number with its middle hidden; first and last digits stay, so that threads can be told apart. Names stay. */
export function maskNumber(number: string): string {
  if (!/\d{5,}/.test(number)) return number;
  const kept = number.length >= 9 ? 3 : 1;
  return `${number.slice(0, kept)}${'•'.repeat(number.length - kept - 2)}${number.slice(-2)}`;
}

const asItIs = (number: string): string => number;

/** How a number is shown here: masked before an audience, else as it is. */
export const ShownNumberContext = createContext<(number: string) => string>(asItIs);

export const useShownNumber = (): ((number: string) => string) => useContext(ShownNumberContext);
