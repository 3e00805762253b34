import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorkerLink } from '#electron/host/storage/worker-link';
import { makeTempFolder } from '#test/support/temp-folder';

const data = { filePath: '', nowMs: 0, isDamaged: false };
let folder: ReturnType<typeof makeTempFolder>;
beforeEach(() => {
  folder = makeTempFolder();
});
afterEach(() => folder.remove());

/** A worker of this test's own in the place of the writer. */
function withWorker(source: string): Promise<{ readonly link: WorkerLink }> {
  writeFileSync(join(folder.path, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder.path, 'store-writer.js'),
    `import { parentPort } from 'node:worker_threads';\n${source}`,
  );
  return WorkerLink.open(folder.path, 'store-writer', data);
}

const opened = `parentPort.postMessage({ kind: 'opened', notice: null });`;

describe('a store worker that ends unexpectedly', () => {
  it('rejects what waits and what is asked later, and can still be closed', async () => {
    const { link } = await withWorker(`${opened} parentPort.on('message', () => process.exit(3));`);
    const asked = [link.ask({ kind: 'checkpoint' }), link.ask({ kind: 'checkpoint' })];
    for (const answer of asked) {
      await expect(answer).rejects.toMatchObject({
        code: 'stopped',
        message: 'The message store stopped unexpectedly. Start Trunkline again.',
      });
    }
    await expect(link.ask({ kind: 'checkpoint' })).rejects.toMatchObject({ code: 'stopped' });
    await link.close();
  });

  it('says what it threw', async () => {
    const { link } = await withWorker(
      `${opened} parentPort.on('message', () => { throw new Error('out of memory'); });`,
    );
    await expect(link.ask({ kind: 'checkpoint' })).rejects.toThrow(
      'The message store stopped: out of memory.',
    );
    await link.close();
  });

  it('rejects the opening when it throws before it is open, or is not there', async () => {
    await expect(withWorker(`throw new Error('no such module');`)).rejects.toMatchObject({
      code: 'unusable',
      message: 'The message store cannot be started: no such module.',
    });
    await expect(WorkerLink.open(join(folder.path, 'nowhere'), 'store-reader', data)).rejects.toMatchObject({
      code: 'unusable',
    });
  });

  it('rejects the opening when it ends without a word', async () => {
    await expect(withWorker('process.exit(0);')).rejects.toMatchObject({ code: 'unusable' });
  });
});
