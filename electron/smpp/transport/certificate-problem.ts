import type { CertificateFacts, CertificateProblemKind } from './certificate-facts';
import { ConnectError } from './connect-error';
import type { TlsTarget } from './tls-problem';

/** Why a certificate was not accepted, with its facts, and what to do. `code` is Node's authorizationError. */
export function certificateError(
  target: TlsTarget,
  problem: CertificateProblemKind,
  facts: CertificateFacts | null,
  code: string,
): ConnectError {
  const sentence =
    facts === null
      ? `${target.address} showed no certificate (${code}).`
      : certificateSentence(target, problem, facts, code);
  return new ConnectError('certificate', sentence, { problem, certificate: facts });
}

/** A certificate outside its days, as a warning where something else vouches for it; null within them. */
export function validityWarning(facts: CertificateFacts, nowMs: number): string | null {
  const { validFromMs, validToMs } = facts;
  if (validToMs !== null && nowMs > validToMs) {
    return `The pinned certificate expired on ${dayOf(validToMs)}; ask the SMSC’s operator when it will be renewed.`;
  }
  if (validFromMs !== null && nowMs < validFromMs) {
    return `The pinned certificate is not valid before ${dayOf(validFromMs)}. Check this computer’s date and time.`;
  }
  return null;
}

function certificateSentence(
  { address, name }: TlsTarget,
  problem: CertificateProblemKind,
  facts: CertificateFacts,
  code: string,
): string {
  const subject = facts.subject === '' ? 'no common name' : facts.subject;
  const issuer = facts.issuer === '' ? 'an unnamed issuer' : facts.issuer;
  const the = `The certificate of ${address}`;
  switch (problem) {
    case 'expired':
      return `${the} (${subject}) expired on ${dayOf(facts.validToMs)}. The SMSC’s operator has to renew it; until then only its pinned fingerprint or “accept any certificate” lets the trunk connect.`;
    case 'not-yet-valid':
      return `${the} (${subject}) is not valid before ${dayOf(facts.validFromMs)}. Check this computer’s date and time.`;
    case 'name-mismatch':
      return `${the} is for ${facts.names.length > 0 ? facts.names.join(', ') : subject}, not for ${name}. Enter one of these as the server name if that is the right SMSC.`;
    case 'self-signed':
      return `${the} (${subject}) is self-signed, so nobody vouches for it. Ask the SMSC’s operator for this certificate and enter it as own certificate authority, or pin its fingerprint.`;
    case 'private-issuer':
      return `${the} (${subject}) was issued by a private certificate authority that is not known here. Ask the SMSC’s operator for its root certificate and enter it as own certificate authority.`;
    case 'unknown-issuer':
      return `${the} (${subject}) was issued by ${issuer}, which is not known here. Enter that issuer’s certificate as own certificate authority; a public one may also mean that the SMSC does not send its intermediate certificate.`;
    case 'fingerprint-mismatch':
      return `${the} (${subject}) has the fingerprint ${facts.fingerprintSha256}, which is not the pinned one. If the SMSC’s operator has renewed it, pin the new fingerprint; otherwise do not connect.`;
    case 'other':
      return `${the} (${subject}, issued by ${issuer}) was not accepted: ${code}.`;
  }
}

function dayOf(ms: number | null): string {
  return ms === null ? 'an unknown day' : new Date(ms).toUTCString();
}
