/** Whether a window can be opened: always but on a Linux (or the like) without X or Wayland. */
export function hasDisplay(platform, environment) {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(environment.DISPLAY) || Boolean(environment.WAYLAND_DISPLAY);
}

/** Whether a person sits there whose browser can be opened: a display, a terminal, and no CI. */
export function canOpenBrowser(platform, environment, isTerminal) {
  return isTerminal && !environment.CI && !environment.SSH_CONNECTION && hasDisplay(platform, environment);
}

/** Whether Electron has to be looked for at all. */
export function needsElectron({ arguments: words, platform, environment }) {
  return !words.includes('--headless') && hasDisplay(platform, environment);
}

/** Which shell `npm start` starts, with which arguments, and what it says about that first, a line each. */
export function decideShell(situation) {
  const { platform, isRoot, environment, electronPath, electronProblem } = situation;
  const passed = situation.arguments.filter((word) => word !== '--headless');
  const headless = (notes) => ({ kind: 'headless', arguments: passed, notes });
  if (situation.arguments.includes('--headless')) return headless([]);
  if (!hasDisplay(platform, environment)) {
    return headless(['There is no display, so Trunkline is served to your browser instead.']);
  }
  if (electronPath === null) {
    return headless([`${electronProblem} Trunkline is served to your browser instead.`]);
  }
  if (platform === 'linux' && isRoot && !passed.includes('--no-sandbox')) {
    const note = "Running as root: Chromium's sandbox is switched off (--no-sandbox).";
    return { kind: 'electron', switches: ['--no-sandbox'], arguments: passed, notes: [note] };
  }
  if (!situation.canSandbox && !isRoot && !passed.includes('--no-sandbox')) {
    return headless([
      'This system does not let Chromium build its sandbox, so Trunkline is served to your browser instead (npm start -- --no-sandbox opens the window without it).',
    ]);
  }
  return { kind: 'electron', switches: [], arguments: passed, notes: [] };
}
