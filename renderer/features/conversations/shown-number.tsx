import { createContext, useContext } from 'react';
import { maskNumber, maskText } from '#shared/model/masked-number';

type Shown = (text: string) => string;
const asItIs: Shown = (text) => text;

/** Whether phone numbers are hidden here: before an audience that is not to see them. */
export const MaskedNumbersContext = createContext(false);

export const useAreNumbersMasked = (): boolean => useContext(MaskedNumbersContext);

/** How a number is shown here. */
export const useShownNumber = (): Shown => (useAreNumbersMasked() ? maskNumber : asItIs);

/** How a text is shown here that may have numbers in it: a message, a reason, a receipt. */
export const useShownText = (): Shown => (useAreNumbersMasked() ? maskText : asItIs);
