import { systemClock } from '#electron/smpp/system-clock';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { listenForTransports } from '#electron/smpp/transport/listen-for-transports';
import { memoryTransportPair } from '#electron/smpp/transport/memory-transport';
import type { Transport } from '#electron/smpp/transport/transport';
import { TestAuthority, type Identity } from '#test/support/certificates';
import { deferred } from '#test/support/deferred';

export type TransportKind = 'memory' | 'TCP' | 'TLS';
export const transportKinds: readonly TransportKind[] = ['memory', 'TCP', 'TLS'];

/** Two ends of one connection. */
export interface TransportPair {
  readonly left: Transport;
  readonly right: Transport;
  close(): void;
}

interface TlsIdentity {
  readonly authority: TestAuthority;
  readonly identity: Identity;
}

let tlsIdentity: Promise<TlsIdentity> | null = null;

async function createIdentity(): Promise<TlsIdentity> {
  const authority = await TestAuthority.create();
  return { authority, identity: await authority.issue({ name: 'smsc.test' }) };
}

/** A new connection of this kind; `left` is the one that connected. */
export async function openTransportPair(kind: TransportKind): Promise<TransportPair> {
  if (kind === 'memory') return { ...memoryTransportPair(), close: () => undefined };
  tlsIdentity ??= createIdentity();
  const { authority, identity } = await tlsIdentity;
  const isTls = kind === 'TLS';
  const accepted = deferred<Transport>();
  const server = await listenForTransports(
    {
      host: '127.0.0.1',
      port: 0,
      ...(isTls && { tls: { keyPem: identity.keyPem, certificatePem: identity.certificatePem } }),
    },
    accepted.resolve,
  );
  const left = await connectTransport(
    {
      host: '127.0.0.1',
      port: server.port,
      connectTimeoutMs: 10_000,
      ...(isTls && {
        tls: {
          serverName: 'smsc.test',
          caPem: authority.certificatePem,
          acceptsAnyCertificate: false,
          handshakeTimeoutMs: 10_000,
        },
      }),
    },
    systemClock,
  );
  const right = await accepted.promise;
  await server.close();
  return {
    left,
    right,
    close: () => {
      left.destroy();
      right.destroy();
    },
  };
}
