import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { FormProvider, useForm, useFormState, type FieldPath } from 'react-hook-form';
import type { TrunkSettings } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';
import { RpcError } from '#shared/rpc/errors';
import type { Action } from '../../app/action-registry';
import { sentenceOf } from '../../app/replica';
import { useStores, useTrunks } from '../../app/stores';
import { useActions } from '../../app/use-actions';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { ConnectionSection } from './connection-section';
import { CredentialsSection } from './credentials-section';
import { SessionSection } from './session-section';
import styles from './trunk-editor.module.css';
import { newTrunkSettings, trunkFormSchema, type TrunkForm, type TrunkFormInput } from './trunk-form';
import { isActive } from './trunk-state';

const css = classes(styles);

export interface TrunkEditorProps {
  /** Null while a new one is being made. */
  readonly trunk: TrunkView | null;
  /** Above the fields, scrolling with them. */
  readonly top: ReactNode;
}

export function TrunkEditor({ trunk, top }: TrunkEditorProps) {
  const { trunks, navigation } = useStores();
  const others = useTrunks((state) => state.trunks);
  const [removesPassword, setRemovesPassword] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const schema = useMemo(
    () => trunkFormSchema(others.filter((each) => each.id !== trunk?.id).map((each) => each.settings.name)),
    [others, trunk?.id],
  );
  const settings = trunk?.settings ?? newTrunkSettings;
  const form = useForm<TrunkFormInput, unknown, TrunkForm>({
    // A change made elsewhere shows here, unless it would overwrite what is being typed.
    values: { settings, password: '' },
    resetOptions: { keepDirtyValues: true, keepErrors: true },
    resolver: zodResolver(schema),
    mode: 'onBlur',
    reValidateMode: 'onChange',
  });
  const { isDirty: isFormDirty, isSubmitting } = useFormState({ control: form.control });
  const isDirty = isFormDirty || removesPassword;
  const isNew = trunk === null;
  const name = trunk?.settings.name ?? 'the new trunk';

  useEffect(() => {
    navigation.setUnsaved(isDirty ? `The changes to ${name}` : null);
    return () => navigation.setUnsaved(null);
  }, [navigation, isDirty, name]);

  /** Shows these settings and no password, whatever was typed; the form's own options would keep what was. */
  const startFrom = (values: TrunkSettings): void =>
    form.reset(
      { settings: values, password: '' },
      { keepDirtyValues: false, keepErrors: false, keepFieldsRef: true },
    );

  const handleDiscard = (): void => {
    startFrom(settings);
    setRemovesPassword(false);
    setProblem(null);
    if (isNew) navigation.endNewTrunk(null);
  };

  const save = form.handleSubmit(async ({ settings: saved, password }) => {
    setProblem(null);
    try {
      if (trunk === null) {
        const created = await trunks.create({ settings: saved, secrets: { password } });
        navigation.endNewTrunk(created.id);
        return;
      }
      const changesPassword = password !== '' || removesPassword;
      const updated = await trunks.update({
        id: trunk.id,
        settings: saved,
        secrets: changesPassword ? { password } : {},
      });
      startFrom(updated.settings);
      setRemovesPassword(false);
    } catch (error) {
      const details = error instanceof RpcError ? Object.entries(error.details) : [];
      for (const [path, message] of details) form.setError(path as FieldPath<TrunkFormInput>, { message });
      setProblem(details.length === 0 ? sentenceOf(error) : 'Some fields need another value; see above.');
    }
  });
  const handleSave = (): void => void save();

  useEffect(() => {
    if (isNew) form.setFocus('settings.name');
  }, [form, isNew]);

  const canSave = (isDirty || isNew) && !isSubmitting;
  const actions = useMemo<readonly Action[]>(
    () =>
      canSave
        ? [
            {
              id: 'trunk.save',
              title: 'Save trunk',
              group: 'Trunks',
              shortcut: 'mod+s',
              run: () => void save(),
            },
          ]
        : [],
    [canSave, save],
  );
  useActions('trunk-editor', actions);

  const bindsAnew = trunk !== null && isDirty && isActive(trunk.connection) && trunk.settings.isEnabled;
  return (
    <FormProvider {...form}>
      <form
        className={css('form')}
        aria-label={isNew ? 'New trunk' : `Settings of ${name}`}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          handleSave();
        }}
      >
        <div className={css('scroll')}>
          <div className={css('column')}>
            {top}
            <ConnectionSection isDemo={trunk?.isDemo ?? false} />
            <CredentialsSection
              trunk={trunk}
              removesPassword={removesPassword}
              onRemovesPasswordChange={setRemovesPassword}
            />
            <SessionSection />
          </div>
        </div>
        <div className={css('foot')}>
          <p className={css('footText', problem !== null && 'footError')} role="status">
            {problem ??
              (isDirty || isNew
                ? `Not saved yet.${bindsAnew ? ' Saving unbinds and binds with the new settings.' : ''}`
                : 'All changes are saved.')}
          </p>
          <Button onClick={handleDiscard} disabled={!isDirty && !isNew}>
            {isNew ? 'Cancel' : 'Discard changes'}
          </Button>
          <Button type="submit" variant="primary" disabled={!canSave}>
            {isNew ? 'Create trunk' : 'Save'}
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}
