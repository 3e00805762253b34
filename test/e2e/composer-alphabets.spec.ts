import type { Page } from '@playwright/test';
import type { TextEncoding } from '#shared/model/message';
import { decode } from '#shared/smpp/decode';
import { nationalTables } from '#shared/smpp/tables/gsm-national';
import { tlvDefinitions } from '#shared/smpp/tables/tlvs';
import { messageOctets, type MessageOctets } from '#test/fixtures/message-octets';
import {
  choose,
  hexOf,
  octetsField,
  openOptions,
  options,
  sendAsShown,
  shownParts,
  typed,
  withoutSequence,
  writeOver,
} from './composer-screen';
import { expect, test } from './harness/app-test';
import { bubble, counter, messageField } from './screens';
import { ScriptedSmsc } from './scripted-smsc';

let smsc: ScriptedSmsc;
test.beforeEach(async () => {
  smsc = await ScriptedSmsc.start();
});
test.afterEach(() => smsc.stop());

const alphabets: Readonly<Record<TextEncoding, string>> = {
  gsm7: 'GSM 7-bit',
  'gsm7-packed': 'GSM 7-bit packed',
  latin1: 'Latin-1',
  ascii: 'ASCII',
  ucs2: 'UCS-2',
  binary: 'Binary (hexadecimal)',
};
const methods = {
  single: 'UDH, 8-bit reference',
  udh8: 'UDH, 8-bit reference',
  udh16: 'UDH, 16-bit reference',
  sar: 'SAR TLVs',
  payload: 'message_payload',
} as const;
const tables = { single: 'single shift', locking: 'locking shift', both: 'both' } as const;
const dataCodings = { gsm7: 0, 'gsm7-packed': 0, latin1: 3, ascii: 1, ucs2: 8, binary: 4 } as const;

/** The reference, which is given on sending, as zeros: octets 3 and 4 of a header that begins with the concatenation. */
function withoutReference(userData: string, method: MessageOctets['method']): string {
  const digits = method === 'udh8' ? 2 : method === 'udh16' ? 4 : 0;
  return `${userData.slice(0, 6)}${'0'.repeat(digits)}${userData.slice(6 + digits)}`;
}

interface Read {
  /** The whole PDU without what is given on sending. */
  readonly hex: string;
  readonly userData: string;
  readonly dataCoding: number;
}

function read(pdu: string, method: MessageOctets['method']): Read {
  const decoded = decode(Buffer.from(pdu, 'hex')).pdu;
  if (decoded.command !== 'submit_sm' || decoded.body === null) throw new Error('No submit_sm.');
  const payload = decoded.tlvs.find(({ tag }) => tag === tlvDefinitions.message_payload.tag);
  const userData = hexOf(payload?.value ?? decoded.body.shortMessage);
  const given = withoutReference(userData, method);
  const hex = withoutSequence(pdu)
    .replace(userData, given)
    .replace(/020c0002..../, '020c00020000');
  return { hex, userData: given, dataCoding: decoded.body.dataCoding };
}

/** A conversation over the scripted SMSC, so that one message after another can be sent. */
async function converse(page: Page): Promise<void> {
  await writeOver(page, smsc, '3.4');
  await messageField(page).fill('First');
  await messageField(page).press('Control+Enter');
  await expect(bubble(page, 'First')).toContainText('Accepted');
}

async function send(page: Page, { alphabet, shift, method, text: [unit, count], parts }: MessageOctets) {
  await openOptions(page);
  await choose(page, 'Alphabet', alphabets[alphabet]);
  await choose(page, 'Long messages', methods[method]);
  await choose(page, 'Shift tables', shift === 'none' ? 'None' : /^Turkish/);
  if (shift !== 'none') await choose(page, 'Tables of it', tables[shift]);
  // No number of its own means packed septets on an ordinary trunk.
  if (alphabet === 'gsm7-packed') await typed(page, 'data_coding').fill('0');
  const field = alphabet === 'binary' ? octetsField(page) : messageField(page);
  await field.fill(unit.repeat(count));
  await expect(counter(page)).toContainText(parts.length === 1 ? '1 segment' : `${parts.length} segments`);
  const shown = (await shownParts(page, parts.length)).map((pdu) => read(pdu, method));
  expect(shown.map(({ userData }) => userData)).toEqual(parts.map((part) => withoutReference(part, method)));
  for (const { dataCoding } of shown) expect(dataCoding).toBe(dataCodings[alphabet]);
  const before = smsc.requests.length;
  await field.press('Control+Enter');
  await expect.poll(() => smsc.requests.length).toBe(before + parts.length);
  const sent = smsc.requests.slice(before).map((octets) => read(hexOf(octets), method));
  expect(sent).toEqual(shown);
  await expect(field).toHaveValue('');
}

for (const [name, isOfIt] of [
  ['GSM 7-bit', ({ alphabet, shift }) => alphabet === 'gsm7' && shift === 'none'],
  ['GSM 7-bit with shift tables', ({ alphabet, shift }) => alphabet === 'gsm7' && shift !== 'none'],
  ['GSM 7-bit packed', ({ alphabet, shift }) => alphabet === 'gsm7-packed' && shift === 'none'],
  ['the same with shift tables', ({ alphabet, shift }) => alphabet === 'gsm7-packed' && shift !== 'none'],
  ['Latin-1 and ASCII', ({ alphabet }) => alphabet === 'latin1' || alphabet === 'ascii'],
  ['UCS-2 and binary', ({ alphabet }) => alphabet === 'ucs2' || alphabet === 'binary'],
] satisfies [string, (row: MessageOctets) => boolean][]) {
  test(`${name} goes out in each long-message method as it is shown`, async ({ app }) => {
    test.setTimeout(180_000);
    await converse(app.page);
    for (const row of messageOctets.filter(isOfIt)) {
      await test.step(`${row.alphabet}, ${row.shift} shift tables, ${row.method}`, () => send(app.page, row));
    }
  });
}

