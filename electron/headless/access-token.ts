import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_OCTETS = 32;

/** 256 random bits, made for one run of the headless host; whoever has them is the user. */
export function createAccessToken(): string {
  return randomBytes(TOKEN_OCTETS).toString('base64url');
}

/** Compares in a time that says nothing of how much of the token was right, whatever was handed in. */
export function isSameToken(expected: string, given: unknown): boolean {
  if (typeof given !== 'string') return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(expected), digest(given));
}
