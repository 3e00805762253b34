/** The import law of docs/architecture.md. */
const law = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: '^(shared|renderer|electron|test)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron$' },
    },
    law('shared-imports-nothing', '^shared/', '^shared/', 'shared runs anywhere'),
    {
      name: 'shared-has-no-platform',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-packages',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: 'node_modules/', pathNot: 'node_modules/(zod|libphonenumber-js)/' },
    },
    law('renderer-imports-shared', '^renderer/', '^(renderer|shared)/', 'the renderer knows only shared'),
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    law(
      'engine-imports-shared',
      '^electron/smpp/',
      '^(electron/smpp|shared)/',
      'the engine does not know the application',
    ),
    law(
      'host-imports-engine',
      '^electron/host/',
      '^(electron/(host|smpp)|shared)/',
      'the host does not know its shells',
    ),
    law(
      'shells-import-host',
      '^electron/(main|headless|cli)/',
      '^(electron/(main|headless|cli|host)|shared)/',
      'shells are thin',
    ),
    {
      name: 'shells-do-not-mix',
      severity: 'error',
      from: { path: '^electron/headless/' },
      to: { path: '^electron/(main|preload|cli)/' },
    },
    {
      name: 'main-alone',
      severity: 'error',
      from: { path: '^electron/main/' },
      to: { path: '^electron/(cli|headless)/' },
    },
    {
      name: 'preload-alone',
      severity: 'error',
      from: { path: '^electron/preload/' },
      to: { path: '^(electron/(?!preload)|renderer)/' },
    },
    {
      name: 'only-the-shell-imports-electron',
      severity: 'error',
      from: { path: '^(shared|renderer|electron/(smpp|host|headless|cli))/' },
      to: { path: '^(electron$|node_modules/electron/)' },
    },
    {
      name: 'product-does-not-import-tests',
      severity: 'error',
      from: { path: '^(shared|renderer|electron)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css'],
    },
  },
};
