const SLOTS = 256;

/** What is kept of each command, by its id: a table, where a map would hash a number for every PDU that comes by. */
export class ByCommand<T extends object> {
  /** No command has the id 0. */
  readonly #ids = new Uint32Array(SLOTS);
  readonly #values: (T | undefined)[] = new Array<T | undefined>(SLOTS).fill(undefined);

  constructor(entries: Iterable<readonly [commandId: number, value: T]>) {
    for (const [commandId, value] of entries) {
      const slot = slotOf(commandId);
      if (this.#values[slot] !== undefined) throw new Error(`Two commands have the slot of ${commandId}.`);
      this.#ids[slot] = commandId;
      this.#values[slot] = value;
    }
  }

  get(commandId: number): T | undefined {
    const slot = slotOf(commandId);
    return this.#ids[slot] === commandId ? this.#values[slot] : undefined;
  }
}

/** Ids are below 0x40 or from 0x100 to 0x13f, those of responses with bit 31. */
function slotOf(commandId: number): number {
  return (commandId & 0x3f) | ((commandId & 0x100) >> 2) | ((commandId >>> 31) << 7);
}
