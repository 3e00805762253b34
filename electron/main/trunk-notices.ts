import type { EventPayload } from '#shared/contract/index';
import type { TrunkId } from '#shared/model/ids';
import type { ConnectionState, TrunkView } from '#shared/model/trunk-view';

/** What the desktop is told: a trunk that was up went down by itself, or is up again. */
export interface TrunkNotice {
  readonly title: string;
  readonly body: string;
}

interface KnownTrunk {
  name: string;
  connection: ConnectionState['kind'];
  /** It was up and went down by itself; it is told when it is up again. */
  isMissed: boolean;
}

/** How bad it is, from the best to the worst; what the tray shows is the worst of all enabled trunks. */
export const trunkHealths = ['idle', 'up', 'busy', 'down'] as const;
export type TrunkHealth = (typeof trunkHealths)[number];

const healthOf: Readonly<Record<ConnectionState['kind'], TrunkHealth>> = {
  idle: 'idle',
  'logged-in': 'up',
  connecting: 'busy',
  logging: 'busy',
  unbinding: 'busy',
  waiting: 'down',
  'login-failed': 'down',
  error: 'down',
};

/**
 * Follows the trunks by the events of the host and decides what is worth a notice: going down only from logged in and
 * by a failure, so nothing that the user did; coming back only after that. A trunk that flaps while it is down says no more.
 */
export class TrunkNotices {
  readonly #trunks = new Map<TrunkId, KnownTrunk>();

  /** The trunk came to be, was changed, or is part of the list at the start. */
  know(view: Pick<TrunkView, 'id' | 'settings' | 'connection'>): void {
    const known = this.#trunks.get(view.id);
    if (known === undefined) {
      const { name } = view.settings;
      this.#trunks.set(view.id, { name, connection: view.connection.kind, isMissed: false });
    } else known.name = view.settings.name;
  }

  forget(ids: readonly TrunkId[]): void {
    for (const id of ids) this.#trunks.delete(id);
  }

  /** Null when there is nothing to say. */
  onStateChanged({ id, connection, last }: EventPayload<'trunk.stateChanged'>): TrunkNotice | null {
    const trunk = this.#trunks.get(id);
    if (trunk === undefined) return null;
    const before = trunk.connection;
    trunk.connection = connection.kind;
    if (connection.kind === 'logged-in') {
      if (!trunk.isMissed) return null;
      trunk.isMissed = false;
      return { title: `${trunk.name} is back`, body: last?.sentence ?? 'It is logged in again.' };
    }
    // The user unbound it, or it went to rest: nobody misses it any more.
    if (connection.kind === 'idle' || connection.kind === 'unbinding') trunk.isMissed = false;
    if (before !== 'logged-in' || healthOf[connection.kind] !== 'down') return null;
    trunk.isMissed = true;
    return { title: `${trunk.name} went down`, body: last?.sentence ?? 'Its connection ended.' };
  }

  /** The worst state of all trunks, with the names of those that are in it. */
  worst(): { readonly health: TrunkHealth; readonly names: readonly string[] } {
    let health: TrunkHealth = 'idle';
    for (const { connection } of this.#trunks.values()) {
      if (trunkHealths.indexOf(healthOf[connection]) > trunkHealths.indexOf(health)) {
        health = healthOf[connection];
      }
    }
    const names = [...this.#trunks.values()]
      .filter(({ connection }) => healthOf[connection] === health)
      .map(({ name }) => name);
    return { health, names };
  }
}

/** One line for the tray's tooltip and menu. */
export function worstStateWords({ health, names }: ReturnType<TrunkNotices['worst']>): string {
  const count = names.length === 1 ? (names[0] ?? '') : `${names.length} trunks`;
  switch (health) {
    case 'down':
      return `${count} ${names.length === 1 ? 'is' : 'are'} down`;
    case 'busy':
      return `${count} ${names.length === 1 ? 'is' : 'are'} connecting`;
    case 'up':
      return names.length === 1 ? `${count} is logged in` : `${count} are logged in`;
    case 'idle':
      return 'No trunk is bound';
  }
}
