import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openForWriting } from '#electron/host/storage/database';
import { openStore } from '#electron/host/storage/store-client';
import { conversationId } from '#shared/model/ids';
import { compare, formatNumber, printFigure, printTitle } from './harness';

const workersDir = dirname(process.argv[1] ?? '');
const MESSAGES = 1_000_000;
const CONVERSATIONS = 20_000;
const CHUNK = 50_000;
const ROUNDS = 15;
const folder = mkdtempSync(join(tmpdir(), 'trunkline-bench-'));
const filePath = join(folder, 'messages.sqlite');
const onError = (error: unknown): void => console.error(error);

/** Straight into the tables: what the host would write, without the host. */
function fill(): void {
  const { sql } = openForWriting(filePath, 0);
  sql.run(
    `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)
     INSERT INTO conversations (id, peer, own_address, trunk_id, last_message_id, last_at_ms, unread_count)
     SELECT printf('c%08d', i), printf('3706%07d', i), '37060000001', 'demo',
       printf('m%010d', ?2 - ?1 + i), ?2 - ?1 + i, 0 FROM n`,
    CONVERSATIONS,
    MESSAGES,
  );
  for (let from = 0; from < MESSAGES; from += CHUNK) {
    const numbers = `WITH RECURSIVE n (i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${from + CHUNK})`;
    sql.exec('BEGIN');
    sql.exec(
      `${numbers} INSERT INTO messages (id, conversation_id, direction, trunk_id, trunk_name, source_address, source_ton,
         source_npi, destination_address, destination_ton, destination_npi, text, encoding, data_coding, state,
         is_receipt_requested, segment_total, created_at_ms, changed_at_ms)
       SELECT printf('m%010d', i), printf('c%08d', i % ${CONVERSATIONS}), 'mt', 'demo', 'Demo trunk', '37060000001', 1, 1,
         printf('3706%07d', i % ${CONVERSATIONS}), 1, 1,
         'Your order ' || i || ' has left our warehouse and will arrive tomorrow before noon.' ||
           CASE i % 50000 WHEN 7 THEN ' Handle with care.' ELSE '' END,
         'gsm7', 0, 'delivered', 1, 1, i, i FROM n`,
    );
    sql.exec(
      `${numbers} INSERT INTO segments (message_id, number, trunk_id, octets, esm_class, state, smsc_message_id, smsc_id_key)
       SELECT printf('m%010d', i), 1, 'demo', zeroblob(76), 0, 'delivered', 's' || i, 's' || i FROM n`,
    );
    sql.exec(`${numbers} INSERT INTO search_rows (row, message_id) SELECT i + 1, printf('m%010d', i) FROM n`);
    sql.exec(
      `INSERT INTO message_search (rowid, text, addresses)
       SELECT s.row, m.text, m.source_address || ' ' || m.destination_address FROM search_rows AS s
       JOIN messages AS m ON m.id = s.message_id WHERE s.row > ${from} AND s.row <= ${from + CHUNK}`,
    );
    sql.exec('COMMIT');
    sql.first('PRAGMA wal_checkpoint(PASSIVE)');
  }
  sql.first('PRAGMA wal_checkpoint(TRUNCATE)');
  sql.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

const from = performance.now();
fill();
printTitle('A store of a million messages');
printFigure('filled in', `${formatNumber((performance.now() - from) / 1000)} s`);
const options = { filePath, workersDir, nowMs: 0, onError };
let { store } = await openStore(options);
const conversation = (number: number) =>
  conversationId.parse(`c${String(number % CONVERSATIONS).padStart(8, '0')}`);
let round = 0;
const search = (query: string) => () =>
  timed(() => store.read('searchMessages', { query, conversationId: null, before: null, limit: 50 }));
await compare({
  title: 'Reads of a store of a million messages',
  unit: 'ms',
  isHigherBetter: false,
  rounds: ROUNDS,
  aim: 'each under 50 ms',
  contestants: [
    {
      name: 'open',
      run: async () => {
        await store.close();
        return timed(async () => {
          ({ store } = await openStore(options));
        });
      },
    },
    {
      name: 'open, and the first answer',
      run: async () => {
        await store.close();
        return timed(async () => {
          ({ store } = await openStore(options));
          await store.read('listConversations', { limit: 50 });
        });
      },
    },
    {
      name: 'the conversation list, 50',
      run: () => timed(() => store.read('listConversations', { limit: 50 })),
    },
    {
      name: 'the conversation list, unread only',
      run: () => timed(() => store.read('listConversations', { limit: 50, show: 'unread' })),
    },
    {
      name: 'a page of a conversation, 50',
      run: () =>
        timed(() =>
          store.read('listMessages', {
            conversationId: conversation((round += 7919)),
            before: null,
            limit: 50,
          }),
        ),
    },
    { name: 'search, a word that every message has', run: search('warehouse') },
    { name: 'search, a rare word', run: search('handle') },
    { name: 'search, two words and the begin of a third', run: search('order 4711 ware') },
    { name: 'search, two digits as the begin of a number', run: search('37') },
    { name: 'search, the begin of a word that every message has', run: search('wareh') },
    { name: 'search, the begin of many numbers', run: search('37060') },
    { name: 'search, a number', run: search('37060004711') },
    {
      name: 'search in a conversation, a word that every message has',
      run: () => {
        const conversationId = conversation((round += 7919));
        return timed(() =>
          store.read('searchMessages', { query: 'warehouse', conversationId, before: null, limit: 50 }),
        );
      },
    },
  ],
});
await store.close();
rmSync(folder, { recursive: true });
