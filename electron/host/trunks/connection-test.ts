import { isIP } from 'node:net';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import type { connectTransport } from '#electron/smpp/transport/connect-transport';
import { formatAddress } from '#electron/smpp/transport/socket-transport';
import type { Transport } from '#electron/smpp/transport/transport';
import { SmppSession } from '#electron/smpp/session/smpp-session';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { CancelSignal } from '#shared/lib/cancel-signal';
import type { Clock } from '#shared/lib/clock';
import type { TrunkSettings } from '#shared/model/trunk';
import { ESME_RALYBND, ESME_RBINDFAIL } from '#shared/smpp/command-status';
import { interfaceVersions, versionOf } from '#shared/smpp/tables/versions';
import type { BindHost, BindSpec } from './bind-plan';
import type { Endpoint, EndpointResult } from './endpoint';
import type { LinkFailure } from './link-failure';
import { explainFailure } from './sentences';
import { connectOptions, describeTarget, sessionTimers } from './smpp-link';
import type { TestSteps } from './test-steps';
import { failureOfBind, failureOfConnect, type LookOptions } from './tls-mismatch';

/** Temporary refusals are what an SMSC answers whose other binds are in use. */
const MAY_BE_IN_USE = new Set([ESME_RALYBND, ESME_RBINDFAIL]);
const UNBIND_RESP_COMMAND = 6;

export interface ConnectionTestOptions {
  readonly settings: TrunkSettings;
  readonly spec: BindSpec;
  readonly host: BindHost;
  readonly resolveEndpoint: () => Promise<EndpointResult>;
  readonly connect: typeof connectTransport;
  /** The addresses of a name; rejects when there is none. */
  readonly lookUp: (host: string) => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly recorder: PduRecorder;
  readonly steps: TestSteps;
  readonly signal: CancelSignal;
  /** The stored trunk is logged in now, perhaps with the same credentials. */
  readonly isTrunkLoggedIn: () => boolean;
  readonly onError: (error: unknown) => void;
}

/** One connection, tried from the look-up to the unbind and reported step by step; it concerns no running trunk. */
export class ConnectionTest {
  readonly #options: ConnectionTestOptions;
  readonly #lookUp: number;
  readonly #connect: number;
  readonly #tls: number | null;
  readonly #bind: number;
  readonly #unbind: number;

  constructor(options: ConnectionTestOptions) {
    this.#options = options;
    const { steps, spec, host, settings } = options;
    const address = formatAddress(host.host, host.port);
    const role = spec.label === '' ? '' : ` (${spec.role})`;
    this.#lookUp = steps.add(`Look up ${host.host}${role}`);
    this.#connect = steps.add(`Connect to ${address}${role}`);
    this.#tls = settings.tls.isEnabled ? steps.add(`Secure with TLS${role}`) : null;
    this.#bind = steps.add(`Bind as ${spec.role}`);
    this.#unbind = steps.add(`Unbind${role}`);
  }