test('each national language is chosen by name, and its number and septets go out', async ({ app }) => {
  test.setTimeout(180_000);
  const { page } = app;
  await converse(page);
  for (const [number, { language, locking, single }] of nationalTables) {
    await test.step(language, async () => {
      const id = number.toString(16).padStart(2, '0');
      // A letter of its own: the default alphabet has none beyond Greek, and none of these three.
      const isOwn = (character: string): boolean =>
        'ğÁã'.includes(character) || (character > 'Ͽ' && character !== '€');
      const [septet, character] = single.find(([, each]) => isOwn(each)) ?? [0, ''];
      await openOptions(page);
      await choose(page, 'Shift tables', new RegExp(`^${language}`));
      await choose(page, 'Tables of it', 'single shift');
      await messageField(page).fill(`a${character}`);
      await expect(counter(page)).toContainText(`GSM 7-bit with ${language} single shift`);
      const sent = read(await sendAsShown(page, smsc), 'single');
      const shifted = `1b${septet.toString(16).padStart(2, '0')}`;
      expect(sent.userData).toBe(`032401${id}61${shifted}`);

      await openOptions(page);
      await choose(page, 'Tables of it', 'locking shift');
      await messageField(page).fill('');
      if (locking === null) {
        await messageField(page).fill('a');
        await expect(counter(page)).toContainText(
          `${language} has no locking shift table. Choose its single shift table.`,
        );
        return;
      }
      const letter = Array.from({ length: 128 }, (_, at) => at).findIndex(
        (at) => at > 0x1b && (locking[at] ?? '') > '\u007f' && locking[at] !== '\uffff',
      );
      await messageField(page).fill(locking[letter] ?? '');
      const locked = read(await sendAsShown(page, smsc), 'single');
      expect(locked.userData).toBe(`032501${id}${letter.toString(16).padStart(2, '0')}`);
    });
  }
  await openOptions(page);
  await choose(page, 'Shift tables', 'Whichever make it shortest');
  await messageField(page).fill('ğ'.repeat(80));
  await expect(counter(page)).toContainText('GSM 7-bit with Turkish');
  await expect(options(page).getByRole('combobox', { name: 'Tables of it' })).toHaveCount(0);
  await choose(page, 'Shift tables', /^Turkish/);
  await choose(page, 'Tables of it', 'whichever is shorter');
  await expect(counter(page)).toContainText('GSM 7-bit with Turkish locking shift');
});

const a = (count: number): string => 'a'.repeat(count);
test('characters used and left are counted by alphabet, tables and method', async ({ app }) => {
  test.setTimeout(120_000);
  const { page } = app;
  await writeOver(page, smsc, '3.4');
  const count = async (text: string, ...words: (string | RegExp)[]): Promise<void> => {
    await messageField(page).fill(text);
    for (const word of words) await expect(counter(page)).toContainText(word);
  };
  const after = async (method: string, text: string, left: number): Promise<void> => {
    await choose(page, 'Long messages', method);
    await count(text, `2 segments, ${left} left`);
  };
  await count(a(160), '160 characters', 'GSM 7-bit', '1 segment, 0 left', '160 octets');
  await after('UDH, 8-bit reference', a(161), 2 * 153 - 161);
  await after('UDH, 16-bit reference', a(161), 2 * 152 - 161);
  await after('SAR TLVs', a(161), 2 * 152 - 161);
  await choose(page, 'Long messages', 'message_payload');
  await count(a(161), '1 segment');
  await choose(page, 'Long messages', 'Refuse long messages');
  await count(a(161), 'The message does not fit one segment, and long messages are refused.');

  await choose(page, 'Shift tables', /^Turkish/);
  for (const [choice, single, udh8, udh16] of [
    ['single shift', 155, 149, 148],
    ['locking shift', 155, 149, 148],
    ['both', 152, 146, 145],
  ] as const) {
    await choose(page, 'Tables of it', choice);
    await count(a(single), '1 segment, 0 left');
    await after('UDH, 8-bit reference', a(single + 1), 2 * udh8 - single - 1);
    await after('UDH, 16-bit reference', a(single + 1), 2 * udh16 - single - 1);
    await choose(page, 'Long messages', 'SAR TLVs');
    await count(a(single + 1), 'Shift tables need a user data header, which SAR goes without.');
  }
  await choose(page, 'Shift tables', 'None');
  for (const [alphabet, single, udh8, udh16] of [
    ['Latin-1', 140, 134, 133],
    ['ASCII', 140, 134, 133],
    ['UCS-2', 70, 67, 66],
  ] as const) {
    await choose(page, 'Alphabet', alphabet);
    await count(a(single), alphabet, '1 segment, 0 left');
    await after('UDH, 8-bit reference', a(single + 1), 2 * udh8 - single - 1);
    await after('UDH, 16-bit reference', a(single + 1), 2 * udh16 - single - 1);
    await after('SAR TLVs', a(single + 1), 2 * udh16 - single - 1);
  }
  // Neither half of a surrogate pair goes with one part: the pair moves on whole.
  await choose(page, 'Long messages', 'UDH, 8-bit reference');
  await count(`${a(66)}🐢${a(3)}`, '2 segments, 62 left');
});
