import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, it } from 'vitest';
import { DAMAGE_MARK } from '#electron/host/storage/damage-mark';
import { MESSAGES_FILE_NAME } from '#electron/host/storage/file-name';
import { MemoryKeychain, startTestHost } from '#test/support/host';
import { useTempFolders } from '#test/support/use-temp-folders';

const tempFolder = useTempFolders();
const PAGE = 4096;
/** More than is read through before the start. */
const LARGE = 9 * 1024 * 1024;

/** A store of more than 8 MiB, closed in order. */
function fillStore(filePath: string): void {
  const db = new DatabaseSync(filePath);
  db.exec(`WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
    INSERT INTO receipts (id, trunk_id, trunk_name, smsc_message_id, text, source_address, destination_address,
      received_at_ms)
    SELECT printf('r%05d', i), 't', 'Trunk', 'x', hex(zeroblob(1500)), '1', '2', i FROM n`);
  db.close();
  expect(statSync(filePath).size).toBeGreaterThan(LARGE);
}

function damage(filePath: string): void {
  const octets = readFileSync(filePath);
  const middle = Math.floor(octets.length / PAGE / 2) * PAGE;
  octets.fill(0xff, middle, middle + PAGE);
  writeFileSync(filePath, octets);
}

/** A data folder whose store is too large to be read through at each start. */
async function largeStore() {
  const dataDir = tempFolder();
  const filePath = join(dataDir, MESSAGES_FILE_NAME);
  const options = { dataDir, openKeychain: () => Promise.resolve(new MemoryKeychain()) };
  const first = await startTestHost(options);
  await first.close();
  fillStore(filePath);
  return { dataDir, filePath, options };
}

/** What a killed process leaves behind. */
const leaveLog = (filePath: string): void => writeFileSync(`${filePath}-wal`, '');

it('a large store is read through after a run that was killed, and what is damaged is said and set aside', async () => {
  const { dataDir, filePath, options } = await largeStore();
  damage(filePath);

  const unlooked = await startTestHost(options);
  await unlooked.call('conversation.list', { limit: 10 });
  await unlooked.close();
  expect(existsSync(filePath + DAMAGE_MARK)).toBe(false);

  leaveLog(filePath);
  const looked = await startTestHost(options);
  // The reader answers in order, so the check was before this; whoever comes later is told too.
  await looked.call('conversation.list', { limit: 10 });
  expect((await looked.call('app.info', {})).notices).toEqual([
    expect.stringMatching(/^The message store is damaged: .*Export what you need/s),
  ]);
  expect(existsSync(filePath + DAMAGE_MARK)).toBe(true);
  await looked.close();

  const fresh = await startTestHost(options);
  const { notices } = await fresh.call('app.info', {});
  expect(notices.join(' ')).toContain(
    'The message store was damaged, so Trunkline started with an empty one.',
  );
  expect(existsSync(filePath + DAMAGE_MARK)).toBe(false);
  const aside = readdirSync(dataDir).find((name) => /\.damaged-[^/]*Z$/.test(name)) ?? '';
  expect(statSync(join(dataDir, aside)).size).toBeGreaterThan(LARGE);
  expect(statSync(filePath).size).toBeLessThan(LARGE);
  await fresh.close();
}, 60_000);

it('a large store that is sound is read through after a run that was killed, and nothing is said', async () => {
  const { filePath, options } = await largeStore();
  leaveLog(filePath);
  const looked = await startTestHost(options);
  // The reader answers in order, so the check was before this.
  await looked.call('conversation.list', { limit: 10 });
  expect((await looked.call('app.info', {})).notices).toEqual([]);
  expect(looked.logged).toEqual([]);
  await looked.close();
  expect(existsSync(filePath + DAMAGE_MARK)).toBe(false);
}, 60_000);
