import * as tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { trustSystemAuthorities, type AuthorityStore } from '#electron/smpp/transport/system-authorities';

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
