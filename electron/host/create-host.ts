import { randomUUID } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { systemClock } from '#electron/smpp/system-clock';
import type { Clock } from '#shared/lib/clock';
import type { Handlers } from '#shared/rpc/handlers';
import { lockDataFolder } from './data-folder';
import { EventHub } from './event-hub';
import { createAppHandlers } from './handlers/app';
import { createCertificateHandlers } from './handlers/certificates';
import { createFileHandlers } from './handlers/files';
import { createMessageHandlers } from './handlers/messages';
import { createRuleHandlers, createTemplateHandlers } from './handlers/message-tools';
import { createPduLogHandlers } from './handlers/pdu-log';
import { createSimulatorHandlers } from './handlers/simulator';
import { createSourceHandlers } from './handlers/sources';
import { createTrunkGroupHandlers } from './handlers/trunk-groups';
import { createTrunkHandlers } from './handlers/trunks';
import { TransferFiles } from './files/transfer-files';
import type { HostLogger, ShellCommands } from './host-services';
import { MessageService } from './messages/message-service';
import { PduLog } from './pdu-log/pdu-log';
import { openSystemKeychain, type Keychain } from './secrets/keychain';
import { Secrets } from './secrets/secrets';
import { openConfStore, openSettingsFile, type OpenJsonStore } from './settings/settings-file';
import { SettingsStore } from './settings/settings-store';
import { Clipboard } from './shell/clipboard';
import { BuiltInSimulator } from './simulator/built-in-simulator';
import { openSources } from './sources/open-sources';
import { MESSAGES_FILE_NAME } from './storage/file-name';
import { openStore } from './storage/store-client';
import { LiveTrunkDirectory } from './trunk-groups/trunk-directory';
import { TrunkGroups } from './trunk-groups/trunk-groups';
import { ConnectionTests } from './trunks/connection-tests';
import { KeyLogs } from './trunks/key-logs';
import { lookUpAddresses } from './trunks/look-up';
import { openLink } from './trunks/open-link';
import { SecretDesk } from './trunks/secret-desk';
import { TrunkManager } from './trunks/trunk-manager';
import { TrunkTimelines } from './trunks/trunk-timelines';
import { networkStateOf, WakeWatch } from './trunks/wake-watch';

const CAPTURES_FOLDER_NAME = 'captures';
const TRANSFERS_FOLDER_NAME = 'transfers';

export interface HostOptions {
  /** The folder that this host owns while it runs; made if need be. */
  readonly dataDir: string;
  /** Folder of the built worker threads. */
  readonly workersDir: string;
  readonly version: string;
  /** What it runs on, for the screen: "Electron 45.4.1", "Node 20.20.2". */
  readonly runtime: string;
  readonly logger: HostLogger;
  readonly shell?: ShellCommands;
  /** How the settings file is opened; plain Node's way unless the shell brings its own. */
  readonly openStore?: OpenJsonStore;
  readonly openKeychain?: () => Promise<Keychain>;
  readonly clock?: Clock;
  readonly connect?: typeof connectTransport;
}

/** The application without a window: what a shell serves to its clients. */
export interface Host {
  readonly handlers: Handlers;
  readonly hub: EventHub;
  readonly dataFolder: string;
  /** The computer woke: sessions are checked, and what waits to be tried again is tried at once. */
  handleWake(): void;
  /** Unbinds the trunks, stores what is known and gives up the data folder. A second call waits for the first. */
  close(): Promise<void>;
}

