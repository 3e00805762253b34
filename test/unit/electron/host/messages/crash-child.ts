import { openSync, writeSync } from 'node:fs';
import { openStore } from '#electron/host/storage/store-client';
import { CrashTraffic, type JournalVerb } from './crash-traffic';
import { ServiceHarness } from './service-harness';

/**
 * A host that sends and receives as fast as it can until it is killed: `node crash-child.js <file> <workers> <journal>
 * <name>`. What it has seen happen is a line of the journal, on disk before the next thing happens; each is also told on
 * standard output. Ends by itself when its standard input does.
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
  await new CrashTraffic(new ServiceHarness(store, 5), name, note).run();
}

function fail(error: unknown): never {
  throw error;
}

await main();
