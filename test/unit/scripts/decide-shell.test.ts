import { describe, expect, it } from 'vitest';
import { canSandbox } from '../../../scripts/lib/can-sandbox.mjs';
import {
  canOpenBrowser,
  decideShell,
  hasDisplay,
  needsElectron,
  type ShellSituation,
} from '../../../scripts/lib/decide-shell.mjs';

const desk: ShellSituation = {
  arguments: [],
  platform: 'linux',
  isRoot: false,
  environment: { DISPLAY: ':0' },
  electronPath: '/opt/electron',
  electronProblem: '',
  canSandbox: true,
};

describe('decideShell', () => {
  it('opens the window where there is a display and an Electron', () => {
    expect(decideShell(desk)).toEqual({ kind: 'electron', switches: [], arguments: [], notes: [] });
    expect(decideShell({ ...desk, environment: { WAYLAND_DISPLAY: 'wayland-0' } }).kind).toBe('electron');
    expect(decideShell({ ...desk, platform: 'darwin', environment: {} }).kind).toBe('electron');
    expect(decideShell({ ...desk, platform: 'win32', environment: {} }).kind).toBe('electron');
  });

  it('passes arguments through, after the application, to whichever shell it is', () => {
    const words = ['--data-dir', '/tmp/data'];
    expect(decideShell({ ...desk, arguments: words }).arguments).toEqual(words);
    expect(decideShell({ ...desk, arguments: [...words, '--headless'] })).toEqual({
      kind: 'headless',
      arguments: words,
      notes: [],
    });
  });

  it('switches the sandbox off for root on Linux alone, and says so', () => {
    const decision = decideShell({ ...desk, isRoot: true });
    expect(decision).toMatchObject({ kind: 'electron', switches: ['--no-sandbox'] });
    expect(decision.notes).toHaveLength(1);
    expect(decision.notes[0]).toContain('--no-sandbox');
    expect(decideShell({ ...desk, isRoot: true, platform: 'darwin' })).toMatchObject({
      switches: [],
      notes: [],
    });
    expect(decideShell({ ...desk, isRoot: true, arguments: ['--no-sandbox'] })).toMatchObject({
      switches: [],
      arguments: ['--no-sandbox'],
    });
  });

  it('serves a browser where there is no display, and says so in one line', () => {
    const decision = decideShell({ ...desk, environment: { DISPLAY: '' }, isRoot: true });
    expect(decision.kind).toBe('headless');
    expect(decision.notes).toEqual(['There is no display, so Trunkline is served to your browser instead.']);
  });

  it('serves a browser where there is no Electron, and says why in one line', () => {
    const decision = decideShell({
      ...desk,
      electronPath: null,
      electronProblem: 'Electron could not be downloaded (nothing arrived for 10 s).',
    });
    expect(decision.kind).toBe('headless');
    expect(decision.notes).toEqual([
      'Electron could not be downloaded (nothing arrived for 10 s). Trunkline is served to your browser instead.',
    ]);
  });
});

describe('a system that keeps users from namespaces', () => {
  const restricted = { ...desk, canSandbox: false };

  it('gets the browser rather than a window without its sandbox, and is told how to have it all the same', () => {
    const decision = decideShell(restricted);
    expect(decision.kind).toBe('headless');
    expect(decision.notes).toHaveLength(1);
    expect(decision.notes[0]).toContain('npm start -- --no-sandbox');
    expect(decideShell({ ...restricted, arguments: ['--no-sandbox'] }).kind).toBe('electron');
    expect(decideShell({ ...restricted, isRoot: true })).toMatchObject({ switches: ['--no-sandbox'] });
  });

  it('is recognised by its settings, unless the sandbox has a helper of root', () => {
    const setting = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
    const read = (path: string) => (path === setting ? '1' : null);
    const noHelper = () => false;
    expect(canSandbox('/e/electron', 'linux', read, noHelper)).toBe(false);
    expect(canSandbox('/e/electron', 'linux', () => null, noHelper)).toBe(true);
    expect(canSandbox('/e/electron', 'linux', () => '0', noHelper)).toBe(false);
    expect(canSandbox('/e/electron', 'linux', read, (path) => path === '/e/chrome-sandbox')).toBe(true);
    expect(canSandbox('/e/electron', 'darwin', read, noHelper)).toBe(true);
  });
});

describe('needsElectron', () => {
  it('does not look for an Electron that would not be started', () => {
    expect(needsElectron({ arguments: ['--headless'], platform: 'darwin', environment: {} })).toBe(false);
    expect(needsElectron({ arguments: [], platform: 'linux', environment: {} })).toBe(false);
    expect(needsElectron({ arguments: [], platform: 'linux', environment: { DISPLAY: ':1' } })).toBe(true);
  });
});

describe('canOpenBrowser', () => {
  it('opens one only where a person would see it', () => {
    expect(canOpenBrowser('darwin', {}, true)).toBe(true);
    expect(canOpenBrowser('darwin', {}, false)).toBe(false);
    expect(canOpenBrowser('darwin', { CI: '1' }, true)).toBe(false);
    expect(canOpenBrowser('darwin', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, true)).toBe(false);
    expect(canOpenBrowser('linux', {}, true)).toBe(false);
    expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
  });
});
