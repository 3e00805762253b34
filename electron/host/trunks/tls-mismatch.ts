import { ConnectError } from '#electron/smpp/transport/connect-error';
import type { connectTransport } from '#electron/smpp/transport/connect-transport';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { BindOutcome } from '#electron/smpp/session/session-types';
import type { Transport } from '#electron/smpp/transport/transport';
import type { CancelSignal } from '#shared/lib/cancel-signal';
import type { Clock } from '#shared/lib/clock';
import type { TrunkSettings } from '#shared/model/trunk';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { Framer } from '#shared/smpp/framer';
import { createPdu } from '#shared/smpp/pdu';
import type { BindHost } from './bind-plan';
import { bindFailure, type LinkFailure } from './link-failure';

/** A second look is no attempt of the user's: it takes no longer than this for each of its steps. */
const LOOK_MS = 5000;
const nothing = new Uint8Array(0);

export interface LookOptions {
  readonly host: BindHost;
  readonly settings: Pick<TrunkSettings, 'tls' | 'timers'>;
  readonly connect: typeof connectTransport;
  readonly clock: Clock;
  readonly signal: CancelSignal;
  /** Of the attempt that is looked at again: what goes over the second connection belongs to it. */
  readonly recorder: PduRecorder;
}

/**
 * What a bind that did not succeed means. A plain port that says nothing to the bind, or ends the connection on it, may be
 * one for TLS: that is looked at. `hasHeard`: the peer has sent something, so it is no TLS that waits for a handshake.
 */
export async function failureOfBind(
  outcome: Exclude<BindOutcome, { kind: 'bound' }>,
  hasHeard: boolean,
  look: LookOptions,
): Promise<LinkFailure> {
  const isSilent = outcome.kind === 'timeout';
  const isClosed = outcome.kind === 'ended' && outcome.end.kind === 'closed-by-peer';
  const isMute = !hasHeard && (isSilent || isClosed);
  if (isMute && !look.settings.tls.isEnabled && (await speaksTls(look))) {
    return { kind: 'tls-expected', isSilent };
  }
  return bindFailure(outcome);
}

/** What a connection that did not come about means: where TLS got no answer of TLS, plain SMPP may give one. */
export async function failureOfConnect(error: ConnectError, look: LookOptions): Promise<LinkFailure> {
  const mayBePlain = error.kind === 'tls' || error.kind === 'tls-timeout';
  if (mayBePlain && (await speaksPlainSmpp(look))) return { kind: 'plain-expected' };
  return { kind: 'not-connected', error };
}

/** Whether the port finishes a TLS handshake. Nothing is sent over it, so it does not matter whose certificate it is. */
async function speaksTls(look: LookOptions): Promise<boolean> {
  const transport = await connected(look, {
    serverName: '',
    caPem: '',
    acceptsAnyCertificate: true,
    fingerprintSha256: '',
    handshakeTimeoutMs: Math.min(look.settings.timers.tlsHandshakeSeconds * 1000, LOOK_MS),
  });
  transport?.destroy();
  return transport !== null;
}

/** Whether the port answers an enquire_link, which holds no secret, with a PDU. */
async function speaksPlainSmpp(look: LookOptions): Promise<boolean> {
  const transport = await connected(look);
  if (transport === null) return false;
  const isSmpp = await answersSmpp(transport, look);
  transport.destroy();
  return isSmpp;
}

function answersSmpp(transport: Transport, { clock, signal, recorder }: LookOptions): Promise<boolean> {
  const note =
    'TLS did not come about. Over a second connection, without TLS, goes an enquire_link, to learn whether the port speaks plain SMPP.';
  recorder.recordOctets('out', nothing, clock.now(), note);
  return new Promise((resolve) => {
    const finish = (isSmpp: boolean): void => {
      timer.cancel();
      signal.removeEventListener('abort', cancel);
      resolve(isSmpp);
    };
    const cancel = (): void => finish(false);
    const timer = clock.startTimer(LOOK_MS, cancel);
    signal.addEventListener('abort', cancel, { once: true });
    const framer = new Framer();
    transport.listen({
      onData: (chunk) => {
        const error = framer.push(chunk, (octets) => {
          recorder.recordPdu('in', octets, clock.now());
          finish(decode(octets).pdu.command !== 'unknown');
        });
        if (error === null) return;
        recorder.recordOctets('in', error.octets, clock.now(), error.message);
        finish(false);
      },
      onDrain: () => undefined,
      onClosed: cancel,
    });
    const question = encode(createPdu('enquire_link', { sequenceNumber: 1 }));
    recorder.recordPdu('out', question, clock.now());
    transport.write(question);
  });
}

/** Null where no such connection comes about. */
async function connected(
  { host: { host, port }, settings, connect, clock, signal }: LookOptions,
  tls?: Parameters<typeof connectTransport>[0]['tls'],
): Promise<Transport | null> {
  const connectTimeoutMs = Math.min(settings.timers.connectSeconds * 1000, LOOK_MS);
  try {
    return await connect({ host, port, connectTimeoutMs, ...(tls !== undefined && { tls }) }, clock, signal);
  } catch (error) {
    if (error instanceof ConnectError) return null;
    throw error;
  }
}
