import { FileText } from 'lucide-react';
import { useEffect, useId, useRef, useState, type ChangeEvent, type DragEvent } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import type { CommandOutput } from '#shared/contract/index';
import { sentenceOf } from '../../../app/replica';
import { useStores } from '../../../app/stores';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { Field, describedBy } from '../../../ui/field';
import { TextAreaControl } from '../../../ui/text-area';
import { CertificateLines } from './certificate-lines';
import { fieldTexts, type FieldText } from './field-texts';
import { FieldAnchor, useFieldError, useRegister } from './form-fields';
import { pemOf } from './pem-file';
import styles from './pem-field.module.css';
import { SecretHelp, useHasStored } from './secret-fields';
import type { TrunkForm } from './trunk-form';

const css = classes(styles);

type Description = CommandOutput<'certificate.describe'>;
type PemName = 'settings.tls.caPem' | 'settings.tls.clientCertificatePem' | 'secrets.clientKeyPem';

/** What the host reads in a PEM text; null while there is none. */
function useDescription(pem: string): Description | null {
  const { client } = useStores();
  const [described, setDescribed] = useState<{ pem: string; description: Description } | null>(null);
  useEffect(() => {
    if (pem.trim() === '') return;
    let isCurrent = true;
    client.call('certificate.describe', { pem }).then(
      (description) => {
        if (isCurrent) setDescribed({ pem, description });
      },
      (error: unknown) => {
        if (isCurrent) setDescribed({ pem, description: { certificates: [], problem: sentenceOf(error) } });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [client, pem]);
  return described?.pem === pem && pem.trim() !== '' ? described.description : null;
}

/** A certificate or a key: pasted, chosen as a file, or dropped; a certificate shows what it says. */
export function PemField({ name }: { readonly name: PemName }) {
  const { control, setValue } = useFormContext<TrunkForm>();
  const register = useRegister();
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [fileProblem, setFileProblem] = useState<string | undefined>(undefined);
  const pem = useWatch({ control, name });
  const isKey = name === 'secrets.clientKeyPem';
  const hasStoredKey = useHasStored('clientKeyPem');
  const description = useDescription(isKey ? '' : pem);
  const { label, help }: FieldText = fieldTexts[name];
  const error = useFieldError(name) ?? fileProblem ?? description?.problem ?? undefined;

  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    setFileProblem(undefined);
    pemOf(file).then(
      (text) => setValue(name, text, { shouldDirty: true, shouldValidate: true }),
      (problem: unknown) => setFileProblem(sentenceOf(problem)),
    );
  };
  const handleDrop = (event: DragEvent): void => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  const handlePick = (event: ChangeEvent<HTMLInputElement>): void => {
    take(event.target.files?.[0]);
    event.target.value = '';
  };

  return (
    <FieldAnchor name={name}>
      <Field
        id={id}
        label={label}
        error={error}
        help={
          isKey ? (
            <SecretHelp secret="clientKeyPem">
              {hasStoredKey ? 'Stored. Leave empty to keep it.' : help}
            </SecretHelp>
          ) : (
            help
          )
        }
      >
        <div className={css('box')} onDrop={handleDrop} onDragOver={(event) => event.preventDefault()}>
          <TextAreaControl
            isMono
            rows={pem === '' ? 1 : 3}
            placeholder={
              isKey && hasStoredKey ? '••••••••' : `-----BEGIN ${isKey ? 'PRIVATE KEY' : 'CERTIFICATE'}-----`
            }
            {...register(name)}
            id={id}
            isInvalid={error !== undefined}
            isSecret={isKey}
            aria-describedby={describedBy(id, { help, error })}
          />
          <Button icon={<FileText size={14} aria-hidden />} onClick={() => picker.current?.click()}>
            Choose a file…
          </Button>
          <input
            ref={picker}
            type="file"
            hidden
            accept=".pem,.crt,.cer,.der,.key,.txt"
            aria-label={`File of ${label.toLocaleLowerCase()}`}
            onChange={handlePick}
          />
        </div>
        {description === null ? null : <CertificateLines certificates={description.certificates} />}
      </Field>
    </FieldAnchor>
  );
}
