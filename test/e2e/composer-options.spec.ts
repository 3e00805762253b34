import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { decode } from '#shared/smpp/decode';
import { tlvDefinitions, type TlvDefinition } from '#shared/smpp/tables/tlvs';
import { addTlv, choose, flip, openOptions, options, sendAsShown, typed, writeOver } from './composer-screen';
import { expect, test } from './harness/app-test';
import { bubble, conversations, messageField } from './screens';
import { ScriptedSmsc } from './scripted-smsc';

let smsc: ScriptedSmsc;
test.beforeEach(async () => {
  smsc = await ScriptedSmsc.start();
});
test.afterEach(() => smsc.stop());

/** One option: how it is set on screen, and what of the body is to be on the wire. */
type Row = readonly [
  name: string,
  set: (page: Page) => Promise<void>,
  body: Readonly<Record<string, unknown>>,
];

const type =
  (field: string, value: string) =>
  (page: Page): Promise<void> =>
    typed(page, field).fill(value);
const pick =
  (field: string, words: string | RegExp) =>
  (page: Page): Promise<void> =>
    choose(page, field, words);
const at =
  (field: string, local: string) =>
  async (page: Page): Promise<void> => {
    await choose(page, field, /^At a time/);
    await options(page).getByLabel(`${field}, date and time`).fill(local);
  };
const after =
  (field: string, amount: string, unit: string) =>
  async (page: Page): Promise<void> => {
    await choose(page, field, /^After/);
    await typed(page, `${field}, how many`).fill(amount);
    await choose(page, `${field}, unit`, unit);
  };
const written =
  (field: string, characters: string) =>
  async (page: Page): Promise<void> => {
    await choose(page, field, 'As written');
    await typed(page, `${field}, characters`).fill(characters);
  };

const classes: readonly Row[] = [
  ['datagram mode', pick('Messaging mode', /^datagram/), { esmClass: 0x01 }],
  ['transaction mode', pick('Messaging mode', /^forward/), { esmClass: 0x02 }],
  ['store and forward', pick('Messaging mode', /^store and forward/), { esmClass: 0x03 }],
  ['delivery acknowledgement', pick('Message type', /0x08$/), { esmClass: 0x08 }],
  ['user acknowledgement', pick('Message type', /0x10$/), { esmClass: 0x10 }],
  ['conversation abort', pick('Message type', /0x18$/), { esmClass: 0x18 }],
  ['reply path', (page) => flip(page, 'Reply path'), { esmClass: 0x80 }],
  ['UDHI', (page) => flip(page, 'UDHI'), { esmClass: 0x40 }],
  ['TON of the source', pick('source_addr_ton', /3$/), { sourceAddrTon: 3, sourceAddrNpi: 1 }],
  ['NPI of the source', pick('source_addr_npi', /9$/), { sourceAddrTon: 1, sourceAddrNpi: 9 }],
  ['TON of the destination', pick('dest_addr_ton', /2$/), { destAddrTon: 2, destAddrNpi: 1 }],
  ['NPI of the destination', pick('dest_addr_npi', /18$/), { destAddrTon: 1, destAddrNpi: 18 }],
  ['receipt on failure', pick('Receipt', /0x02$/), { registeredDelivery: 0x02 }],
  ['receipt on success', pick('Receipt', /0x03$/), { registeredDelivery: 0x03 }],
  ['acknowledgement of delivery', pick('By the recipient', /0x04$/), { registeredDelivery: 0x05 }],
  ['acknowledgement by hand', pick('By the recipient', /0x08$/), { registeredDelivery: 0x09 }],
  ['both acknowledgements', pick('By the recipient', /0x0C$/), { registeredDelivery: 0x0d }],
  ['intermediate notification', (page) => flip(page, 'Intermediate'), { registeredDelivery: 0x11 }],
  // As the switch beside the numbers: it stays off.
  ['no receipt', pick('Receipt', /0x00$/), { registeredDelivery: 0x00 }],
];

