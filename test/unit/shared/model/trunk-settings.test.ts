import { describe, expect, it } from 'vitest';
import { trunkSettings } from '#shared/model/trunk';

const good = { name: 'Acme', host: 'smpp.example.com', systemId: 'acme' };

/** What is said of each field, by its path. */
function problems(change: object): Record<string, string> {
  const parsed = trunkSettings.safeParse({ ...good, ...change });
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
}

describe('trunkSettings', () => {
  it('fills in the defaults of the product', () => {
    expect(trunkSettings.parse(good)).toMatchObject({
      isEnabled: true,
      txPort: 2775,
      rxPort: 2775,
      bindType: 'transceiver',
      window: 10,
      timers: { connectionTimeoutSeconds: 10, enquireLinkSeconds: 60, inactivitySeconds: 0 },
    });
  });

  it.each(['smpp.example.com', '192.0.2.1', '2001:db8::1', 'localhost', 'smsc_1', 'bücher.example'])(
    'takes %s as a host',
    (host) => expect(problems({ host })).toEqual({}),
  );

  it.each(['http://smpp.example.com', 'smpp.example.com/path', 'two words', 'user@smpp.example.com'])(
    'refuses %s as a host with a sentence',
    (host) => expect(problems({ host })['host']).toMatch(/^Enter a name or an address alone/),
  );

  it.each([0, 65536, 2.5, Number.NaN, '2775'])('says which ports there are instead of %s', (txPort) => {
    expect(problems({ txPort })).toEqual({ txPort: 'Enter a port from 1 to 65535.' });
  });

  it('says the bounds of timers and window', () => {
    expect(problems({ window: 0 })).toEqual({ window: 'Enter 1 to 1000 requests.' });
    expect(problems({ timers: { bindSeconds: 301, responseSeconds: 0 } })).toEqual({
      'timers.bindSeconds': 'Enter 1 to 300 seconds.',
      'timers.responseSeconds': 'Enter 1 to 3600 seconds.',
    });
  });

  it('takes credentials longer than specified, which some providers use, and refuses what no octet can carry', () => {
    expect(problems({ systemId: 'x'.repeat(40) })).toEqual({});
    expect(problems({ systemId: 'Жук' })['systemId']).toMatch(/^Use characters of Latin-1 only/);
    expect(problems({ systemId: '' })).toEqual({ systemId: 'Enter the system ID.' });
  });
});
