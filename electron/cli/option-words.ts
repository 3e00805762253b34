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
];

/** A sentence about a connection that was told by options, with these in the place of the editor’s fields. */
export function inOptions(sentence: string): string {
  return words.reduce((text, [field, option]) => text.replaceAll(field, option), sentence);
}