const schedule = 'schedule_delivery_time';
const validity = 'validity_period';
const deliveries: readonly Row[] = [
  ['service_type', type('service_type', 'ABC'), { serviceType: 'ABC' }],
  ['service_type in words', pick('service_type in words', /CMT$/), { serviceType: 'CMT' }],
  ['protocol_id', type('protocol_id', '0x7F'), { protocolId: 0x7f }],
  ['protocol_id in words', pick('protocol_id in words', /0x41$/), { protocolId: 0x41 }],
  ['priority_flag', type('priority_flag', '2'), { priorityFlag: 2 }],
  ['priority_flag in words', pick('priority_flag in words', /0x03$/), { priorityFlag: 3 }],
  ['replace_if_present_flag', type('replace_if_present_flag', '1'), { replaceIfPresentFlag: 1 }],
  ['the same in words', pick('replace_if_present_flag in words', /0x01$/), { replaceIfPresentFlag: 1 }],
  ['sm_default_msg_id', type('sm_default_msg_id', '17'), { smDefaultMsgId: 17 }],
  ['data_coding', type('data_coding', '0xF1'), { dataCoding: 0xf1 }],
  ['data_coding in words', pick('data_coding in words', /0x08$/), { dataCoding: 8 }],
  ['a moment of delivery', at(schedule, '2031-02-03T04:05'), { scheduleDeliveryTime: '310203040500000+' }],
  ['delivery after minutes', after(schedule, '90', 'minutes'), { scheduleDeliveryTime: '000000013000000R' }],
  ['delivery after hours', after(schedule, '30', 'hours'), { scheduleDeliveryTime: '000001060000000R' }],
  ['delivery after days', after(schedule, '400', 'days'), { scheduleDeliveryTime: '010105000000000R' }],
  [
    'delivery as written',
    written(schedule, '310203040506708-'),
    { scheduleDeliveryTime: '310203040506708-' },
  ],
  ['an end of validity', at(validity, '2031-12-31T23:59'), { validityPeriod: '311231235900000+' }],
  ['validity for minutes', after(validity, '5', 'minutes'), { validityPeriod: '000000000500000R' }],
  ['validity for days', after(validity, '7', 'days'), { validityPeriod: '000007000000000R' }],
  ['validity as written', written(validity, '020610233429000R'), { validityPeriod: '020610233429000R' }],
];

/** A conversation over the scripted SMSC, so that one message after another can be sent. */
async function converse(page: Page, version: '3.4' | '5.0' = '3.4'): Promise<void> {
  await writeOver(page, smsc, version);
  await messageField(page).fill('First');
  await messageField(page).press('Control+Enter');
  await expect(bubble(page, 'First')).toContainText('Accepted');
}

async function walk(page: Page, rows: readonly Row[]): Promise<void> {
  for (const [name, set, body] of rows) {
    await test.step(name, async () => {
      await openOptions(page);
      await set(page);
      await messageField(page).fill(name);
      const { pdu: sent } = decode(Buffer.from(await sendAsShown(page, smsc), 'hex'));
      expect(sent).toMatchObject({ command: 'submit_sm', tlvs: [], body });
      await openOptions(page);
      const reset = page.getByRole('button', { name: 'Reset options' });
      if (name === 'no receipt') await expect(reset).toBeDisabled();
      else await reset.click();
    });
  }
}

for (const [what, rows] of [
  ['addresses, esm_class and registered_delivery', classes],
  ['delivery, priority and times', deliveries],
] as const) {
  test(`each option of ${what} goes out as it is shown, and nothing else with it`, async ({ app }) => {
    test.setTimeout(180_000);
    await converse(app.page);
    await walk(app.page, rows);
  });
}

test('the presets set what they say, and take it back', async ({ app }) => {
  const { page } = app;
  await converse(page);
  const ussd = { tag: tlvDefinitions.ussd_service_op.tag, value: Uint8Array.of(2) };
  for (const [name, body, tlvs] of [
    ['Flash', { dataCoding: 0x10 }, []],
    ['Silent', { protocolId: 0x40 }, []],
    ['USSD', { serviceType: 'USSD' }, [ussd]],
  ] as const) {
    await openOptions(page);
    const preset = options(page).getByRole('button', { name, exact: true });
    await preset.click();
    await messageField(page).fill(name);
    const { pdu: sent } = decode(Buffer.from(await sendAsShown(page, smsc), 'hex'));
    expect(sent).toMatchObject({ tlvs, body });
    await openOptions(page);
    await preset.click();
    await expect(page.getByRole('button', { name: 'Reset options' })).toBeDisabled();
  }
});

const VALUES = {
  integer: '1',
  cString: 'Text 1',
  text: '123456',
  octets: '0102',
  userData: '',
  structure: '',
};
const octetsOf = ({ minLength }: TlvDefinition): string => 'a1'.repeat(Math.max(1, minLength));

/** A value that the TLV may have, and its octets. */
function exampleOf(definition: TlvDefinition): { readonly value: string; readonly hex: string } {
  const { type, minLength } = definition;
  switch (type) {
    case 'integer':
      return { value: VALUES.integer, hex: '01'.padStart(2 * Math.max(1, minLength), '0') };
    case 'cString':
    case 'text': {
      const text = VALUES.text.padEnd(Math.max(1, minLength), '7');
      const hex = Buffer.from(text, 'latin1').toString('hex');
      return { value: text, hex: type === 'cString' ? `${hex}00` : hex };
    }
    default:
      return { value: octetsOf(definition), hex: octetsOf(definition) };
  }
}

const tagged = (tag: number, hex: string): string =>
  `${tag.toString(16).padStart(4, '0')}${(hex.length / 2).toString(16).padStart(4, '0')}${hex}`;

