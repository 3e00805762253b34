/** A certificate, or a key, of this size at most; octets. */
const MAX_OCTETS = 200_000;

/** Reads a file as PEM; a certificate in DER is written as PEM. Rejects with a sentence for the screen. */
export async function pemOf(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<string> {
  if (file.size > MAX_OCTETS) throw new Error(`${file.name} is too large for a certificate or a key.`);
  const octets = new Uint8Array(await file.arrayBuffer());
  const text = Array.from(octets, (octet) => String.fromCharCode(octet)).join('');
  if (text.includes('-----BEGIN ')) return text;
  // DER begins with a SEQUENCE whose length takes two octets; a certificate is one that begins with another.
  const isDer = octets[0] === 0x30 && octets[1] === 0x82 && octets[4] === 0x30;
  if (!isDer) {
    throw new Error(`${file.name} is neither PEM nor a certificate in DER. Export it as PEM first.`);
  }
  const lines = btoa(text).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
