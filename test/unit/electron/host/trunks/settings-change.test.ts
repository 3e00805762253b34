import { describe, expect, it } from 'vitest';
import { settingsChange } from '#electron/host/trunks/settings-change';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';

const before = trunkSettings.parse({ name: 'A', host: 'h', systemId: 's' });

describe('what saving a trunk means for its connection', () => {
  it.each<[string, Partial<TrunkSettings>, boolean, string]>([
    ['nothing changed', {}, false, 'none'],
    ['the name alone', { name: 'B' }, false, 'none'],
    ['a password', {}, true, 'rebind'],
    ['whether it tries again', { isRetryAutomatic: false }, false, 'bind-if-down'],
    ['whether it is enabled', { isEnabled: false }, false, 'bind-if-down'],
    ['the host', { host: 'i' }, false, 'rebind'],
    ['a port', { rxPort: 9 }, false, 'rebind'],
    ['the bind type', { bindType: 'receiver' }, false, 'rebind'],
    ['the system ID', { systemId: 't' }, false, 'rebind'],
    ['the system type', { systemType: 'VMS' }, false, 'rebind'],
    ['TLS', { tls: { ...before.tls, isEnabled: true } }, false, 'rebind'],
    ['a timer', { timers: { ...before.timers, enquireLinkSeconds: 30 } }, false, 'rebind'],
    ['the window', { window: 11 }, false, 'rebind'],
  ])('%s', (_what, change, isPasswordGiven, meaning) => {
    expect(settingsChange(before, { ...before, ...change }, isPasswordGiven)).toBe(meaning);
  });
});
