import { SmscSimulator } from '#electron/host/simulator/smsc-simulator';
import { systemClock } from '#electron/smpp/system-clock';
import type { HandsetMessage, SimulatorSession } from '#shared/model/simulator';

/** A simulator on a port of its own that only "demo" with "secret01" may use. */
export class TestSmsc {
  port = 0;
  readonly handset: HandsetMessage[] = [];
  readonly errors: unknown[] = [];
  readonly simulator: SmscSimulator;
  readonly #waiting = new Set<() => void>();

  constructor(deliveryDelayMs = 1) {
    this.simulator = new SmscSimulator({
      clock: systemClock,
      deliveryDelayMs,
      onError: (error) => this.errors.push(error),
      onSessionsChanged: () => this.#look(),
      onHandsetMessage: (message) => {
        this.handset.push(message);
        this.#look();
      },
    });
  }

  async start(port = 0): Promise<void> {
    this.port = await this.simulator.start({
      host: '127.0.0.1',
      port,
      credentials: { systemId: 'demo', password: 'secret01' },
    });
  }

  /** The words that connect to it. */
  get words(): string[] {
    return ['--host', '127.0.0.1', '--port', String(this.port), '--system-id', 'demo'];
  }

  /** Resolves when the sessions are as wanted. */
  async untilSessions(fit: (sessions: readonly SimulatorSession[]) => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (!fit(this.simulator.sessions)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #look(): void {
    for (const look of [...this.#waiting]) look();
  }
}
