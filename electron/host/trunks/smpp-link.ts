import { ConnectError } from '#electron/smpp/transport/connect-error';
import { ListenError } from '#electron/smpp/transport/listen-for-transports';
import type { connectTransport, ConnectOptions } from '#electron/smpp/transport/connect-transport';
import { formatAddress } from '#electron/smpp/transport/socket-transport';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import { SmppSession } from '#electron/smpp/session/smpp-session';
import type { BindOutcome, OnOutcome, SessionEnd, SessionTimers } from '#electron/smpp/session/session-types';
import type { Transport } from '#electron/smpp/transport/transport';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import { CancelSource } from '#shared/lib/cancel-source';
import type { Clock } from '#shared/lib/clock';
import { specifiedLengths, type TrunkSettings } from '#shared/model/trunk';
import type { Pdu } from '#shared/smpp/pdu';
import { interfaceVersions, versionOf } from '#shared/smpp/tables/versions';
import { versionRefusal, type BindSpec } from './bind-plan';
import type { Endpoint, EndpointResult } from './endpoint';
import { bindFailure, type LinkFailure, type LinkTarget } from './link-failure';
import type { OutbindPort } from './outbind-port';
import { failureOfBind, failureOfConnect, type LookOptions } from './tls-mismatch';
import type { LinkEnd, LinkListener, LinkTraffic, TrunkLink } from './trunk-link';

/** Longest wait for each step of an orderly end, so that closing the application never hangs on a silent SMSC. */
const UNBIND_LIMIT_MS = 5000;
/** ESME_RX_T_APPN: the message could not be taken now and may be sent again (SMPP 3.4 section 5.1.3). */
const TEMPORARY_APPLICATION_ERROR = 0x64;

/** The place of a connection in the PDU log. */
export interface LinkLog {
  readonly sessionId: number;
  readonly recorder: PduRecorder;
  note(sentence: string): void;
  /** The trunk has these settings now. */
  takeSettings(settings: TrunkSettings): void;
  /** Nothing comes of the connection any more. */
  end(): void;
}

export interface SmppLinkOptions {
  readonly settings: TrunkSettings;
  readonly bind: Pick<BindSpec, 'role' | 'systemType' | 'isOutbind'>;
  readonly resolveEndpoint: () => Promise<EndpointResult>;
  readonly connect: typeof connectTransport;
  /** Where the SMSC calls; only used for a bind that waits for its outbind. */
  readonly outbindPort: OutbindPort;
  readonly clock: Clock;
  readonly log: LinkLog;
  /** Told every line of TLS keys of this connection. */
  readonly onKeyLog?: ((line: string) => void) | undefined;
  readonly listener: LinkListener;
  readonly traffic: LinkTraffic;
  /** Told of a mistake of ours; the host goes on. */
  readonly onError: (error: unknown) => void;
}

/** A trunk's connection over the SMPP engine: look-up of the password, TCP, TLS, bind, messages, end. */
export class SmppLink implements TrunkLink {
  readonly sessionId: number;
  readonly #options: SmppLinkOptions;
  readonly #cancel = new CancelSource();
  #phase: 'opening' | 'bound' | 'over' = 'opening';
  #session: SmppSession | null = null;
  #sessionEnd: SessionEnd | null = null;
  #target: LinkTarget;

  constructor(options: SmppLinkOptions) {
    this.#options = options;
    this.sessionId = options.log.sessionId;
    const { settings, bind } = options;
    const nowhere = { host: settings.host, port: 0, systemId: settings.systemId, password: '' };
    this.#target = describeTarget(settings, bind, nowhere);
  }

