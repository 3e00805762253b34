import { describe, expect, it } from 'vitest';
import { trunkWarnings } from '#electron/host/trunks/trunk-warnings';
import type { BindView, ConnectionState } from '#shared/model/trunk-view';
import { settings } from './manager-rig';

function bind(connection: ConnectionState, index = 0): BindView {
  return { index, role: 'transceiver', connection, last: null, port: 'open', target: '' };
}

function loggedIn(version: '3.3' | '3.4' | '5.0', smscInterfaceVersion: number | null): BindView {
  return bind({
    kind: 'logged-in',
    sinceMs: 0,
    smscInterfaceVersion,
    version,
    localAddress: '10.0.0.1:1',
    remoteAddress: '10.0.0.2:2775',
    security: null,
  });
}

describe('the version that an SMSC states', () => {
  it.each([
    [
      'lower: it is spoken',
      '5.0',
      false,
      loggedIn('3.4', 0x34),
      'The SMSC states SMPP 3.4, lower than the 5.0 of this trunk, so 3.4 is spoken.',
    ],
    [
      'lower, and the user overrules',
      '5.0',
      true,
      loggedIn('5.0', 0x34),
      'The SMSC states SMPP 3.4; 5.0 is spoken all the same, as this trunk is set.',
    ],
    [
      'lower than there are transceivers, though it took one',
      '3.4',
      false,
      loggedIn('3.4', 0x33),
      'The SMSC states SMPP 3.3, which has no transceiver, but took one, so 3.4 is spoken.',
    ],
    ['the same', '3.4', false, loggedIn('3.4', 0x34), null],
    ['higher', '3.4', false, loggedIn('3.4', 0x50), null],
    ['none at all', '5.0', false, loggedIn('5.0', null), null],
  ] as const)('%s', (_what, version, isLowerVersionIgnored, view, warning) => {
    const given = settings({ version, isLowerVersionIgnored });
    expect(trunkWarnings(given, [view], [])).toEqual(warning === null ? [] : [warning]);
  });
});

describe('what stands on a trunk', () => {
  it('are binds of several that are down while others are up', () => {
    const waiting: ConnectionState = { kind: 'waiting', after: 'error', retryAtMs: 1 };
    const binds = [loggedIn('3.4', null), bind(waiting, 1), bind({ kind: 'idle' }, 2)];
    expect(trunkWarnings(settings({ binds: 3 }), binds, [])).toEqual(['1 of 3 binds are logged in.']);
    expect(trunkWarnings(settings({ binds: 3 }), [bind(waiting)], [])).toEqual([]);
    expect(trunkWarnings(settings(), [loggedIn('3.4', null)], [])).toEqual([]);
  });

  it('is that any certificate is accepted, unless a fingerprint is pinned; what the binds found, once', () => {
    const { tls } = settings();
    const any = { ...tls, isEnabled: true, acceptsAnyCertificate: true };
    const found = 'The certificate of smsc.example expired.';
    expect(trunkWarnings(settings({ tls: any }), [], [found, found])).toEqual([
      expect.stringMatching(/^Any certificate is accepted: whoever is in between/) as string,
      found,
    ]);
    expect(trunkWarnings(settings({ tls: { ...any, pinnedFingerprint: 'AB'.repeat(32) } }), [], [])).toEqual(
      [],
    );
    expect(trunkWarnings(settings({ tls: { ...any, isEnabled: false } }), [], [])).toEqual([]);
  });
});
