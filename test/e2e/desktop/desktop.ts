import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DbusConnection, type DbusCall } from './dbus-connection';
import { textOf, type DbusValue, type Typed } from './dbus-values';

/** Why no desktop can be had here; null when one can. */
export function desktopProblem(): string | null {
  if (process.platform !== 'linux') return 'A desktop of one’s own is made with D-Bus, on Linux.';
  try {
    execFileSync('sh', ['-c', 'command -v dbus-daemon'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'dbus-daemon is not installed (Debian: apt-get install dbus).';
  }
}

export interface ShownNotification {
  readonly title: string;
  readonly body: string;
}

interface TrayItem {
  readonly service: string;
  readonly path: string;
}

const NOTIFICATIONS = 'org.freedesktop.Notifications';
const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

/**
 * A desktop as programs see it: a session bus with somebody who shows notifications and somebody who shows tray icons.
 * It starts no other service, so that no keychain is touched.
 */
export class Desktop {
  /** In the order in which they were shown. */
  readonly notifications: ShownNotification[] = [];
  readonly environment: Readonly<Record<string, string>>;
  readonly #daemon: ChildProcess;
  readonly #items: TrayItem[] = [];
  #bus: DbusConnection | null = null;

  private constructor(daemon: ChildProcess, path: string) {
    this.#daemon = daemon;
    this.environment = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` };
  }

  static async start(folder: string): Promise<Desktop> {
    const path = join(folder, 'bus');
    const config = join(folder, 'bus.conf');
    writeFileSync(
      config,
      `<busconfig><type>session</type><listen>unix:path=${path}</listen><policy context="default">
        <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
    );
    const daemon = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise<void>((listening, reject) => {
      daemon.once('exit', (code) => reject(new Error(`dbus-daemon ended with ${String(code)}.`)));
      daemon.stdout.once('data', () => listening());
    });
    const desktop = new Desktop(daemon, path);
    const bus = await DbusConnection.open(path, (call) => desktop.#answer(call));
    desktop.#bus = bus;
    for (const name of [NOTIFICATIONS, WATCHER]) {
      await bus.callBus('RequestName', [
        { type: 's', value: name },
        { type: 'u', value: 0 },
      ]);
    }
    return desktop;
  }

  /** What is said when the pointer rests on the tray icon; null while there is no icon. */
  async trayTooltip(): Promise<string | null> {
    const tooltip = await this.#trayProperty('ToolTip');
    // Icon's name, icons, title and text, of which programs use one or the other.
    return tooltip === null
      ? null
      : (tooltip as readonly DbusValue[]).slice(2).map(textOf).filter(Boolean).join(' ');
  }

  /** Red, green and blue in the middle of the tray icon; null while there is no icon. */
  async trayColour(): Promise<readonly number[] | null> {
    const pixmaps = await this.#trayProperty('IconPixmap');
    const [largest] = (pixmaps ?? []) as readonly (readonly [number, number, readonly number[]])[];
    if (largest === undefined) return null;
    const [width, height, argb] = largest;
    const middle = (Math.floor(height / 2) * width + Math.floor(width / 2)) * 4;
    return argb.slice(middle + 1, middle + 4);
  }

  async stop(): Promise<void> {
    this.#bus?.close();
    const ended = new Promise((end) => this.#daemon.once('close', end));
    this.#daemon.kill('SIGTERM');
    await ended;
  }

  async #trayProperty(name: string): Promise<DbusValue | null> {
    const item = this.#items.at(-1);
    if (item === undefined || this.#bus === null) return null;
    const [value] = await this.#bus.call(item.service, item.path, PROPERTIES, 'Get', [
      { type: 's', value: ITEM },
      { type: 's', value: name },
    ]);
    return value ?? null;
  }

  #answer({ interface: face, member, body, sender }: DbusCall): readonly Typed[] | null {
    switch (`${face}.${member}`) {
      case `${NOTIFICATIONS}.GetCapabilities`:
        return [{ type: 'as', value: ['body', 'actions'] }];
      case `${NOTIFICATIONS}.GetServerInformation`:
        return ['Test', 'Trunkline', '1', '1.2'].map((value) => ({ type: 's', value }));
      case `${NOTIFICATIONS}.Notify`:
        // Program, which one it replaces, icon, summary, body, actions, hints, time.
        this.notifications.push({ title: textOf(body[3]), body: textOf(body[4]) });
        return [{ type: 'u', value: this.notifications.length }];
      case `${NOTIFICATIONS}.CloseNotification`:
        return [];
      case `${WATCHER}.RegisterStatusNotifierItem`: {
        const named = textOf(body[0]);
        this.#items.push(
          named.startsWith('/')
            ? { service: sender, path: named }
            : { service: named, path: '/StatusNotifierItem' },
        );
        return [];
      }
      case `${PROPERTIES}.Get`:
        return body[1] === 'IsStatusNotifierHostRegistered'
          ? [{ type: 'v', value: { type: 'b', value: true } }]
          : [{ type: 'v', value: { type: 'i', value: 0 } }];
      default:
        return null;
    }
  }
}
