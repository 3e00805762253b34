import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeCertificates } from '#electron/host/handlers/certificates';
import { selfSigned, TestAuthority } from '#test/support/certificates';

describe('the facts of certificates', () => {
  it('names subject, issuer, validity and fingerprint of each in the text', async () => {
    const authority = await TestAuthority.create('Test authority');
    const { certificatePem } = await authority.issue({ name: 'smsc.example' });
    const { certificates, problem } = describeCertificates(`${certificatePem}\n${authority.certificatePem}`);
    expect(problem).toBeNull();
    expect(certificates).toMatchObject([
      { subject: 'smsc.example', issuer: 'Test authority', isAuthority: false },
      { subject: 'Test authority', issuer: 'Test authority', isAuthority: true },
    ]);
    const [first] = certificates;
    expect(first?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect((first?.validToMs ?? 0) - (first?.validFromMs ?? 0)).toBe(31 * 24 * 3_600_000);
  });

  it('says what is wrong with a text that is none', async () => {
    const { keyPem, certificatePem } = await selfSigned({ name: 'a' });
    expect(describeCertificates('').problem).toContain('no certificate');
    expect(describeCertificates(keyPem).problem).toBe('This is a private key, not a certificate.');
    const lines = certificatePem.split('\n');
    const cut = [...lines.slice(0, 3), lines.at(-1) ?? ''].join('\n');
    expect(describeCertificates(cut).problem).toContain('cannot be read');
    expect(describeCertificates(`${certificatePem}\n${cut}`)).toMatchObject({
      certificates: [{ subject: 'a' }],
      problem: 'Certificate 2 of 2 cannot be read: the text is damaged or cut off.',
    });
  });

  it('never throws, whatever stands between the lines', () => {
    fc.assert(
      fc.property(fc.base64String({ maxLength: 400 }), (body) => {
        const pem = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`;
        expect(describeCertificates(pem).problem).toContain('cannot be read');
      }),
    );
  });
});
