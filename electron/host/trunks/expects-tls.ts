import { ConnectError } from '#electron/smpp/transport/connect-error';
import type { connectTransport } from '#electron/smpp/transport/connect-transport';
import type { CancelSignal } from '#shared/lib/cancel-signal';
import type { Clock } from '#shared/lib/clock';
import type { TrunkSettings } from '#shared/model/trunk';
import type { BindHost } from './bind-plan';

export interface ExpectsTlsOptions {
  readonly timers: TrunkSettings['timers'];
  readonly connect: typeof connectTransport;
  readonly clock: Clock;
  readonly signal: CancelSignal;
}

/**
 * Whether a port that ended a plain connection finishes a TLS handshake. Nothing is sent over it, so it does not matter
 * whose certificate it is.
 */
export async function expectsTls(
  { host, port }: BindHost,
  { timers, connect, clock, signal }: ExpectsTlsOptions,
): Promise<boolean> {
  const tls = {
    serverName: '',
    caPem: '',
    acceptsAnyCertificate: true,
    fingerprintSha256: '',
    handshakeTimeoutMs: timers.tlsHandshakeSeconds * 1000,
  };
  try {
    const connectTimeoutMs = timers.connectSeconds * 1000;
    const transport = await connect({ host, port, connectTimeoutMs, tls }, clock, signal);
    transport.destroy();
    return true;
  } catch (error) {
    if (error instanceof ConnectError) return false;
    throw error;
  }
}