/**
 * Starts the application on a data folder. Rejects, with a sentence as the message and everything released, when the
 * folder belongs to another process (`DataFolderInUseError`) or the message store cannot be used (`StoreError`).
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const { logger, clock = systemClock, connect = connectTransport } = options;
  const report = (what: string) => (error: unknown) => logger.error(what, error);
  const closers: (() => Promise<void> | void)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        logger.error('Closing a part of the host failed', error);
      }
    }
  };

  try {
    const folder = lockDataFolder(options.dataDir);
    closers.push(() => folder.release());

    const settingsFile = openSettingsFile(folder.path, options.openStore ?? openConfStore, clock.now());
    const settings = new SettingsStore(settingsFile);
    const hub = new EventHub(report('A listener of the host failed'));
    const secrets = new Secrets({ openKeychain: options.openKeychain ?? openSystemKeychain, clock, logger });
    const keychainProbed = secrets.probe();

    const shell = options.shell ?? {};
    const clipboard = new Clipboard({ shell, clock, onError: report('The clipboard was not cleared') });
    closers.push(() => clipboard.clear());

    /** What this run has to say to whoever comes, also later. */
    const notices: string[] = [];
    const { store, notice } = await openStore({
      filePath: join(folder.path, MESSAGES_FILE_NAME),
      workersDir: options.workersDir,
      nowMs: clock.now(),
      onDamaged: (sentence) => {
        notices.push(sentence);
        hub.emit('message.storeDamaged', { sentence });
      },
      onWriteHealth: (sentence) => hub.emit('message.storeFailing', { sentence }),
      onError: report('The message store failed'),
    });
    closers.push(() => store.close());

    const { workersDir } = options;
    const log = PduLog.open({
      workersDir,
      clock,
      onError: report('The PDU log failed'),
      capture: {
        folder: join(folder.path, CAPTURES_FOLDER_NAME),
        application: `Trunkline ${options.version}`,
        settings: settings.capture,
      },
    });
    closers.push(() => log.close());

    const files = new TransferFiles({
      folder: join(folder.path, TRANSFERS_FOLDER_NAME),
      onError: report('A temporary file could not be deleted'),
    });
    closers.push(() => files.close());

    const simulator = new BuiltInSimulator({
      clock,
      hub,
      onError: report('The simulator failed'),
      openLog: () => log.openSession('Simulator', 'simulator'),
    });
    closers.push(() => simulator.stop());

    const timelines = new TrunkTimelines({
      folder: join(folder.path, 'timelines'),
      onGrew: (id, entry) => hub.emit('trunk.timelineGrew', { id, entry }),
      onError: report('A timeline of a trunk could not be kept'),
    });
    closers.push(() => timelines.close());
    const keyLogs = new KeyLogs(join(folder.path, 'tls-keys'), report('TLS keys could not be written'));

    const trunks = new TrunkManager({
      store: settings,
      secrets,
      hub,
      clock,
      random: Math.random,
      createId: randomUUID,
      logger,
      demoSmsc: simulator,
      timelines,
      keyLogs,
      createLink: openLink({ log, clock, connect, onError: report('A connection of a trunk failed') }),
    });
    const directory = new LiveTrunkDirectory(
      hub,
      () => trunks.list(),
      report('A listener of the trunks failed'),
    );
    const groups = new TrunkGroups({
      store: settings,
      trunks: directory,
      hub,
      createId: randomUUID,
      onError: report('A listener of the trunk groups failed'),
    });
    const sources = openSources({
      folder: folder.path,
      trunks: directory,
      hub,
      clock,
      onError: report('The address book failed'),
    });
    closers.push(() => sources.close());
    const onError = report('The message service failed');
    const messages = new MessageService({
      store,
      links: trunks,
      groups,
      policy: sources.policy,
      numbers: sources.inbound,
      retention: () => settings.app.retention,
      hub,
      clock,
      onError,
    });
    closers.push(() => messages.close());
    await messages.start();
    closers.push(() => trunks.close());
    await keychainProbed;
    await trunks.start(messages.inbound, sources.policy);
    directory.refresh();
    await messages.resume();
    sources.start();
    const tests = new ConnectionTests({
      secrets,
      demoSmsc: simulator,
      hub,
      clock,
      createId: randomUUID,
      connect,
      lookUp: lookUpAddresses,
      openLog: ({ name, isCaptured, alphabets }) =>
        log.openSession(`${name} (test)`, 'trunk', { isCaptured, alphabets }),
      onError: report('A test of a connection failed'),
    });
    closers.push(() => tests.close());
    const handleWake = (): void => trunks.handleWake();
    const wakeWatch = new WakeWatch({
      clock,
      networkState: () => networkStateOf(networkInterfaces()),
      onWoke: handleWake,
    });
    wakeWatch.start();
    closers.push(() => wakeWatch.stop());

    notices.unshift(...settings.notices, ...sources.notices, ...(notice === null ? [] : [notice]));
    let closing: Promise<void> | null = null;
    return {
      handlers: {
        ...createAppHandlers({
          store: settings,
          secrets,
          hub,
          shell,
          clipboard,
          version: options.version,
          runtime: options.runtime,
          dataFolder: folder.path,
          notices,
        }),
        ...createCertificateHandlers(),
        ...createTrunkGroupHandlers(groups, hub),
        ...createSourceHandlers({ sources, files, trunks: directory, hub }),
        ...createMessageHandlers({ service: messages, store, hub, clock }),
        ...createRuleHandlers({ service: messages, store, hub }),
        ...createTemplateHandlers({ service: messages, store, hub, clock }),
        ...createTrunkHandlers({
          trunks,
          timelines,
          tests,
          keyLogs,
          secretDesk: new SecretDesk({ secrets, demoSmsc: simulator, clock, logger }),
          hub,
        }),
        ...createPduLogHandlers({ log, files, hub, settings }),
        ...createSimulatorHandlers(simulator, hub),
        ...createFileHandlers(files),
      },
      hub,
      dataFolder: folder.path,
      handleWake,
      close: () => (closing ??= closeAll()),
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
