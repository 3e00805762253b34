import { isDeepStrictEqual } from 'node:util';
import type { TrunkSettings } from '#shared/model/trunk';

/** What saving a trunk means for its connection. */
export type SettingsChange =
  /** Nothing, or the name alone: the connection stays as it is. */
  | 'none'
  /** Whether it tries again by itself: a bind that stands, or is being made, stays. */
  | 'bind-if-down'
  /** The connection is made anew with what was saved. */
  | 'rebind';

export function settingsChange(
  before: TrunkSettings,
  after: TrunkSettings,
  isPasswordGiven: boolean,
): SettingsChange {
  if (isPasswordGiven || !isDeepStrictEqual(linkSettings(before), linkSettings(after))) return 'rebind';
  const isRetryChanged = before.isRetryAutomatic !== after.isRetryAutomatic;
  return isRetryChanged || before.isEnabled !== after.isEnabled ? 'bind-if-down' : 'none';
}

function linkSettings(
  settings: TrunkSettings,
): Omit<TrunkSettings, 'name' | 'isEnabled' | 'isRetryAutomatic'> {
  const { name: _name, isEnabled: _isEnabled, isRetryAutomatic: _isRetryAutomatic, ...link } = settings;
  return link;
}
