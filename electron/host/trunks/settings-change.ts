import { isDeepStrictEqual } from 'node:util';
import type { TrunkSettings } from '#shared/model/trunk';

/** True when the connection has to be made anew with what was saved: for anything but the name and the retrying. */
export function needsRebind(before: TrunkSettings, after: TrunkSettings, isPasswordGiven: boolean): boolean {
  return isPasswordGiven || !isDeepStrictEqual(linkSettings(before), linkSettings(after));
}

function linkSettings(
  settings: TrunkSettings,
): Omit<TrunkSettings, 'name' | 'isEnabled' | 'isRetryAutomatic'> {
  const { name: _name, isEnabled: _isEnabled, isRetryAutomatic: _isRetryAutomatic, ...link } = settings;
  return link;
}
