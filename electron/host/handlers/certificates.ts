import { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '#shared/model/certificate';
import type { HandlersOf } from '#shared/rpc/handlers';

/** Certificates read of one text at most; a bundle of authorities has some hundred and fifty. */
const MAX_CERTIFICATES = 300;
const onePem = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

export function createCertificateHandlers(): HandlersOf<'certificate'> {
  return { 'certificate.describe': ({ pem }) => describeCertificates(pem) };
}

export function describeCertificates(pem: string): {
  certificates: CertificateFacts[];
  problem: string | null;
} {
  const texts = (pem.match(onePem) ?? []).slice(0, MAX_CERTIFICATES);
  if (texts.length === 0) {
    const isKey = pem.includes('PRIVATE KEY-----');
    return {
      certificates: [],
      problem: isKey
        ? 'This is a private key, not a certificate.'
        : 'There is no certificate in this text. It begins with “-----BEGIN CERTIFICATE-----”.',
    };
  }
  const certificates: CertificateFacts[] = [];
  for (const [index, text] of texts.entries()) {
    try {
      certificates.push(factsOf(new X509Certificate(text)));
    } catch {
      const which = texts.length === 1 ? 'The certificate' : `Certificate ${index + 1} of ${texts.length}`;
      return { certificates, problem: `${which} cannot be read: the text is damaged or cut off.` };
    }
  }
  return { certificates, problem: null };
}

function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validFromMs: Date.parse(certificate.validFrom),
    validToMs: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256,
    isAuthority: certificate.ca,
  };
}

/** A name comes as lines of "CN=…"; a certificate without any name has none. */
function nameOf(lines: string | undefined): string {
  if (lines === undefined || lines === '') return 'No name';
  const commonName = /^CN=(.+)$/m.exec(lines)?.[1];
  return commonName ?? lines.split('\n').join(', ');
}