  start(): void {
    this.#open().catch((error: unknown) => {
      if (error instanceof ListenError) {
        this.#fail({ kind: 'listen-failed', sentence: error.sentence });
      } else {
        this.#options.onError(error);
        this.#fail({ kind: 'internal', message: error instanceof Error ? error.message : String(error) });
      }
    });
  }

  freeWindow(): number {
    return this.#phase === 'bound' && this.#session !== null ? this.#session.freeWindow() : 0;
  }

  submit(request: MessageRequest, onOutcome: OnOutcome): void {
    if (this.#session === null) onOutcome({ kind: 'not-sent', reason: 'The trunk is not logged in.' }, 0);
    else this.#session.request(request, onOutcome);
  }

  probe(): void {
    this.#session?.probe();
  }

  unbind(): void {
    void this.#session?.unbind();
  }

  drop(): void {
    this.#phase = 'over';
    this.#cancel.cancel();
    this.#session?.destroy();
    this.#options.log.end();
  }

  takeSettings(settings: TrunkSettings): void {
    this.#options.log.takeSettings(settings);
  }

  note(sentence: string): void {
    this.#options.log.note(sentence);
  }

  async #open(): Promise<void> {
    const { settings, bind, listener } = this.#options;
    const refusal = versionRefusal(settings.version, bind);
    const resolved = await this.#options.resolveEndpoint();
    if (this.#isOver()) return;
    if (refusal !== null || resolved.kind === 'missing') {
      this.#fail(
        resolved.kind === 'missing' ? resolved.failure : { kind: 'version-refused', sentence: refusal ?? '' },
      );
      return;
    }
    const { endpoint } = resolved;
    this.#target = describeTarget(settings, bind, endpoint);
    const transport = await this.#transport(endpoint);
    if (transport === null) return;
    if (this.#isOver()) {
      transport.destroy();
      return;
    }
    const session = this.#createSession(transport);
    this.#session = session;
    if (bind.isOutbind && !(await this.#isCalled(session, transport))) return;
    const outcome = session.bind(bind.role, {
      systemId: endpoint.systemId,
      password: endpoint.password,
      systemType: bind.systemType,
      addrTon: settings.addressRange.ton,
      addrNpi: settings.addressRange.npi,
      addressRange: settings.addressRange.range,
    });
    listener.onLogging();
    const bound = await outcome;
    if (bound.kind === 'bound') this.#handleBound(bound, transport);
    else await this.#handleNotBound(session, bound, endpoint);
  }

  #look(endpoint: Endpoint): LookOptions {
    const { settings, connect, clock, log } = this.#options;
    const { recorder } = log;
    return { host: endpoint, settings, connect, clock, signal: this.#cancel.signal, recorder };
  }

  /** Null when there is none, and that was told. */
  async #transport(endpoint: Endpoint): Promise<Transport | null> {
    const { settings, bind, clock, connect, outbindPort, listener } = this.#options;
    const { signal } = this.#cancel;
    if (!bind.isOutbind) {
      try {
        return await connect(connectOptions(settings, endpoint, this.#options.onKeyLog), clock, signal);
      } catch (error) {
        if (!(error instanceof ConnectError)) throw error;
        this.#fail(await failureOfConnect(error, this.#look(endpoint)));
        return null;
      }
    }
    const { listenAddress, listenPort } = settings.outbind;
    const onListening = (address: string): void => {
      this.#target = { ...this.#target, address };
      listener.onListening(address);
    };
    const transport = await outbindPort.accept(
      { host: listenAddress, port: listenPort },
      onListening,
      signal,
    );
    this.#target = { ...this.#target, address: transport.remoteAddress };
    if (!this.#isOver()) listener.onCalled();
    return transport;
  }

  #createSession(transport: Transport): SmppSession {
    const { settings, bind, clock, traffic, log, onError } = this.#options;
    const timers = sessionTimers(settings);
    const session: SmppSession = new SmppSession({
      role: 'esme',
      transport,
      clock,
      timers: bind.isOutbind ? { ...timers, sessionInitMs: timers.bindMs } : timers,
      windowSize: settings.window,
      recorder: log.recorder,
      interfaceVersion: interfaceVersions[settings.version],
      ignoresLowerVersion: settings.isLowerVersionIgnored,
      awaitsOutbind: bind.isOutbind,
      onError,
      listener: {
        onRequest: (request) => this.#handleRequest(session, request),
        onStateChanged: () => undefined,
        onRoom: () => traffic.onRoom(),
        onCongestion: (level) => traffic.onCongestion(level),
        onLateResponse: (_command, sequenceNumber, response) =>
          traffic.onLateResponse({ sessionId: this.sessionId, sequenceNumber, response }),
        onEnded: (end) => {
          this.#sessionEnd = end;
          if (this.#phase === 'bound') this.#finish(this.#endOf(end));
        },
      },
    });
    return session;
  }

  /** Waits for the outbind (SMPP 3.4 section 2.2.1); false when it did not come, or came from somebody else. */
  async #isCalled(session: SmppSession, transport: Transport): Promise<boolean> {
    const call = await session.waitForOutbind();
    if (this.#isOver()) return false;
    if (call.kind === 'ended') {
      this.#fail({ kind: 'call-ended', end: call.end });
      return false;
    }
    const expected = this.#options.settings.outbind.smscSystemId;
    if (expected === '' || call.systemId === expected) return true;
    this.#target = { ...this.#target, address: transport.remoteAddress };
    this.#fail({ kind: 'wrong-caller', systemId: call.systemId, expected });
    void session.unbind();
    return false;
  }

  async #handleNotBound(
    session: SmppSession,
    outcome: Exclude<BindOutcome, { kind: 'bound' }>,
    endpoint: Endpoint,
  ): Promise<void> {
    if (this.#isOver()) return;
    // A peer that answered gets a FIN; one that is silent would not notice.
    if (outcome.kind === 'timeout') session.destroy();
    else void session.unbind();
    const { bind } = this.#options;
    this.#fail(
      bind.isOutbind
        ? bindFailure(outcome)
        : await failureOfBind(outcome, session.hasHeard, this.#look(endpoint)),
    );
  }

  #handleBound(outcome: Extract<BindOutcome, { kind: 'bound' }>, transport: Transport): void {
    if (this.#isOver()) return;
    this.#phase = 'bound';
    const { smscInterfaceVersion, interfaceVersion } = outcome;
    const { localAddress, remoteAddress, security } = transport;
    const version = versionOf(interfaceVersion);
    const info = { smscInterfaceVersion, version, localAddress, remoteAddress, security };
    this.#options.listener.onLoggedIn(info, transport.trust?.warning ?? null);
    // The answer and the end may come in one chunk.
    if (this.#sessionEnd !== null) this.#finish(this.#endOf(this.#sessionEnd));
  }

  /** Answers with the status that the message service gives, once the message is stored. */
  #handleRequest(session: SmppSession, request: Pdu): void {
    if (request.command !== 'deliver_sm' && request.command !== 'data_sm') return;
    // Without an answer, because the link has ended meanwhile, the SMSC sends the message again.
    this.#options.traffic
      .onMessage(request, this.sessionId)
      .then((status) => session.respond(request, status))
      .catch((error: unknown) => {
        this.#options.onError(error);
        session.respond(request, TEMPORARY_APPLICATION_ERROR);
      });
  }

  #endOf(end: SessionEnd): LinkEnd {
    if (end.kind === 'closed-by-us') return { kind: 'closed' };
    if (end.kind === 'inactivity-timeout') {
      return { kind: 'inactive', seconds: this.#options.settings.timers.inactivitySeconds };
    }
    return { kind: 'failed', failure: { kind: 'dropped', end }, target: this.#target };
  }

  #fail(failure: LinkFailure): void {
    this.#finish({ kind: 'failed', failure, target: this.#target });
  }

  #finish(end: LinkEnd): void {
    if (this.#isOver()) return;
    this.#phase = 'over';
    const { listener, log } = this.#options;
    listener.onEnded(end);
    log.end();
  }

  /** A method, so that the compiler does not take what was true before an `await` for true after it. */
  #isOver(): boolean {
    return this.#phase === 'over';
  }
}

export function describeTarget(
  settings: TrunkSettings,
  bind: Pick<BindSpec, 'systemType'>,
  endpoint: Endpoint,
): LinkTarget {
  return {
    address: formatAddress(endpoint.host, endpoint.port),
    systemId: endpoint.systemId,
    systemType: bind.systemType,
    isPasswordLong: endpoint.password.length > specifiedLengths.password,
    bindSeconds: settings.timers.bindSeconds,
    enquireLinkResponseSeconds: settings.timers.enquireLinkResponseSeconds,
  };
}

export function connectOptions(
  { tls, timers }: Pick<TrunkSettings, 'tls' | 'timers'>,
  endpoint: Endpoint,
  onKeyLog?: (line: string) => void,
): ConnectOptions {
  const { clientKeyPem = '' } = endpoint;
  const hasClient = tls.clientCertificatePem !== '' && clientKeyPem !== '';
  return {
    host: endpoint.host,
    port: endpoint.port,
    connectTimeoutMs: timers.connectSeconds * 1000,
    ...(tls.isEnabled && {
      tls: {
        serverName: tls.serverName,
        caPem: tls.caPem,
        acceptsAnyCertificate: tls.acceptsAnyCertificate,
        handshakeTimeoutMs: timers.tlsHandshakeSeconds * 1000,
        fingerprintSha256: tls.pinnedFingerprint,
        ...(hasClient && { client: { certificatePem: tls.clientCertificatePem, keyPem: clientKeyPem } }),
        ...(onKeyLog !== undefined && { onKeyLog }),
      },
    }),
  };
}

export function sessionTimers(settings: TrunkSettings): SessionTimers {
  const { timers } = settings;
  return {
    responseMs: timers.responseSeconds * 1000,
    bindMs: timers.bindSeconds * 1000,
    enquireLinkMs: timers.enquireLinkSeconds * 1000,
    enquireLinkMode: timers.enquireLinkMode,
    enquireLinkResponseMs: timers.enquireLinkResponseSeconds * 1000,
    inactivityMs: timers.inactivitySeconds * 1000,
    sessionInitMs: 0,
    unbindMs: Math.min(timers.responseSeconds * 1000, UNBIND_LIMIT_MS),
  };
}
