import { useFormContext, useWatch } from 'react-hook-form';
import { specifiedLengths } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';
import { useAppState } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Notice } from '../../ui/notice';
import { PasswordField } from '../../ui/password-field';
import { EditorSection } from './editor-section';
import { FormText, useFieldError } from './form-fields';
import styles from './trunk-editor.module.css';
import { lengthWarning, passwordHelp, type TrunkFormInput } from './trunk-form';

const css = classes(styles);

export interface CredentialsSectionProps {
  readonly trunk: TrunkView | null;
  readonly removesPassword: boolean;
  readonly onRemovesPasswordChange: (removes: boolean) => void;
}

export function CredentialsSection({
  trunk,
  removesPassword,
  onRemovesPasswordChange,
}: CredentialsSectionProps) {
  const { control, register } = useFormContext<TrunkFormInput>();
  const keychain = useAppState((state) => state.info?.keychain);
  const systemId = useWatch({ control, name: 'settings.systemId' });
  const systemType = useWatch({ control, name: 'settings.systemType' }) ?? '';
  const password = useWatch({ control, name: 'password' });
  const isDemo = trunk?.isDemo ?? false;
  const hasStored = trunk?.passwordStorage === 'keychain' || trunk?.passwordStorage === 'this-run';
  const keychainSentence = keychain?.kind === 'unavailable' ? keychain.sentence : null;

  return (
    <EditorSection title="Credentials">
      {keychainSentence !== null && !isDemo ? <Notice kind="warning">{keychainSentence}</Notice> : null}
      <FormText
        name="settings.systemId"
        label="System ID"
        isMono
        disabled={isDemo}
        warning={isDemo ? undefined : lengthWarning('systemId', systemId)}
        help={
          isDemo
            ? 'Set by the built-in simulator for each run.'
            : `The user name of the bind. Up to ${specifiedLengths.systemId} octets.`
        }
      />
      <PasswordField
        label="Password"
        disabled={isDemo || removesPassword}
        error={useFieldError('password')}
        warning={lengthWarning('password', password)}
        placeholder={removesPassword ? 'Will be removed' : hasStored ? '••••••••' : ''}
        help={
          <span className={css('noteLine')}>
            {removesPassword
              ? 'Saving removes the stored password; the trunk then binds without one.'
              : passwordHelp(trunk, keychainSentence)}
            {hasStored ? (
              <Button variant="quiet" onClick={() => onRemovesPasswordChange(!removesPassword)}>
                {removesPassword ? 'Keep it' : 'Remove it'}
              </Button>
            ) : null}
          </span>
        }
        {...register('password')}
      />
      <FormText
        name="settings.systemType"
        label="System type"
        isMono
        warning={lengthWarning('systemType', systemType)}
        help={`Empty by default; some SMSCs want “SMPP”, “VMA” or another. Up to ${specifiedLengths.systemType} octets.`}
      />
    </EditorSection>
  );
}
