import { describe, expect, it, vi } from 'vitest';

vi.mock('zod', () => {
  throw new Error('A worker loads schemas.');
});

// Each thread keeps what it loads: megabytes, for the schemas.
describe('what the workers run', () => {
  it.each([
    ['the log worker', () => import('#electron/host/pdu-log/log-engine')],
    ['the store writer', () => import('#electron/host/storage/writer-engine')],
    ['the store reader', () => import('#electron/host/storage/reader-engine')],
  ])('%s loads no schemas', async (_, load) => {
    expect(Object.keys(await load())).not.toEqual([]);
  });

  it('would be told of one that does', async () => {
    await expect(import('#shared/model/ids')).rejects.toThrow();
  });
});
