import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';

const DEMO_NAME = 'Demo trunk';

/** Settings of the demo trunk; host, port and system ID are those of the simulator once it runs. */
export function demoSettings(takenNames: readonly string[]): TrunkSettings {
  return trunkSettings.parse({ name: freeName(takenNames), host: '127.0.0.1', systemId: 'demo' });
}

function freeName(takenNames: readonly string[]): string {
  const taken = new Set(takenNames.map(comparableName));
  let name = DEMO_NAME;
  for (let number = 2; taken.has(comparableName(name)); number += 1) name = `${DEMO_NAME} ${number}`;
  return name;
}

/** Names that differ only in case or surrounding space would be one to the eye. */
export function comparableName(name: string): string {
  return name.trim().toLocaleLowerCase('en');
}
