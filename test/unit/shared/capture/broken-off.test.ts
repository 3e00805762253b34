import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { useTempFolders } from '#test/support/use-temp-folders';
import { readRecords } from './read-records';

const tempFolder = useTempFolders();

/** A capture of ours, and where each of its records is complete in it. */
function capture(): {
  readonly file: Uint8Array;
  readonly ends: readonly number[];
  readonly starts: number[];
} {
  const writer = new CaptureWriter('Trunkline test', 'x');
  const starts: number[] = [writer.length];
  writer.describeSession({ id: 1, name: 'Demo', role: 'esme', localAddress: '', remoteAddress: '' });
  const ends = [1, 2, 3].map((sequenceNumber) => {
    const octets = encode(createPdu('submit_sm', { sequenceNumber, body: { sourceAddr: '4711' } }));
    const from = writer.append({
      kind: 'pdu',
      timeNs: BigInt(sequenceNumber),
      sessionId: 1,
      direction: 'out',
      octets,
      sentence: '',
    });
    starts.push(from);
    return writer.length;
  });
  return { file: writer.take().slice(), ends, starts };
}

describe('a capture that breaks off', () => {
  const { file, ends, starts } = capture();

  it('after any octet gives every record that is whole, and says what was left out', () => {
    const boundaries = new Set([...starts, ...ends]);
    for (let length = 0; length <= file.length; length += 1) {
      const { records, problems } = readRecords(file.subarray(0, length));
      expect(records, `${length} octets`).toHaveLength(ends.filter((end) => end <= length).length);
      expect(records.every(({ kind }) => kind === 'pdu')).toBe(true);
      // The interface's block ends where no record does, so that only its end may go unsaid.
      if (boundaries.has(length)) expect(problems, `${length} octets`).toEqual([]);
      else if (length < (starts[0] ?? 0)) expect(problems.length).toBe(1);
      else if (problems.length > 0)
        expect(problems[0]).toMatch(/^The file ends in the middle of a block: its last/);
    }
    const unsaid = Array.from({ length: file.length + 1 }, (_, length) => length).filter(
      (length) => readRecords(file.subarray(0, length)).problems.length === 0,
    );
    // Between two blocks only.
    expect(unsaid).toHaveLength(boundaries.size);
  });

  const hasTshark = spawnSync('tshark', ['-v']).status === 0;
  if (!hasTshark) it.skip('beside tshark: left out, since tshark is not installed here');
  it.runIf(hasTshark)('is read by tshark up to there', () => {
    for (const length of [ends[0] ?? 0, (ends[0] ?? 0) + 40, (ends[1] ?? 0) + 3, file.length - 1]) {
      const path = join(tempFolder(), `${length}.pcapng`);
      writeFileSync(path, file.subarray(0, length));
      const fields = ['-T', 'fields', '-e', 'smpp.sequence_number'];
      const { stdout } = spawnSync('tshark', ['-r', path, ...fields], { encoding: 'utf8' });
      expect(stdout.trim().split('\n')).toHaveLength(ends.filter((end) => end <= length).length);
    }
  });
});
