import * as tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import {
  authoritiesFromFiles,
  trustSystemAuthorities,
  type AuthorityStore,
} from '#electron/smpp/transport/system-authorities';
import { TestAuthority } from '#test/support/certificates';

/** As Node 24.5 and newer have it. */
function storeOf(certificates: Readonly<Record<'default' | 'system', readonly string[]>>) {
  const set: (readonly string[])[] = [];
  const store: AuthorityStore = {
    getCACertificates: (type) => certificates[type],
    setDefaultCACertificates: (given) => void set.push(given),
  };
  return { store, set };
}

describe('the operating system’s certificate authorities', () => {
  it('are trusted beside those of Node, each once', () => {
    const { store, set } = storeOf({ default: ['a', 'b'], system: ['b', 'company'] });
    expect(trustSystemAuthorities(store)).toBe(true);
    expect(set).toEqual([['a', 'b', 'company']]);
  });

  it('are left where Node cannot read them, or names none of its own', () => {
    expect(trustSystemAuthorities({})).toBe(false);
    const { store, set } = storeOf({ default: [], system: ['company'] });
    expect(trustSystemAuthorities(store)).toBe(false);
    expect(set).toEqual([]);
  });

  it('that cannot be read leave TLS as it is', () => {
    const { store } = storeOf({ default: ['a'], system: ['damaged'] });
    const refuse = (): never => {
      throw new Error('bad certificate');
    };
    expect(trustSystemAuthorities({ ...store, setDefaultCACertificates: refuse })).toBe(false);
  });

  it('are taken by this Node where it is new enough', () => {
    expect(trustSystemAuthorities()).toBe('setDefaultCACertificates' in tls);
  });
});

describe('without Node’s help they are read from files', () => {
  const files = new Map<string, string>();
  const read = (environment: Readonly<Record<string, string>>): string[] =>
    authoritiesFromFiles(environment, (path) => {
      const text = files.get(path);
      if (text === undefined) throw new Error('ENOENT');
      return text;
    }).filter((pem) => !tls.rootCertificates.includes(pem));

  it('SSL_CERT_FILE before the system’s own, beside Node’s and NODE_EXTRA_CA_CERTS, each once', async () => {
    const [company, extra, system] = await Promise.all(
      ['Company', 'Extra', 'System'].map(async (name) => (await TestAuthority.create(name)).certificatePem),
    );
    files.clear();
    files.set(
      '/company.pem',
      `# ours\n${company}\r\n${company}\n${tls.rootCertificates[0]?.replaceAll('\n', '\r\n')}`,
    );
    files.set('/extra.pem', `${extra}`);
    files.set('/etc/pki/tls/certs/ca-bundle.crt', `${system}`);
    const bare = (pem = ''): string => pem.trim();
    expect(read({ SSL_CERT_FILE: '/company.pem', NODE_EXTRA_CA_CERTS: '/extra.pem' })).toEqual([
      bare(extra),
      bare(company),
    ]);
    expect(read({})).toEqual([bare(system)]);
    expect(read({ SSL_CERT_FILE: '/not-there.pem' })).toEqual([bare(system)]);
  });

  it('and what is none, or damaged, is passed over', () => {
    files.clear();
    files.set('/bad.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\nnonsense');
    expect(read({ SSL_CERT_FILE: '/bad.pem', NODE_EXTRA_CA_CERTS: '/nowhere.pem' })).toEqual([]);
    files.clear();
    expect(authoritiesFromFiles({}, () => '').length).toBe(tls.rootCertificates.length);
  });
});
