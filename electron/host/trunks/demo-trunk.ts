import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import { freeName } from '#shared/model/trunk-names';

const DEMO_NAME = 'Demo trunk';

/** Settings of the demo trunk; host, port and system ID are those of the simulator once it runs. */
export function demoSettings(takenNames: readonly string[]): TrunkSettings {
  return trunkSettings.parse({ name: freeName(DEMO_NAME, takenNames), host: '127.0.0.1', systemId: 'demo' });
}
