/**
 * Remembers what was put into it last: half as many entries as it may have at least, and all of them while they are
 * fewer. Nothing that it does takes longer the more it holds (a map whose first entry is deleted again and again does).
 */
export class RecentMap<K, V> {
  readonly #half: number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  constructor(capacity: number) {
    this.#half = Math.ceil(capacity / 2);
  }

  get(key: K): V | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: K, value: V): void {
    this.#old.delete(key);
    this.#young.set(key, value);
    if (this.#young.size < this.#half) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  delete(key: K): void {
    if (!this.#young.delete(key)) this.#old.delete(key);
  }
}
