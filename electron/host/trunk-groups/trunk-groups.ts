import type { EventHub } from '#electron/host/event-hub';
import type { SettingsStore } from '#electron/host/settings/settings-store';
import type { StoredGroup } from '#electron/host/settings/stored-settings';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import { trunkGroupId, type TrunkGroupId, type TrunkId } from '#shared/model/ids';
import type { TrunkGroupSettings, TrunkGroupView } from '#shared/model/trunk-group';
import { RpcError } from '#shared/rpc/errors';
import { byPriority, chooseMember, type Candidate, type PickByShare } from './choose-member';
import type { GroupChoice, GroupRouter } from './group-router';
import { LoadShares } from './load-shares';
import { memberState } from './member-state';
import type { TrunkDirectory } from './trunk-directory';

export interface TrunkGroupsOptions {
  readonly store: Pick<SettingsStore, 'groups' | 'saveGroup' | 'deleteGroups'>;
  readonly trunks: TrunkDirectory;
  readonly hub: EventHub;
  readonly createId: () => string;
  readonly onError: (error: unknown) => void;
}

/** The trunk groups: their settings, and which member of each carries what is sent. */
export class TrunkGroups implements GroupRouter {
  readonly #options: TrunkGroupsOptions;
  readonly #changed: Emitter<TrunkGroupId>;
  readonly #shares = new Map<TrunkGroupId, LoadShares>();
  readonly #views = new Map<TrunkGroupId, TrunkGroupView>();
  /** Messages given to a trunk since its queue was last counted. */
  readonly #given = new Map<TrunkId, number>();
  /** Segments that wait in a group for a trunk. */
  readonly #waiting = new Map<TrunkGroupId, number>();
  /** Members that are passed over as throttled, by group: what waits in another group is none of its business. */
  readonly #throttled = new Map<TrunkGroupId, Set<TrunkId>>();

  constructor(options: TrunkGroupsOptions) {
    this.#options = options;
    this.#changed = new Emitter(options.onError);
    options.trunks.onChanged(() => {
      this.#given.clear();
      this.#refresh();
    });
  }

