/** How a field of the trunk editor that a sentence names is called here; the longer ones first. */
const words: readonly (readonly [string, string])[] = [
  ['Switch “Use SSL” on', 'Add --tls'],
  ['Switch “Use SSL” off', 'Leave out --tls'],
  ['that “Use SSL” is as the SMSC wants it', 'that --tls is given if the SMSC wants TLS'],
  ['“Use SSL”', '--tls'],
  [
    'only its pinned fingerprint or “accept any certificate” lets',
    'only --tls-fingerprint or --tls-insecure lets',
  ],
  ['“accept any certificate”', '--tls-insecure'],
  ['Choose transmitter + receiver, or version 3.4', 'Choose another --bind, or version 3.4'],
  ['choose UCS-2 or “Automatic”', 'choose --encoding ucs2 or auto'],
  [
    'Choose another alphabet, or set one in the trunk’s alphabets',
    'Give one with --data-coding, or choose another alphabet',
  ],
  [
    'Choose the alphabet, or another data_coding',
    'Choose the alphabet with --encoding, or another data_coding',
  ],
  ['Choose UDH for long messages', 'Choose udh8 or udh16'],
  ['choose how long messages are sent', 'choose how it is sent with --long'],
  ['Give its tag and octets', 'Give its tag and octets, as 0x1400=0x3132'],
];

/** A sentence that speaks of the window’s fields, with these options in their place. */
export function inOptions(sentence: string): string {
  return words.reduce((text, [field, option]) => text.replaceAll(field, option), sentence);
}
