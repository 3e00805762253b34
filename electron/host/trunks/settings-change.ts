import { isDeepStrictEqual } from 'node:util';
import type { TrunkSettings } from '#shared/model/trunk';

/**
 * True when the connection has to be made anew with what was saved. What only concerns messages, the retrying, the rate
 * or hosts that are not in use is taken as it is.
 */
export function needsRebind(before: TrunkSettings, after: TrunkSettings, isSecretGiven: boolean): boolean {
  return isSecretGiven || !isDeepStrictEqual(linkSettings(before), linkSettings(after));
}

function linkSettings(settings: TrunkSettings) {
  const { connectionTimeoutSeconds: _spacing, ...timers } = settings.timers;
  return {
    host: settings.host,
    txPort: settings.txPort,
    rxPort: settings.rxPort,
    bindType: settings.bindType,
    receiver: settings.receiver,
    isOnDemand: settings.onDemand.isEnabled,
    outbind: settings.outbind,
    systemId: settings.systemId,
    systemType: settings.systemType,
    addressRange: settings.addressRange,
    version: settings.version,
    isLowerVersionIgnored: settings.isLowerVersionIgnored,
    tls: settings.tls,
    timers,
    window: settings.window,
    binds: settings.binds,
  };
}
