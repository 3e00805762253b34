import { describe, expect, it } from 'vitest';
import { needsRebind } from '#electron/host/trunks/settings-change';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';

const before = trunkSettings.parse({ name: 'A', host: 'h', systemId: 's' });

describe('saving a trunk makes its connection anew', () => {
  it.each<[boolean, string, Partial<TrunkSettings>]>([
    [false, 'nothing', {}],
    [false, 'the name', { name: 'B' }],
    [false, 'whether it tries again', { isRetryAutomatic: false }],
    [false, 'whether it is enabled', { isEnabled: false }],
    [true, 'the host', { host: 'i' }],
    [true, 'a port', { rxPort: 9 }],
    [true, 'the bind type', { bindType: 'receiver' }],
    [true, 'the system ID', { systemId: 't' }],
    [true, 'the system type', { systemType: 'VMS' }],
    [true, 'TLS', { tls: { ...before.tls, isEnabled: true } }],
    [true, 'a timer', { timers: { ...before.timers, enquireLinkSeconds: 30 } }],
    [true, 'the window', { window: 11 }],
  ])('(%s) for a change of %s', (expected, _what, change) => {
    expect(needsRebind(before, { ...before, ...change }, false)).toBe(expected);
  });

  it('for a password that was entered, whatever it is', () => {
    expect(needsRebind(before, before, true)).toBe(true);
  });
});
