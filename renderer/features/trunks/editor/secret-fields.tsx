import { useFormContext, useWatch } from 'react-hook-form';
import type { ReactNode } from 'react';
import { useAppState } from '../../../app/stores';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { PasswordField } from '../../../ui/password-field';
import { useEditor } from './editor-context';
import { fieldTexts } from './field-texts';
import { FieldAnchor, useFieldError, useRegister } from './form-fields';
import styles from './trunk-editor.module.css';
import { lengthWarning, passwordHelp, type SecretField, type TrunkForm } from './trunk-form';

const css = classes(styles);

/** Whether one is stored, which is all that is known of it. */
export function useHasStored(secret: SecretField): boolean {
  const { trunk, original } = useEditor();
  const owner = trunk ?? original;
  if (owner === null) return false;
  switch (secret) {
    case 'password':
      return owner.passwordStorage === 'keychain' || owner.passwordStorage === 'this-run';
    case 'receiverPassword':
      return owner.hasReceiverPassword;
    case 'clientKeyPem':
      return owner.hasClientKey;
  }
}

/** The help line of a secret, with the one thing that can be done to what is stored: taking it away. */
export function SecretHelp({
  secret,
  children,
}: {
  readonly secret: SecretField;
  readonly children: ReactNode;
}) {
  const { original, removed, setRemoved } = useEditor();
  const hasStored = useHasStored(secret);
  const isRemoved = removed.has(secret);
  return (
    <span className={css('noteLine')}>
      {original !== null && hasStored
        ? copiedHelp(original.settings.name, isRemoved)
        : isRemoved
          ? 'Saving removes what is stored.'
          : children}
      {hasStored ? (
        <Button variant="quiet" onClick={() => setRemoved(secret, !isRemoved)}>
          {isRemoved ? 'Keep it' : original === null ? 'Remove it' : 'Leave it out'}
        </Button>
      ) : null}
    </span>
  );
}

const copiedHelp = (name: string, isLeftOut: boolean): string =>
  isLeftOut ? `That of ${name} is not copied.` : `That of ${name} is copied. Type another to replace it.`;

/** A password: it goes in and never comes out; what is stored is told in words. */
export function SecretText({ name }: { readonly name: 'password' | 'receiverPassword' }) {
  const { control } = useFormContext<TrunkForm>();
  const register = useRegister();
  const { trunk, removed } = useEditor();
  const keychain = useAppState((state) => state.info?.keychain);
  const path = `secrets.${name}` as const;
  const typed = useWatch({ control, name: path });
  const isRemoved = removed.has(name);
  const hasStored = useHasStored(name);
  const sentence = keychain?.kind === 'unavailable' ? keychain.sentence : null;
  const help =
    name === 'password'
      ? passwordHelp(trunk, sentence)
      : hasStored
        ? 'Stored. Leave empty to keep it.'
        : fieldTexts[path].help;
  return (
    <FieldAnchor name={path}>
      <PasswordField
        label={fieldTexts[path].label}
        disabled={(name === 'password' && (trunk?.isDemo ?? false)) || isRemoved}
        error={useFieldError(path)}
        warning={lengthWarning('password', typed)}
        placeholder={
          isRemoved ? (trunk === null ? 'Not copied' : 'Will be removed') : hasStored ? '••••••••' : ''
        }
        help={<SecretHelp secret={name}>{help}</SecretHelp>}
        {...register(path)}
      />
    </FieldAnchor>
  );
}
