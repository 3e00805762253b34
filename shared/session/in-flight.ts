import { RecentMap } from '../lib/recent-map';

/** Numbers of requests that are remembered beside those that have a slot; of more the older half is forgotten. */
const MAX_OTHERS = 40_000;
const FIRST_SLOTS = 16;
const MAX_SLOTS = 1024;
const FREE = -1;

/**
 * Which row asked under a sequence number, on each side, until it is answered. Numbers mostly follow each other, so that
 * each has a slot of its own among a few; one that meets another in its slot sends it to a map.
 */
export class InFlight {
  /** A number and its side in one; the rows beside them. */
  #keys = new Float64Array(FIRST_SLOTS).fill(FREE);
  #rows = new Float64Array(FIRST_SLOTS);
  #others: RecentMap<number, number> | null = null;

  /** Undefined for a number that is not in flight. */
  get(sequenceNumber: number, isOut: boolean): number | undefined {
    const key = keyOf(sequenceNumber, isOut);
    const slot = key & (this.#keys.length - 1);
    return this.#keys[slot] === key ? this.#rows[slot] : this.#others?.get(key);
  }

  set(sequenceNumber: number, isOut: boolean, row: number): void {
    const key = keyOf(sequenceNumber, isOut);
    let slot = key & (this.#keys.length - 1);
    while (this.#isTakenBesides(slot, key) && this.#keys.length < MAX_SLOTS) {
      this.#grow();
      slot = key & (this.#keys.length - 1);
    }
    if (this.#isTakenBesides(slot, key)) this.#moveOut(slot);
    this.#others?.delete(key);
    this.#keys[slot] = key;
    this.#rows[slot] = row;
  }

  delete(sequenceNumber: number, isOut: boolean): void {
    const key = keyOf(sequenceNumber, isOut);
    const slot = key & (this.#keys.length - 1);
    if (this.#keys[slot] === key) this.#keys[slot] = FREE;
    else this.#others?.delete(key);
  }

  #isTakenBesides(slot: number, key: number): boolean {
    const taken = this.#keys[slot];
    return taken !== FREE && taken !== key;
  }

  #moveOut(slot: number): void {
    this.#others ??= new RecentMap(MAX_OTHERS);
    this.#others.set(this.#keys[slot] ?? FREE, this.#rows[slot] ?? 0);
  }

  /** Those that had slots of their own have them among more slots too. */
  #grow(): void {
    const keys = this.#keys;
    const rows = this.#rows;
    this.#keys = new Float64Array(keys.length * 4).fill(FREE);
    this.#rows = new Float64Array(keys.length * 4);
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at] ?? FREE;
      if (key === FREE) continue;
      const slot = key & (this.#keys.length - 1);
      this.#keys[slot] = key;
      this.#rows[slot] = rows[at] ?? 0;
    }
  }
}

function keyOf(sequenceNumber: number, isOut: boolean): number {
  return sequenceNumber * 2 + Number(isOut);
}
