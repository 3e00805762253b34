import { join } from 'node:path';
import { EventHub, type HostEvent } from '#electron/host/event-hub';
import { openSources, type Sources } from '#electron/host/sources/open-sources';
import { LiveTrunkDirectory } from '#electron/host/trunk-groups/trunk-directory';
import { sourceAddressSettings, type SourceAddressSettings } from '#shared/model/source-address';
import type { TrunkView } from '#shared/model/trunk-view';
import { FakeClock } from '#test/support/fake-clock';
import { aTrunk } from '#test/support/views';

export interface BookRig extends Sources {
  readonly clock: FakeClock;
  readonly hub: EventHub;
  readonly events: readonly HostEvent[];
  readonly errors: readonly unknown[];
  readonly trunks: TrunkView[];
  readonly bookPath: string;
}

/** The address book of a folder with two trunks, over the real files. */
export function openBook(folder: string, trunks: TrunkView[] = [aTrunk('a'), aTrunk('b')]): BookRig {
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const clock = new FakeClock();
  const hub = new EventHub(onError);
  const directory = new LiveTrunkDirectory(hub, () => trunks, onError);
  const sources = openSources({ folder, trunks: directory, hub, clock, onError });
  const events: HostEvent[] = [];
  hub.subscribe((event) => events.push(event));
  return { ...sources, clock, hub, events, errors, trunks, bookPath: join(folder, 'sources.json') };
}

export function source(address: string, rest: Partial<SourceAddressSettings> = {}): SourceAddressSettings {
  return sourceAddressSettings.parse({ address, kind: 'did', ...rest });
}
