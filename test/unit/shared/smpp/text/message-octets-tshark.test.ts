import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { trunkAlphabets } from '#shared/model/alphabets';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { planMessage } from '#shared/smpp/text/message-plan';
import { messageOctets, type MessageOctets } from '#test/fixtures/message-octets';
import { useTempFolders } from '#test/support/use-temp-folders';

const hasTshark = spawnSync('tshark', ['-v']).status === 0;
const tempFolder = useTempFolders();

/** What tshark can read: it knows no national tables, and octets have no text. */
const readable = messageOctets.filter(({ alphabet, shift }) => shift === 'none' && alphabet !== 'binary');
/** How data_coding 0 is to be read, in the words of tshark's settings. */
const readings = { 'gsm7-packed': 'GSM 7-bit (packed)', others: 'GSM 7-bit' } as const;

const PAIR = '😀';

const textOf = ({ text: [unit, count] }: MessageOctets): string => unit.repeat(count);

/** The submit_sm of each part, as the composer would send it. */
function pdusOf(row: MessageOctets): Uint8Array[] {
  const { alphabet, method } = row;
  const map = trunkAlphabets.parse(alphabet === 'gsm7-packed' ? { default: alphabet } : {});
  const options = { alphabet, map, ...(method === 'single' ? {} : { longMethod: method }) };
  const plan = planMessage({ text: textOf(row) }, options, () => 0x1234);
  if (!plan.ok) throw new Error(plan.sentence);
  return plan.segments.map(({ dataCoding, esmClassBits, shortMessage, tlvs }) => {
    const body = { destinationAddr: '12025550123', dataCoding, esmClass: esmClassBits, shortMessage };
    return encode({ ...createPdu('submit_sm', { sequenceNumber: 1, body }), tlvs });
  });
}

interface ReadPart {
  readonly text: string;
  /** Parts that tshark has put together, with the last of them. */
  readonly fragments: string;
}

function readByTshark(pdus: readonly Uint8Array[], reading: string): ReadPart[] {
  const writer = new CaptureWriter('Trunkline test', 'x');
  pdus.forEach((octets, index) => {
    const timeNs = 1_700_000_000_000_000_000n + BigInt(index) * 1_000_000n;
    writer.append({ kind: 'pdu', timeNs, sessionId: 1, direction: 'out', octets, sentence: '' });
  });
  const path = join(tempFolder(), 'messages.pcapng');
  writeFileSync(path, writer.take());
  const fields = ['smpp.message_text', 'gsm_sms_ud.fragment.count'].flatMap((field) => ['-e', field]);
  const setting = ['-o', `smpp.decode_sms_over_smpp:${reading}`];
  const output = execFileSync('tshark', ['-r', path, ...setting, '-T', 'fields', ...fields], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [text = '', fragments = ''] = line.split('\t');
      // It shows the CR that fills seven spare bits, and knows no surrogate pairs: nothing says which one it was.
      return { text: text.replace(/\\r$/, '').replaceAll(/\ufffd+/g, PAIR), fragments };
    });
}

if (!hasTshark) it.skip('texts beside tshark: left out, since tshark is not installed here');

describe.runIf(hasTshark)('texts of ours in tshark', () => {
  it('are read as they were written, in every alphabet and by every method', () => {
    for (const [alphabet, reading] of Object.entries(readings)) {
      const rows = readable.filter(
        (row) => (row.alphabet === 'gsm7-packed') === (alphabet === 'gsm7-packed'),
      );
      const pdus = rows.map(pdusOf);
      const read = readByTshark(pdus.flat(), reading);
      rows.forEach((row, index) => {
        const parts = read.splice(0, pdus[index]?.length ?? 0);
        const what = `${row.alphabet} by ${row.method}`;
        expect(parts.map(({ text }) => text).join(''), what).toBe(textOf(row));
        const fragments = row.parts.length > 1 ? String(row.parts.length) : '';
        expect(parts.at(-1)?.fragments, what).toBe(fragments);
      });
      expect(read).toEqual([]);
      expect(rows.length).toBeGreaterThan(4);
    }
  });
});
