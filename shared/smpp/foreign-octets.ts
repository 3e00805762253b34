import { latin1FromOctets } from './latin1';

const greetings: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^HTTP\//, 'an HTTP answer'],
  [/^(GET|POST|PUT|HEAD|OPTIONS|CONNECT) /, 'an HTTP request'],
  [/^SIP\/|^INVITE |^REGISTER /, 'SIP'],
  [/^SSH-/, 'an SSH server'],
  [/^\+OK/, 'a POP3 server'],
  [/^\* OK/, 'an IMAP server'],
  [/^220[ -]/, 'a mail or FTP server'],
  [/^<[?!a-z]/i, 'a page of HTML or XML'],
];

/**
 * Says what octets look like that are no PDU: another protocol's greeting, TLS, a line of text. Null when they look
 * like nothing known. A sentence with its advice, for the log and the trunk.
 */
export function describeForeignOctets(octets: Uint8Array): string | null {
  const tls = describeTls(octets);
  if (tls !== null) return tls;
  const text = latin1FromOctets(octets.subarray(0, 200));
  for (const [pattern, what] of greetings) {
    if (pattern.test(text)) return `This looks like ${what}, not SMPP: ${quoted(text)} Check host and port.`;
  }
  if (/^[\t\r\n\x20-\x7e]{4}/.test(text))
    return `This is text, not SMPP: ${quoted(text)} Check host and port.`;
  return null;
}

/** TLS records start with their type, then 03 and the minor version (RFC 8446 section 5.1). */
function describeTls(octets: Uint8Array): string | null {
  if (octets[1] !== 0x03 || (octets[2] ?? 0) > 0x04) return null;
  if (octets[0] === 0x16)
    return 'This looks like a TLS handshake, not SMPP: the peer uses SSL on this connection.';
  if (octets[0] === 0x15) {
    return 'This looks like a TLS alert, not SMPP: the port expects SSL. Switch “Use SSL” on, or use another port.';
  }
  return null;
}

/** The first line, cut to what fits a sentence. */
function quoted(text: string): string {
  const line = (/^[\t\x20-\x7e\xa0-\xff]*/.exec(text.replace(/^[\r\n]+/, ''))?.[0] ?? '').trim();
  if (line === '') return 'an empty line.';
  return line.length > 60 ? `“${line.slice(0, 60)}…”.` : `“${line}”.`;
}
