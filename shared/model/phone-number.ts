import parsePhoneNumber, { AsYouType, validatePhoneNumberLength } from 'libphonenumber-js';

const regionNames = new Intl.DisplayNames('en', { type: 'region' });

/** What makes a number in E.164, written "+" and digits alone, impossible, as a sentence; null when it can exist. */
export function phoneNumberProblem(e164: string): string | null {
  switch (validatePhoneNumberLength(e164)) {
    case undefined:
      return null;
    case 'INVALID_COUNTRY':
      return `No country’s code begins ${e164.slice(0, 4)}. Check the digits after the plus.`;
    case 'NOT_A_NUMBER':
      return 'Write the number with its country code and digits alone, such as +37061234567.';
    case 'TOO_SHORT':
      return `This number is too short${plan(e164)}.`;
    case 'TOO_LONG':
      return `This number is too long${plan(e164)}.`;
    case 'INVALID_LENGTH':
      return `This number has a length that does not exist${plan(e164)}.`;
  }
}

/** What is odd about a number that can exist: that it is in no range known to be in use; null when nothing is. */
export function phoneNumberWarning(e164: string): string | null {
  const number = parsePhoneNumber(e164, { extract: false });
  if (number === undefined || number.isValid()) return null;
  return `This number is in no range known to be in use${plan(e164)}. Check it.`;
}

/** " for Lithuania (+370)"; the code alone where several countries share it, and nothing where there is none. */
function plan(e164: string): string {
  // Knows the country of a number that is still being typed, too.
  const typed = new AsYouType();
  typed.input(e164);
  const callingCode = typed.getCallingCode();
  if (callingCode === undefined) return '';
  const code = `+${callingCode}`;
  const country = typed.getCountry();
  const name = country === undefined ? undefined : regionNames.of(country);
  return name === undefined ? ` for country code ${code}` : ` for ${name} (${code})`;
}
