const tons: Readonly<Record<number, string>> = {
  0: 'unknown',
  1: 'international',
  2: 'national',
  3: 'network specific',
  4: 'subscriber number',
  5: 'alphanumeric',
  6: 'abbreviated',
};

const npis: Readonly<Record<number, string>> = {
  0: 'unknown',
  1: 'ISDN (E.163, E.164)',
  3: 'data (X.121)',
  4: 'telex (F.69)',
  6: 'land mobile (E.212)',
  8: 'national',
  9: 'private',
  10: 'ERMES',
  14: 'Internet (IP)',
  18: 'WAP client ID',
};

/** Type of number (SMPP 3.4 section 5.2.5). */
export function tonName(ton: number): string {
  return tons[ton] ?? 'reserved';
}

/** Numbering plan indicator (SMPP 3.4 section 5.2.6). */
export function npiName(npi: number): string {
  return npis[npi] ?? 'reserved';
}
