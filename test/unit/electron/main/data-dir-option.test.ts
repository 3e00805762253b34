import { resolve } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { dataFolderFrom } from '#electron/main/data-dir-option';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('takes the folder from the command line, in both spellings', () => {
  expect(dataFolderFrom(['electron', '.', '--data-dir', 'some/folder'])).toBe(resolve('some/folder'));
  expect(dataFolderFrom(['electron', '.', '--data-dir=/other'])).toBe(resolve('/other'));
});

it.each([[['electron', '.']], [['electron', '.', '--data-dir']], [['electron', '.', '--data-dir=']]])(
  'takes the folder from the environment where %j names none',
  (argv) => {
    vi.stubEnv('TRUNKLINE_DATA_DIR', '/from/environment');
    expect(dataFolderFrom(argv)).toBe(resolve('/from/environment'));
  },
);
