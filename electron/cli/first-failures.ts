import type { BindSpec } from '#electron/host/trunks/bind-plan';
import type { BindView } from '#shared/model/trunk-view';

/** Counts the failures before the first bind: each bind may try each of its hosts once. */
export class FirstFailures {
  readonly #plan: readonly BindSpec[];
  readonly #left: Map<number, number>;

  constructor(plan: readonly BindSpec[]) {
    this.#plan = plan;
    this.#left = new Map(plan.map(({ index, hosts }) => [index, hosts.length]));
  }

  /** To be asked once for each change: true when no bind of this one's role has a host left to try. */
  isHopeless({ index, role, connection }: BindView): boolean {
    const { kind } = connection;
    if (kind === 'login-failed' || kind === 'error') this.#left.set(index, 0);
    else if (kind === 'waiting') this.#left.set(index, (this.#left.get(index) ?? 0) - 1);
    else return false;
    return this.#plan.every((spec) => spec.role !== role || (this.#left.get(spec.index) ?? 0) <= 0);
  }
}