  /** Never rejects: what goes wrong is told by the steps. */
  async run(): Promise<void> {
    const { steps, resolveEndpoint, onError } = this.#options;
    try {
      const resolved = await resolveEndpoint();
      if (this.#isCancelled()) return;
      steps.move(this.#lookUp, 'running');
      if (resolved.kind === 'missing') {
        this.#fail(explainFailure(resolved.failure, this.#target(null)).sentence);
        return;
      }
      await this.#connectAndTalk(resolved.endpoint);
    } catch (error) {
      onError(error);
      this.#fail(`Trunkline made a mistake: ${String(error)}`);
    } finally {
      if (this.#isCancelled()) this.#fail('The test was called off.');
    }
  }

  async #connectAndTalk(endpoint: Endpoint): Promise<void> {
    let transport: Transport;
    try {
      transport = await this.#open(endpoint);
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error;
      const failure = await failureOfConnect(error, this.#look(endpoint));
      this.#fail(explainFailure(failure, this.#target(endpoint)).sentence);
      return;
    }
    await this.#talk(transport, endpoint);
  }

  #look(endpoint: Endpoint): LookOptions {
    const { settings, connect, clock, signal, recorder } = this.#options;
    return { host: endpoint, settings, connect, clock, signal, recorder };
  }

  async #open(endpoint: Endpoint): Promise<Transport> {
    const { settings, connect, clock, steps, signal, lookUp } = this.#options;
    const address = formatAddress(endpoint.host, endpoint.port);
    const beginConnecting = (sentence: string): void => {
      steps.move(this.#lookUp, 'passed', sentence);
      steps.move(this.#connect, 'running');
    };
    if (isIP(endpoint.host) !== 0) beginConnecting('An address needs no look-up.');
    const transport = await connect(
      {
        ...connectOptions(settings, endpoint),
        lookup: async (host) => {
          const addresses = await lookUp(host);
          if (addresses.length > 0) beginConnecting(addresses.join(', '));
          return addresses;
        },
        onAttempt: (attempt) => {
          if (attempt.error !== null) return;
          steps.move(this.#connect, 'passed', `Connected to ${attempt.address}.`);
          if (this.#tls !== null) steps.move(this.#tls, 'running');
        },
      },
      clock,
      signal,
    );
    beginConnecting('');
    steps.move(this.#connect, 'passed', `Connected to ${address}, from ${transport.localAddress}.`);
    if (this.#tls !== null) {
      steps.move(this.#tls, 'running');
      const warning = transport.trust?.warning ?? null;
      steps.move(
        this.#tls,
        'passed',
        [transport.security, warning].filter((part) => part !== null).join('. '),
      );
    }
    return transport;
  }

  async #talk(transport: Transport, endpoint: Endpoint): Promise<void> {
    const { settings, spec, clock, steps, signal, recorder, onError } = this.#options;
    const seen = { unbindResp: false };
    const session = new SmppSession({
      role: 'esme',
      transport,
      clock,
      timers: sessionTimers(settings),
      windowSize: settings.window,
      interfaceVersion: interfaceVersions[settings.version],
      ignoresLowerVersion: settings.isLowerVersionIgnored,
      onError,
      recorder: {
        recordPdu: (direction, octets, timeMs) => {
          if (direction === 'in' && octets[4] === 0x80 && octets[7] === UNBIND_RESP_COMMAND) {
            seen.unbindResp = true;
          }
          recorder.recordPdu(direction, octets, timeMs);
        },
        recordOctets: (direction, octets, timeMs, reason) =>
          recorder.recordOctets(direction, octets, timeMs, reason),
      },
      listener: {
        // A message that comes meanwhile is left to the trunk itself: unanswered, the SMSC sends it again.
        onRequest: () => undefined,
        onStateChanged: () => undefined,
        onRoom: () => undefined,
        onLateResponse: () => undefined,
        onEnded: () => undefined,
      },
    });
    const cancel = (): void => session.destroy();
    signal.addEventListener('abort', cancel, { once: true });
    steps.move(this.#bind, 'running');
    const outcome = await session.bind(spec.role, {
      systemId: endpoint.systemId,
      password: endpoint.password,
      systemType: spec.systemType,
      addrTon: settings.addressRange.ton,
      addrNpi: settings.addressRange.npi,
      addressRange: settings.addressRange.range,
    });
    if (outcome.kind === 'bound') {
      steps.move(this.#bind, 'passed', boundSentence(outcome.systemId, outcome.smscInterfaceVersion));
      steps.move(this.#unbind, 'running');
      await session.unbind();
      if (seen.unbindResp)
        steps.move(this.#unbind, 'passed', 'The SMSC answered, and the connection was closed.');
      else this.#fail('The SMSC did not answer the unbind; the connection was closed all the same.');
    } else {
      session.destroy();
      const failure = await failureOfBind(outcome, session.hasHeard, this.#look(endpoint));
      this.#fail(this.#bindSentence(failure, endpoint));
    }
    signal.removeEventListener('abort', cancel);
  }

  #bindSentence(failure: LinkFailure, endpoint: Endpoint): string {
    const { sentence, commandStatus } = explainFailure(failure, this.#target(endpoint));
    const mayBeInUse = commandStatus !== null && MAY_BE_IN_USE.has(commandStatus);
    return mayBeInUse && this.#options.isTrunkLoggedIn()
      ? `${sentence} The trunk itself is logged in now, which may be why: unbind it, then test again.`
      : sentence;
  }

  #target(endpoint: Endpoint | null) {
    const { settings, spec, host } = this.#options;
    return describeTarget(settings, spec, endpoint ?? { ...host, systemId: spec.systemId, password: '' });
  }

  #fail(sentence: string): void {
    const places = [this.#lookUp, this.#connect, this.#tls, this.#bind, this.#unbind];
    this.#options.steps.fail(
      places.filter((place) => place !== null),
      sentence,
    );
  }

  #isCancelled(): boolean {
    return this.#options.signal.aborted;
  }
}

function boundSentence(systemId: string, smscInterfaceVersion: number | null): string {
  const version =
    smscInterfaceVersion === null
      ? 'its version is not stated'
      : `it states SMPP ${versionOf(smscInterfaceVersion)}`;
  return `Bound${systemId === '' ? '' : ` to “${systemId}”`}; ${version}.`;
}
