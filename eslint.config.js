import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const banned = (names, message) => names.map((name) => ({ name, message }));
const nodeGlobals = [
  'process',
  'Buffer',
  'setImmediate',
  'clearImmediate',
  '__dirname',
  '__filename',
  'require',
  'global',
];
const timerGlobals = ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'];

export default tseslint.config(
  {
    ignores: [
      'out/**',
      'dist/**',
      'node_modules/**',
      'test-results/**',
      'playwright-report/**',
      '**/*.js',
      '**/*.mjs',
      '**/*.cjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    // Runs anywhere: nothing of Node, nothing of the DOM, no clock of its own.
    files: ['shared/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...banned(
          [...nodeGlobals, ...timerGlobals, 'window', 'document', 'navigator'],
          'shared/ runs anywhere: take it as an argument.',
        ),
      ],
    },
  },
  {
    // The engine is handed its clock (shared/lib/clock.ts), so that tests own time.
    files: ['electron/smpp/**/*.ts', 'electron/host/trunks/**/*.ts', 'electron/host/messages/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...banned(timerGlobals, 'Use the injected Clock.')],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Use the injected Clock.' },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    // Only the seam may know what is on the other side of the wire.
    files: ['renderer/**/*.{ts,tsx}'],
    ignores: ['renderer/host/**'],
    rules: {
      'no-restricted-globals': ['error', ...banned(['WebSocket'], 'Only renderer/host touches the wire.')],
      'no-restricted-properties': [
        'error',
        { object: 'window', property: 'host', message: 'Only renderer/host touches the wire.' },
      ],
    },
  },
  {
    files: ['electron/cli/**/*.ts', 'test/bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Tables are data: they may be as long as the specification makes them.
    files: ['shared/smpp/tables/**/*.ts', 'test/fixtures/**/*.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['test/**/*.{ts,tsx}', '*.ts'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