  list(): TrunkGroupView[] {
    this.#refresh();
    return [...this.#views.values()];
  }

  create(settings: TrunkGroupSettings): TrunkGroupView {
    const group = { id: trunkGroupId.parse(this.#options.createId()), settings };
    this.#check(settings, null);
    this.#options.store.saveGroup(group);
    return this.#refreshed(group.id);
  }

  update(id: TrunkGroupId, settings: TrunkGroupSettings): TrunkGroupView {
    this.#get(id);
    this.#check(settings, id);
    this.#options.store.saveGroup({ id, settings });
    this.#shares.get(id)?.reset();
    return this.#refreshed(id);
  }

  delete(ids: readonly TrunkGroupId[]): void {
    const known = ids.filter((id) => this.#options.store.groups.some((group) => group.id === id));
    if (known.length === 0) throw new RpcError('not-found', 'This trunk group does not exist any more.');
    this.#options.store.deleteGroups(new Set(known));
    for (const id of known) {
      this.#shares.delete(id);
      this.#waiting.delete(id);
      this.#throttled.delete(id);
      this.#views.delete(id);
    }
    this.#options.hub.emit('trunkGroup.deleted', { ids: known });
  }

  choose(
    groupId: TrunkGroupId,
    accepts?: (trunkId: TrunkId) => string | null,
    hasRoom: (trunkId: TrunkId) => boolean = () => true,
  ): GroupChoice | null {
    const group = this.#options.store.groups.find((each) => each.id === groupId);
    if (group === undefined) return null;
    const shares = this.#sharesOf(groupId);
    const choice = this.#choose(
      group,
      (members) => shares.next(members, ({ trunkId }) => hasRoom(trunkId)),
      accepts,
    );
    if (choice.kind === 'carrier' && hasRoom(choice.trunkId)) {
      this.#given.set(choice.trunkId, (this.#given.get(choice.trunkId) ?? 0) + 1);
      this.#waiting.set(groupId, Math.max(0, (this.#waiting.get(groupId) ?? 0) - 1));
    }
    return choice;
  }

  reportQueued(groupId: TrunkGroupId, count: number): void {
    this.#waiting.set(groupId, count);
    const group = this.#options.store.groups.find(({ id }) => id === groupId);
    if (group !== undefined) this.#refreshGroup(group);
  }

  nameOf(groupId: TrunkGroupId): string | null {
    return this.#options.store.groups.find((group) => group.id === groupId)?.settings.name ?? null;
  }

  matesOf(trunkId: TrunkId): TrunkId[] {
    const groups = this.#options.store.groups
      .map(({ settings }) => settings.members.map((member) => member.trunkId))
      .filter((ids) => ids.includes(trunkId));
    return [...new Set(groups.flat())].filter((id) => id !== trunkId);
  }

  onChanged(listener: (groupId: TrunkGroupId) => void): Unsubscribe {
    return this.#changed.on(listener);
  }

  #choose(
    { id, settings }: StoredGroup,
    pickByShare: PickByShare,
    accepts: (trunkId: TrunkId) => string | null = () => null,
  ): GroupChoice {
    const throttled = this.#throttled.get(id) ?? new Set();
    this.#throttled.set(id, throttled);
    const waiting = this.#waiting.get(id) ?? 0;
    const candidates = settings.members.flatMap((member): Candidate[] => {
      const trunk = this.#options.trunks.find(member.trunkId);
      if (trunk === undefined) return [];
      const { trunkId } = member;
      const queued = trunk.queuedCount + (this.#given.get(trunkId) ?? 0) + waiting;
      const state = memberState(trunk, queued, throttled.has(trunkId));
      if (state.kind === 'throttled') throttled.add(trunkId);
      else throttled.delete(trunkId);
      return [{ member, name: trunk.settings.name, state, refusal: accepts(trunkId) }];
    });
    return chooseMember(settings, byPriority(candidates), pickByShare);
  }

  #refresh(): void {
    for (const group of this.#options.store.groups) this.#refreshGroup(group);
  }

  /** Tells of the group when its settings, carrier or reason are not what was told last. */
  #refreshGroup(group: StoredGroup): void {
    const before = this.#views.get(group.id);
    const view = this.#viewOf(group);
    if (
      before?.settings === view.settings &&
      before.carrierId === view.carrierId &&
      before.reason === view.reason
    ) {
      return;
    }
    this.#views.set(group.id, view);
    this.#options.hub.emit('trunkGroup.changed', view);
    if (before?.carrierId !== view.carrierId || before.settings !== view.settings)
      this.#changed.emit(group.id);
  }

  #refreshed(id: TrunkGroupId): TrunkGroupView {
    this.#refresh();
    return this.#views.get(id) ?? this.#viewOf(this.#get(id));
  }

  #viewOf(group: StoredGroup): TrunkGroupView {
    const { id, settings } = group;
    let sharing = '';
    const choice = this.#choose(group, (members) => {
      if (members.length > 1) {
        const parts = members.map(({ trunkId, share }) => `${this.#nameOf(trunkId)} ${share}`);
        sharing = `Shared by load: ${parts.join(', ')}.`;
      }
      return members.toSorted((one, other) => other.share - one.share)[0];
    });
    if (choice.kind === 'none') return { id, settings, carrierId: null, reason: choice.sentence };
    return { id, settings, carrierId: choice.trunkId, reason: sharing === '' ? choice.reason : sharing };
  }

  #nameOf(trunkId: TrunkId): string {
    return this.#options.trunks.find(trunkId)?.settings.name ?? '';
  }

  #sharesOf(id: TrunkGroupId): LoadShares {
    const known = this.#shares.get(id) ?? new LoadShares();
    this.#shares.set(id, known);
    return known;
  }

  #get(id: TrunkGroupId): StoredGroup {
    const group = this.#options.store.groups.find((each) => each.id === id);
    if (group === undefined) throw new RpcError('not-found', 'This trunk group does not exist any more.');
    return group;
  }

  #check(settings: TrunkGroupSettings, exceptId: TrunkGroupId | null): void {
    const name = settings.name.toLocaleLowerCase('en');
    const other = this.#options.store.groups.find(
      (group) => group.id !== exceptId && group.settings.name.toLocaleLowerCase('en') === name,
    );
    if (other !== undefined) {
      throw new RpcError('conflict', `There is already a trunk group named “${other.settings.name}”.`, {
        'settings.name': 'This name is taken. Give the group another one.',
      });
    }
    if (settings.members.some(({ trunkId }) => this.#options.trunks.find(trunkId) === undefined)) {
      throw new RpcError('not-found', 'One of the trunks does not exist any more. Take it out of the group.');
    }
  }
}
