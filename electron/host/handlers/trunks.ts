import { networkInterfaces } from 'node:os';
import type { EventHub } from '#electron/host/event-hub';
import type { ConnectionTests } from '#electron/host/trunks/connection-tests';
import type { KeyLogs } from '#electron/host/trunks/key-logs';
import { localAddressesOf } from '#electron/host/trunks/local-addresses';
import type { SecretDesk } from '#electron/host/trunks/secret-desk';
import type { TrunkManager } from '#electron/host/trunks/trunk-manager';
import { timelineCsv, type TrunkTimelines } from '#electron/host/trunks/trunk-timelines';
import { TrunkTransfer } from '#electron/host/trunks/trunk-transfer';
import { RpcError } from '#shared/rpc/errors';
import type { HandlersOf } from '#shared/rpc/handlers';

export interface TrunkHandlersOptions {
  readonly trunks: TrunkManager;
  readonly timelines: TrunkTimelines;
  readonly tests: ConnectionTests;
  readonly keyLogs: KeyLogs;
  readonly secretDesk: SecretDesk;
  readonly hub: EventHub;
}

export function createTrunkHandlers(options: TrunkHandlersOptions): HandlersOf<'trunk'> {
  const { trunks, timelines, tests, keyLogs, secretDesk, hub } = options;
  const transfer = new TrunkTransfer(trunks);
  return {
    'trunk.list': () => ({ seq: hub.seq, trunks: trunks.list() }),
    'trunk.create': ({ settings, secrets, original }) => trunks.create(settings, secrets, original),
    'trunk.update': ({ id, settings, secrets }) => trunks.update(id, settings, secrets),
    'trunk.delete': async ({ ids }) => {
      await trunks.delete(ids);
      return {};
    },
    'trunk.bind': ({ ids }) => ({ refused: trunks.bind(ids) }),
    'trunk.unbind': ({ ids }) => ({ refused: trunks.unbind(ids) }),
    'trunk.setEnabled': async ({ ids, isEnabled }) => ({ refused: await trunks.setEnabled(ids, isEnabled) }),
    'trunk.offerDemo': () => trunks.offerDemo(),
    'trunk.revealSecret': async ({ id, secret }) => ({
      secret: await secretDesk.reveal(trunks.stored(id), secret),
    }),
    'trunk.startTest': ({ id, settings, secrets }) => ({
      testId: tests.start({
        settings,
        secrets,
        stored: id === null ? null : trunks.stored(id),
        isTrunkLoggedIn: () => id !== null && trunks.get(id).connection.kind === 'logged-in',
      }),
    }),
    'trunk.cancelTest': ({ testId }) => {
      tests.cancel(testId);
      return {};
    },
    'trunk.timeline': ({ id, before, limit }) => {
      trunks.stored(id);
      return timelines.page(id, before, limit);
    },
    'trunk.exportTimeline': async ({ id }) => {
      trunks.stored(id);
      return { text: timelineCsv(await timelines.all(id)) };
    },
    'trunk.export': ({ ids }) => ({ text: transfer.write(ids) }),
    'trunk.previewImport': ({ text }) => ({ entries: transfer.preview(text) }),
    'trunk.import': async ({ text, entries }) => ({ entries: await transfer.import(text, entries) }),
    'trunk.setKeyLog': ({ id, isOn }) => {
      const { settings } = trunks.stored(id);
      if (isOn && !settings.tls.isEnabled) {
        throw new RpcError('refused', `“${settings.name}” does not use SSL, so there are no keys to write.`);
      }
      const path = isOn ? keyLogs.open(id) : null;
      trunks.setKeyLogged(id, isOn);
      return { path };
    },
    'trunk.localAddresses': ({ id }) => localAddressesOf(trunks.get(id).binds, networkInterfaces()),
  };
}
