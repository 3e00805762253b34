import type { CertificateFacts } from '#shared/model/certificate';
import { classes } from '../../../ui/classes';
import { formatDate, plural } from '../../../ui/format';
import { StateDot } from '../../../ui/state-dot';
import { useNow } from '../../../ui/use-now';
import styles from './pem-field.module.css';

const css = classes(styles);

/** A bundle of authorities is told by its number. */
const MAX_SHOWN = 4;
const SOON_MS = 30 * 24 * 3_600_000;

/** Whether a certificate counts today, in words. */
export function validityWords(
  { validFromMs, validToMs }: Pick<CertificateFacts, 'validFromMs' | 'validToMs'>,
  nowMs: number,
): { readonly meaning: 'ok' | 'warning' | 'error'; readonly words: string } {
  if (nowMs < validFromMs) return { meaning: 'error', words: `Not valid before ${formatDate(validFromMs)}` };
  if (nowMs > validToMs) return { meaning: 'error', words: `Expired on ${formatDate(validToMs)}` };
  const words = `Valid until ${formatDate(validToMs)}`;
  return { meaning: validToMs - nowMs < SOON_MS ? 'warning' : 'ok', words };
}

export function CertificateLines({ certificates }: { readonly certificates: readonly CertificateFacts[] }) {
  const nowMs = useNow(false);
  if (certificates.length === 0) return null;
  return (
    <ul className={css('facts')} aria-label="Certificates">
      {certificates.slice(0, MAX_SHOWN).map((certificate) => {
        const { meaning, words } = validityWords(certificate, nowMs);
        return (
          <li key={certificate.fingerprint} className={css('fact')}>
            <span>
              <b className={css('subject')}>{certificate.subject}</b>
              {certificate.isAuthority ? ', authority' : ''}
              {certificate.issuer === certificate.subject
                ? ', issued by itself'
                : `, issued by ${certificate.issuer}`}
            </span>
            <StateDot meaning={meaning}>{words}</StateDot>
            <span className={css('fingerprint')}>SHA-256 {certificate.fingerprint}</span>
          </li>
        );
      })}
      {certificates.length > MAX_SHOWN ? (
        <li>and {plural(certificates.length - MAX_SHOWN, 'more certificate')}</li>
      ) : null}
    </ul>
  );
}
