import { EventHub, type HostEvent } from '#electron/host/event-hub';
import type { StoredGroup } from '#electron/host/settings/stored-settings';
import { LiveTrunkDirectory } from '#electron/host/trunk-groups/trunk-directory';
import { TrunkGroups } from '#electron/host/trunk-groups/trunk-groups';
import { trunkId, type TrunkGroupId } from '#shared/model/ids';
import { trunkGroupSettings, type TrunkGroupSettings } from '#shared/model/trunk-group';
import type { ConnectionState, TrunkView } from '#shared/model/trunk-view';
import { aTrunk } from '#test/support/views';

export const loggedIn: ConnectionState = {
  kind: 'logged-in',
  sinceMs: 0,
  smscInterfaceVersion: null,
  version: '3.4',
  localAddress: '127.0.0.1:1',
  remoteAddress: '127.0.0.1:2775',
  security: null,
};
export const down: ConnectionState = { kind: 'waiting', after: 'error', retryAtMs: 0 };

/** [id, priority, share] */
type Member = readonly [string, number?, number?];

export function group(mode: TrunkGroupSettings['mode'], ...members: readonly Member[]): TrunkGroupSettings {
  return trunkGroupSettings.parse({
    name: 'Carriers',
    mode,
    members: members.map(([id, priority, share]) => ({ trunkId: trunkId.parse(id), priority, share })),
  });
}

/** Groups over trunks a, b and c, which are all logged in at first. */
export function openGroups() {
  const views = new Map(['a', 'b', 'c'].map((id) => [id, aTrunk(id, { connection: loggedIn })]));
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const hub = new EventHub(onError);
  const trunks = new LiveTrunkDirectory(hub, () => [...views.values()], onError);
  let groups: readonly StoredGroup[] = [];
  const store = {
    get groups() {
      return groups;
    },
    saveGroup: (saved: StoredGroup) => {
      groups = [...groups.filter(({ id }) => id !== saved.id), saved];
    },
    deleteGroups: (ids: ReadonlySet<TrunkGroupId>) => {
      groups = groups.filter(({ id }) => !ids.has(id));
    },
  };
  let created = 0;
  const service = new TrunkGroups({ store, trunks, hub, createId: () => `g${++created}`, onError });
  const events: HostEvent[] = [];
  hub.subscribe((event) => events.push(event));
  const change = (id: string, rest: Partial<TrunkView>): void => {
    const view = views.get(id);
    if (view !== undefined) views.set(id, { ...view, ...rest });
    trunks.refresh();
  };
  const disable = (id: string): void => {
    change(id, { settings: aTrunk(id, { settings: { isEnabled: false } }).settings });
  };
  return { groups: service, store, hub, trunks, views, events, errors, change, disable };
}
