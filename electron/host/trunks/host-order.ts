import type { BindHost } from './bind-plan';

/**
 * Which of a trunk's hosts is tried next. From Idle the first one; after a failure the next in order, around; after a
 * drop the one that was good last, since an SMSC's standby that took over is more likely up than the one that fell.
 */
export class HostOrder {
  #hosts: readonly BindHost[];
  #current = 0;
  /** Where the round of attempts began: when it comes around, every host has been tried. */
  #roundStart = 0;

  /** `hosts` must not be empty. */
  constructor(hosts: readonly BindHost[]) {
    this.#hosts = hosts;
  }

  get current(): BindHost {
    const host = this.#hosts[this.#current] ?? this.#hosts[0];
    if (host === undefined) throw new Error('A bind without a host');
    return host;
  }

  /** Takes a changed list and goes on at the host it was at, if that is still there. */
  setHosts(hosts: readonly BindHost[]): void {
    const { host, port } = this.current;
    this.#hosts = hosts;
    const index = hosts.findIndex((other) => other.host === host && other.port === port);
    this.#current = Math.max(0, index);
    this.#roundStart = this.#current;
  }

  /** The trunk binds from Idle. */
  restart(): void {
    this.#current = 0;
    this.#roundStart = 0;
  }

  /** The bind stood: the next round begins here. */
  succeeded(): void {
    this.#roundStart = this.#current;
  }

  /** An attempt failed. True when that was the last host of a round. */
  failed(): boolean {
    this.#current = (this.#current + 1) % this.#hosts.length;
    return this.#current === this.#roundStart % this.#hosts.length;
  }
}
