import type { EventHub } from '#electron/host/event-hub';
import type { Secrets } from '#electron/host/secrets/secrets';
import type { StoredTrunk } from '#electron/host/settings/stored-settings';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { connectTransport } from '#electron/smpp/transport/connect-transport';
import { CancelSource } from '#shared/lib/cancel-source';
import type { Clock } from '#shared/lib/clock';
import type { TrunkSecrets, TrunkSettings } from '#shared/model/trunk';
import { RpcError } from '#shared/rpc/errors';
import { bindPlan, versionRefusal } from './bind-plan';
import { ConnectionTest } from './connection-test';
import { assertUsable } from './settings-check';
import { readSecret, type DemoSmsc, type Endpoint, type EndpointResult } from './endpoint';
import type { BindHost, BindSpec } from './bind-plan';
import { TestSteps } from './test-steps';

/** Tests that may run at once: each is a connection that an SMSC counts. */
const MAX_RUNNING = 4;

export interface ConnectionTestsOptions {
  readonly secrets: Secrets;
  readonly demoSmsc: DemoSmsc;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly createId: () => string;
  readonly connect: typeof connectTransport;
  readonly lookUp: (host: string) => Promise<readonly string[]>;
  /** A place in the PDU log for one connection, until its `end`. */
  readonly openLog: (settings: TrunkSettings) => { readonly recorder: PduRecorder; readonly end: () => void };
  readonly onError: (error: unknown) => void;
}

export interface TestRequest {
  readonly settings: TrunkSettings;
  readonly secrets: TrunkSecrets;
  /** The trunk that lends the secrets left out; null for one that is not saved yet. */
  readonly stored: StoredTrunk | null;
  readonly isTrunkLoggedIn: () => boolean;
}

/** Tests of connections with settings that need not be saved; what comes of each is told by `trunk.testProgressed`. */
export class ConnectionTests {
  readonly #options: ConnectionTestsOptions;
  readonly #running = new Map<string, { readonly cancel: CancelSource; readonly done: Promise<void> }>();

  constructor(options: ConnectionTestsOptions) {
    this.#options = options;
  }

  /** Answers with the test's id; throws an `RpcError` for what cannot be tested, or when too many run. */
  start(request: TestRequest): string {
    const { settings } = request;
    assertUsable(settings);
    if (settings.outbind.isEnabled) {
      throw new RpcError(
        'refused',
        'A trunk that waits for the SMSC’s outbind cannot be tested from here: the SMSC calls. Save it and watch its port.',
      );
    }
    const specs = bindPlan({ ...settings, binds: 1 });
    for (const spec of specs) {
      const refusal = versionRefusal(settings.version, spec);
      if (refusal !== null) throw new RpcError('refused', refusal);
    }
    if (this.#running.size >= MAX_RUNNING) {
      throw new RpcError('refused', `${MAX_RUNNING} tests run already. Wait for one to end, or cancel it.`);
    }
    const testId = this.#options.createId();
    const cancel = new CancelSource();
    // The id is known to the caller before the first step is told.
    const done = Promise.resolve()
      .then(() => this.#run(testId, request, specs, cancel))
      .finally(() => this.#running.delete(testId));
    this.#running.set(testId, { cancel, done });
    return testId;
  }

  /** Does nothing to a test that is over. */
  cancel(testId: string): void {
    this.#running.get(testId)?.cancel.cancel();
  }

  /** Calls off what runs. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { cancel } of running) cancel.cancel();
    await Promise.all(running.map(({ done }) => done));
  }

  async #run(
    testId: string,
    request: TestRequest,
    specs: readonly BindSpec[],
    { signal }: CancelSource,
  ): Promise<void> {
    const { hub, clock, connect, lookUp, openLog, onError } = this.#options;
    const { settings, isTrunkLoggedIn } = request;
    const tell = (isOver: boolean): void =>
      hub.emit('trunk.testProgressed', { testId, steps: steps.all, isOver });
    const steps: TestSteps = new TestSteps(clock, () => tell(false));
    const tests = specs.flatMap((spec) =>
      spec.hosts.map((host) => {
        const log = openLog(settings);
        return {
          log,
          test: new ConnectionTest({
            settings,
            spec,
            host,
            resolveEndpoint: () => this.#endpoint(request, spec, host),
            connect,
            lookUp,
            clock,
            recorder: log.recorder,
            steps,
            signal,
            isTrunkLoggedIn,
            onError,
          }),
        };
      }),
    );
    tell(false);
    for (const { test, log } of tests) {
      await test.run();
      log.end();
    }
    tell(true);
  }

  async #endpoint(
    { stored, secrets: given }: TestRequest,
    spec: BindSpec,
    host: BindHost,
  ): Promise<EndpointResult> {
    const { secrets, demoSmsc } = this.#options;
    if (stored?.isDemo === true) {
      const endpoint = demoSmsc.credentials();
      if (endpoint !== null) return { kind: 'ready', endpoint };
      return { kind: 'missing', failure: { kind: 'no-simulator', problem: demoSmsc.problem() } };
    }
    const lent = async (name: Parameters<typeof readSecret>[1]): Promise<string | null> =>
      stored === null ? null : await readSecret(stored, name, secrets);
    const receiver = spec.isSeparate ? (given.receiverPassword ?? (await lent('receiver-password'))) : null;
    const password = receiver ?? given.password ?? (await lent('password'));
    if (password === null) {
      const isKeychainAvailable = secrets.status.kind === 'available';
      return { kind: 'missing', failure: { kind: 'no-password', isKeychainAvailable } };
    }
    const clientKeyPem = given.clientKeyPem ?? (await lent('client-key'));
    const endpoint: Endpoint = { ...host, systemId: spec.systemId, password };
    return { kind: 'ready', endpoint: clientKeyPem === null ? endpoint : { ...endpoint, clientKeyPem } };
  }
}
