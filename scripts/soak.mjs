// Runs the property tests, the fuzzers and the million messages of the trunk's soak again and again, each round with new random input, for a while.
// A failure says the seed that brings it back. Usage: node scripts/soak.mjs [--minutes <n>, 20 if not said]
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { commandFile } from './lib/build-if-stale.mjs';
import { at, root } from './lib/paths.mjs';
import { runChild } from './lib/run-child.mjs';

/** Runs of each fuzzer in one round; `npm test` does a few hundred. */
const FUZZ_RUNS = '5000';
/** PDUs for the bound session in one round; `npm test` sends 50,000. */
const FUZZ_PDUS = '500000';
/** Messages over a trunk whose link drops; `npm test` sends a twentieth. */
const SOAK_MESSAGES = '1000000';
/** One property at that many runs takes its time. */
const TEST_TIMEOUT_MS = 15 * 60_000;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '20' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  process.stderr.write('soak: --minutes takes a number above 0.\n');
  process.exit(2);
}

const files = readdirSync(at('test'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.test\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter(
    (file) =>
      /[\\/]fuzz[\\/]|soak\.test/.test(file) || readFileSync(file, 'utf8').includes("from 'fast-check'"),
  )
  .map((file) => relative(root, file));

const endsAt = performance.now() + minutes * 60_000;
let rounds = 0;
do {
  rounds += 1;
  process.stdout.write(`Round ${rounds}: ${files.length} files of properties, fuzzers and soaks\n`);
  const words = ['run', '--reporter=dot', `--testTimeout=${TEST_TIMEOUT_MS}`, ...files];
  const seeded = { FUZZ_RUNS, FUZZ_PDUS, SOAK_MESSAGES, FUZZ_SEED: String(randomInt(2 ** 31)) };
  const code = await runChild(process.execPath, [commandFile('vitest'), ...words], seeded);
  if (code !== 0) {
    process.stdout.write(`Failed in round ${rounds}.\n`);
    process.exit(code);
  }
} while (performance.now() < endsAt);
process.stdout.write(`${rounds} rounds passed.\n`);
