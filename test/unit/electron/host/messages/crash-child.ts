import { openSync, writeSync } from 'node:fs';
import { openStore } from '#electron/host/storage/store-client';
import { settle } from '#test/support/fake-clock';
import { ServiceHarness } from './service-harness';

/** What the child has seen happen, one line each; it is on disk before the next thing happens. */
export type JournalVerb = 'stored' | 'left' | 'accepted' | 'receipted' | 'received';

/**
 * A host that sends and receives as fast as it can until it is killed: `node crash-child.js <file> <workers> <journal>
 * <name>`. Each line of the journal is also told on standard output. Ends by itself when its standard input does.
 */
async function main(): Promise<void> {
  const [filePath = '', workersDir = '', journalPath = '', name = ''] = process.argv.slice(2);
  const journal = openSync(journalPath, 'a');
  const note = (verb: JournalVerb, what: string): void => {
    writeSync(journal, `${verb} ${what}\n`);
    process.stdout.write(`${verb}\n`);
  };
  process.stdin.on('end', () => process.exit(1)).resume();

  const { store } = await openStore({ filePath, workersDir, nowMs: 0, onError: fail });
  const harness = new ServiceHarness(store, 5);
  harness.hub.subscribe(({ name: event, payload }) => {
    const message = payload as { state?: string; text?: string };
    if (event === 'message.changed' && message.state === 'accepted') note('accepted', message.text ?? '');
  });
  let lastId = 0;
  harness.link.onLeaving = (body) => {
    const text = String.fromCharCode(...body.shortMessage);
    note('left', text);
    lastId += 1;
    const smscId = `${name}-${lastId}`;
    setImmediate(() => {
      // Every seventh is never answered, and so is in doubt after the link ended.
      if (lastId % 7 === 0) harness.link.conclude({ kind: 'timeout' });
      else harness.link.accept(smscId);
      void harness.receipt(smscId, 'DELIVRD').then((status) => {
        if (status === 0) note('receipted', smscId);
      });
    });
  };
  await harness.start();
  for (let number = 1; ; number += 1) {
    const text = `${name} out ${number}`;
    const inbound = `${name} in ${number}`;
    await Promise.all([
      harness.submit({ text }).then(() => note('stored', text)),
      harness.deliver(inbound).then((status) => {
        if (status === 0) note('received', inbound);
      }),
    ]);
    await settle();
  }
}

function fail(error: unknown): never {
  throw error;
}

await main();
