import { randomInt } from 'node:crypto';
import { versionOf } from '#shared/smpp/tables/versions';

const LIMIT = 0x1_0000_0000;

/**
 * Ids as SMSCs give them: counted up from a random start, in capital hexadecimal digits with leading zeros. 10 digits,
 * or 8 towards an ESME of 3.3, whose field holds no more (SMPP 3.4 section 3.4).
 */
export class MessageIds {
  #next = randomInt(LIMIT / 2);

  take(interfaceVersion: number): string {
    const number = this.#next;
    this.#next = (number + 1) % LIMIT;
    const digits = versionOf(interfaceVersion) === '3.3' ? 8 : 10;
    return number.toString(16).toUpperCase().padStart(digits, '0');
  }
}