test('every TLV of the dictionary has an editor by name, and goes out as it is shown', async ({ app }) => {
  test.setTimeout(180_000);
  const { page } = app;
  await writeOver(page, smsc, '5.0');
  const definitions: readonly TlvDefinition[] = Object.values(tlvDefinitions);
  const wanted: string[] = [];
  for (const definition of definitions) {
    const { value, hex } = exampleOf(definition);
    const { name, tag } = definition;
    await addTlv(page, `${name} 0x${tag.toString(16).padStart(4, '0')}`);
    await typed(page, name).fill(value);
    wanted.push(tagged(tag, hex));
  }
  await messageField(page).fill('With all of them');
  const sent = await sendAsShown(page, smsc);
  expect(sent.endsWith(wanted.join(''))).toBe(true);
});

interface Pack {
  readonly name: string;
  readonly entries: readonly {
    readonly tag: string;
    readonly name: string;
    readonly type: 'text' | 'cString' | 'integer' | 'hex';
    readonly maxLength: number;
  }[];
}

const packFolder = resolve(import.meta.dirname, '../../shared/smpp/tlv-packs');
const packs = readdirSync(packFolder).map(
  (file) => JSON.parse(readFileSync(resolve(packFolder, file), 'utf8')) as Pack,
);

test('every TLV of the packs goes out as it is shown', async ({ app }) => {
  const { page } = app;
  await writeOver(page, smsc, '3.4');
  const wanted: string[] = [];
  for (const { name: pack, entries } of packs) {
    for (const { name, tag, type: kind, maxLength } of entries) {
      await addTlv(page, `${name} ${pack}`);
      const text = kind === 'integer' ? '1' : kind === 'hex' ? 'a1' : '7';
      await typed(page, name).last().fill(text);
      const hex =
        kind === 'integer'
          ? '01'.padStart(2 * maxLength, '0')
          : kind === 'hex'
            ? 'a1'
            : kind === 'cString'
              ? '3700'
              : '37';
      wanted.push(tagged(Number(tag), hex));
    }
  }
  await messageField(page).fill('Of providers');
  expect((await sendAsShown(page, smsc)).endsWith(wanted.join(''))).toBe(true);
});

test('a wrong value is said at its field, keeps the message, and goes when it is put right', async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  await writeOver(page, smsc, '3.4');
  await messageField(page).fill('Kept');
  const OCTET = 'Enter a number from 0 to 255, or 0x00 to 0xFF.';
  const rows: readonly (readonly [field: string, wrong: string, sentence: string, right: string])[] = [
    ['service_type', 'ż', 'Use characters of Latin-1 only.', 'CMT'],
    ['protocol_id', '256', OCTET, '0'],
    ['priority_flag', 'high', OCTET, '0'],
    ['replace_if_present_flag', '', OCTET, '0'],
    ['sm_default_msg_id', '-1', OCTET, '0'],
    ['data_coding', '0x100', OCTET, ''],
  ];
  const check = async (field: string, wrong: string, sentence: string, right: string): Promise<void> => {
    const input = typed(page, field);
    await input.fill(wrong);
    await expect(options(page).getByRole('alert')).toContainText(sentence);
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    await messageField(page).press('Control+Enter');
    await expect(messageField(page)).toHaveValue('Kept');
    await input.fill(right);
    await expect(options(page).getByRole('alert')).toHaveCount(0);
  };
  for (const row of rows) await check(...row);
  await flip(page, 'Application ports');
  await check('To port', '65536', 'Enter a port from 0 to 65535.', '1');
  await check('From port', 'x', 'Enter a port from 0 to 65535.', '1');
  await flip(page, 'Application ports');
  for (const field of [schedule, validity]) {
    await choose(page, field, /^After/);
    await check(`${field}, how many`, 'soon', 'Enter a whole number', '1');
    await choose(page, field, 'As written');
    const raw = typed(page, `${field}, characters`);
    await raw.fill('tomorrow');
    await expect(options(page)).toContainText('This is no time of SMPP (YYMMDDhhmmsstnnp).');
    await choose(page, field, field === schedule ? 'At once' : 'The SMSC’s default');
  }
  await addTlv(page, 'user_message_reference');
  await check('user_message_reference', '65536', 'Enter a number from 0 to 65535.', '1');
  await addTlv(page, 'callback_num 0x0381');
  await check('callback_num', '0', 'Write octets as pairs of hexadecimal digits', '01020333');
  await addTlv(page, 'Principal entity');
  await check('Principal entity ID (PE_ID)', 'ż', 'Use characters of Latin-1 only', '17');
  expect(smsc.requests).toHaveLength(0);
  await expect(conversations(page)).toHaveCount(0);
  await sendAsShown(page, smsc);
});
