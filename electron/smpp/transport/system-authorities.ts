import * as tls from 'node:tls';

/** What Node has of this; both since 24.5, so neither is in older ones. */
export interface AuthorityStore {
  readonly getCACertificates?: (type: 'default' | 'system') => readonly string[];
  readonly setDefaultCACertificates?: (certificates: readonly string[]) => void;
}

/**
 * Has TLS trust the operating system's certificate authorities beside those that Node brings, so that a company's own
 * counts here as everywhere else on the computer. Once for the process, since reading them takes a while. Where Node
 * cannot, or the system's cannot be read, it stays with Node's own and NODE_EXTRA_CA_CERTS. Answers whether it could.
 */
export function trustSystemAuthorities(store: AuthorityStore = tls as AuthorityStore): boolean {
  const { getCACertificates, setDefaultCACertificates } = store;
  if (getCACertificates === undefined || setDefaultCACertificates === undefined) return false;
  try {
    const known = getCACertificates('default');
    // With OpenSSL's own store Node names none, and would have none left.
    if (known.length === 0) return false;
    setDefaultCACertificates([...new Set([...known, ...getCACertificates('system')])]);
    return true;
  } catch {
    return false;
  }
}
