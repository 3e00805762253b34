const elementNames: Readonly<Record<number, string>> = {
  0x00: 'Concatenation, 8-bit reference',
  0x01: 'Special SMS message indication',
  0x04: 'Application ports, 8-bit',
  0x05: 'Application ports, 16-bit',
  0x06: 'SMSC control parameters',
  0x07: 'UDH source indicator',
  0x08: 'Concatenation, 16-bit reference',
  0x09: 'WCMP',
  0x0a: 'Text formatting',
  0x0b: 'Predefined sound',
  0x0c: 'User defined sound',
  0x0d: 'Predefined animation',
  0x0e: 'Large animation',
  0x0f: 'Small animation',
  0x10: 'Large picture',
  0x11: 'Small picture',
  0x12: 'Variable picture',
  0x13: 'User prompt',
  0x14: 'Extended object',
  0x15: 'Reused extended object',
  0x16: 'Compression control',
  0x17: 'Object distribution indicator',
  0x18: 'Standard WVG object',
  0x19: 'Character size WVG object',
  0x1a: 'Extended object data request',
  0x20: 'RFC 822 e-mail header',
  0x21: 'Hyperlink format',
  0x22: 'Reply address',
  0x23: 'Enhanced voice mail',
  0x24: 'National language single shift',
  0x25: 'National language locking shift',
  0x70: '(U)SIM toolkit command packet',
  0x71: '(U)SIM toolkit response packet',
};

const ranges: readonly (readonly [first: number, last: number, name: string])[] = [
  [0x70, 0x7f, '(U)SIM toolkit security header'],
  [0x80, 0x9f, 'SME to SME specific use'],
  [0xc0, 0xdf, 'SMSC specific use'],
];

/** What an information element is (3GPP TS 23.040 section 9.2.3.24). */
export function udhElementName(iei: number): string {
  return (
    elementNames[iei] ??
    ranges.find(([first, last]) => iei >= first && iei <= last)?.[2] ??
    'Reserved element'
  );
}

const languages: readonly string[] = [
  'default',
  'Turkish',
  'Spanish',
  'Portuguese',
  'Bengali',
  'Gujarati',
  'Hindi',
  'Kannada',
  'Malayalam',
  'Oriya',
  'Punjabi',
  'Tamil',
  'Telugu',
  'Urdu',
];
const sources = ['', 'original sender', 'original receiver', 'SMSC'];
const waiting = ['voice mail', 'fax', 'e-mail', 'other message'];

/** The element's data in words; empty where there is nothing to say, or the length does not fit. */
export function udhElementMeaning(iei: number, data: Uint8Array): string {
  const [first = 0, second = 0, third = 0, fourth = 0] = data;
  const { length } = data;
  if (iei === 0x00 && length === 3) return `part ${third} of ${second}, reference ${first}`;
  if (iei === 0x08 && length === 4) return `part ${fourth} of ${third}, reference ${first * 256 + second}`;
  if (iei === 0x01 && length === 2) return waitingMeaning(first, second);
  if (iei === 0x04 && length === 2) return `to port ${first}, from port ${second}`;
  if (iei === 0x05 && length === 4) {
    return `to port ${first * 256 + second}, from port ${third * 256 + fourth}`;
  }
  if (iei === 0x0a && length >= 3) return `from character ${first}, ${second} characters, format ${third}`;
  if (iei === 0x20 && length === 1) return `${first} characters of header`;
  if (iei === 0x07 && length === 1) return sources[first] ?? '';
  if ((iei === 0x24 || iei === 0x25) && length === 1) return languages[first] ?? 'reserved';
  return '';
}

function waitingMeaning(type: number, count: number): string {
  const stored = (type & 0x80) === 0 ? 'text to be discarded' : 'text to be stored';
  const what = waiting[type & 0x03] ?? '';
  return `${what}: ${count === 255 ? '255 or more' : count} waiting, ${stored}`;
}
