import type { EventHub } from '#electron/host/event-hub';
import type { Secrets } from '#electron/host/secrets/secrets';
import type { Unsubscribe } from '#shared/lib/emitter';
import type { TrunkSettings } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';
import { hasSecret, passwordStorageOf, shownSettings, type DemoSmsc } from './endpoint';
import type { ManagedTrunk } from './managed-trunk';

/** What the address book has to say of a trunk. */
export interface SourceWarnings {
  warnings(trunk: TrunkSettings): readonly string[];
  onChanged(listener: () => void): Unsubscribe;
}

export interface TrunkViewsOptions {
  readonly secrets: Secrets;
  readonly demoSmsc: DemoSmsc;
  readonly hub: EventHub;
}

/** The trunks as clients see them, and the events that tell of their changes. */
export class TrunkViews {
  readonly #options: TrunkViewsOptions;
  sourceWarnings: SourceWarnings | null = null;

  constructor(options: TrunkViewsOptions) {
    this.#options = options;
  }

  viewOf(trunk: ManagedTrunk): TrunkView {
    const { secrets, demoSmsc } = this.#options;
    const { stored, connection, last, throttle, queuedCount, isKeyLogged } = trunk;
    return {
      id: trunk.trunkId,
      settings: shownSettings(stored, demoSmsc),
      isDemo: stored.isDemo,
      passwordStorage: passwordStorageOf(stored, secrets),
      hasReceiverPassword: hasSecret(stored, 'receiver-password', secrets),
      hasClientKey: hasSecret(stored, 'client-key', secrets),
      connection,
      last,
      binds: [...trunk.bindViews],
      throttle,
      queuedCount,
      warnings: this.#warningsOf(trunk),
      isKeyLogged,
    };
  }

  tellChanged(trunk: ManagedTrunk): void {
    this.#options.hub.emit('trunk.changed', this.viewOf(trunk));
  }

  tellState(trunk: ManagedTrunk): void {
    const { connection, last, throttle, bindViews } = trunk;
    const warnings = this.#warningsOf(trunk);
    const binds = [...bindViews];
    this.#options.hub.emit('trunk.stateChanged', {
      id: trunk.trunkId,
      connection,
      last,
      binds,
      throttle,
      warnings,
    });
  }

  #warningsOf(trunk: ManagedTrunk): string[] {
    return [...trunk.warnings, ...(this.sourceWarnings?.warnings(trunk.settings) ?? [])];
  }
}
