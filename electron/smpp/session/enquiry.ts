import type { OwnRequests } from './own-requests';

/** Our enquire_link: the latest one is what counts. */
export class Enquiry {
  readonly #own: OwnRequests;
  #sequenceNumber: number | null = null;

  constructor(own: OwnRequests) {
    this.#own = own;
  }

  send(): void {
    // An earlier one that was never answered, though the link lived, is of no more interest.
    if (this.#sequenceNumber !== null) this.#own.forget(this.#sequenceNumber);
    this.#sequenceNumber = this.#own.send({ command: 'enquire_link', body: null }, false, () => {
      this.#sequenceNumber = null;
    });
  }
}
