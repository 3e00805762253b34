import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import { FormProvider, useForm, useFormState, type FieldPath } from 'react-hook-form';
import type { TrunkSettings } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';
import { RpcError } from '#shared/rpc/errors';
import type { Action } from '../../../app/action-registry';
import { sentenceOf } from '../../../app/replica';
import { useStores, useTrunkGroups, useTrunks } from '../../../app/stores';
import { useActions } from '../../../app/use-actions';
import { pressBegins } from '../../../ui/after-press';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { EditorFoot } from '../../../ui/editor-foot';
import { Notice } from '../../../ui/notice';
import {
  hasMembershipProblem,
  membershipsOf,
  saveMemberships,
  type Membership,
} from '../../trunk-groups/memberships';
import { isActive } from '../trunk-state';
import { EditorProvider } from './editor-context';
import { EditorSection } from './editor-section';
import { changedSections, errorCounts, errorPaths, sectionOf } from './field-sections';
import { focusSearch, showField, showSection } from './form-places';
import { useOpenSections } from './open-sections';
import { SectionIndex } from './section-index';
import { sectionIds, type SectionId } from './section-ids';
import { SectionFields, SectionSummary } from './sections';
import { TestPanel } from './test-panel';
import styles from './trunk-editor.module.css';
import {
  copiedSettings,
  newTrunkSettings,
  noSecrets,
  secretsToSend,
  trunkFormSchema,
  type SecretField,
  type TrunkForm,
} from './trunk-form';
import { useConnectionTest } from './use-connection-test';

const css = classes(styles);
const nothingRemoved: ReadonlySet<SecretField> = new Set();

export interface TrunkEditorProps {
  /** Null while a new one is being made. */
  readonly trunk: TrunkView | null;
  /** What a new one begins as a copy of. */
  readonly original?: TrunkView | null;
  /** Above the fields, scrolling with them. */
  readonly top?: ReactNode;
}

export function TrunkEditor({ trunk, original = null, top = null }: TrunkEditorProps) {
  const { trunks, trunkGroups, navigation } = useStores();
  const groups = useTrunkGroups((state) => state.groups);
  const others = useTrunks((state) => state.trunks);
  const [removed, setRemoved] = useState(nothingRemoved);
  /** Null while they are as the groups have them. */
  const [typedMemberships, setMemberships] = useState<readonly Membership[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const sections = useOpenSections();
  const [current, setCurrent] = useState<SectionId | null>(null);
  const formId = useId();
  const connectionTest = useConnectionTest();

  const schema = useMemo(
    () => trunkFormSchema(others.filter((each) => each.id !== trunk?.id).map((each) => each.settings.name)),
    [others, trunk?.id],
  );
  /** What a new one begins with, whatever becomes of the original meanwhile. */
  const [beginning] = useState(() =>
    original === null
      ? newTrunkSettings
      : copiedSettings(
          original.settings,
          others.map((each) => each.settings.name),
        ),
  );
  const settings = trunk?.settings ?? beginning;
  // The demo trunk's password is its simulator's, and of no use to a copy.
  const lender = trunk ?? (original?.isDemo === true ? null : original);
  const form = useForm<TrunkForm>({
    // A change made elsewhere shows here, unless it would overwrite what is being typed.
    values: { settings, secrets: noSecrets },
    resetOptions: { keepDirtyValues: true, keepErrors: true },
    resolver: zodResolver(schema),
    // Judged when it is left, and from then on as it is typed, so that an error goes when it is put right.
    mode: 'onTouched',
    reValidateMode: 'onChange',
    shouldFocusError: false,
  });
  const { isDirty: isFormDirty, isSubmitting, errors, dirtyFields } = useFormState({ control: form.control });
  const memberships = typedMemberships ?? membershipsOf(groups, trunk?.id ?? null);
  const isDirty = isFormDirty || removed.size > 0 || typedMemberships !== null;
  const isNew = trunk === null;
  const name = trunk?.settings.name ?? 'the new trunk';
  const counts = errorCounts(errors);

  useEffect(() => {
    navigation.setUnsaved(isDirty ? `The changes to ${name}` : null);
    return () => navigation.setUnsaved(null);
  }, [navigation, isDirty, name]);

  /** Shows these settings and no secrets, whatever was typed; the form's own options would keep what was. */
  const startFrom = (values: TrunkSettings): void =>
    form.reset(
      { settings: values, secrets: noSecrets },
      { keepDirtyValues: false, keepErrors: false, keepFieldsRef: true },
    );

  const handleDiscard = (): void => {
    startFrom(settings);
    setRemoved(nothingRemoved);
    setMemberships(null);
    setProblem(null);
    if (isNew) navigation.endNewTrunk(null);
  };

  /** Unfolds what is on the way, then goes there once it is drawn. */
  const goToField = (path: string): void => {
    const section = sectionOf(path);
    sections.show(section);
    setCurrent(section);
    requestAnimationFrame(() => showField(formId, path, section));
  };
  const goToSection = (id: SectionId): void => {
    sections.show(id);
    setCurrent(id);
    requestAnimationFrame(() => showSection(formId, id));
  };
  const showErrors = (paths: readonly string[]): void => {
    const [first] = paths;
    if (first === undefined) return;
    sections.show(...paths.map(sectionOf));
    goToField(first);
  };

  const save = form.handleSubmit(
    async (values) => {
      if (hasMembershipProblem(memberships)) {
        setProblem('A priority or a share in a group needs another value.');
        goToSection('groups');
        return;
      }
      setProblem(null);
      const secrets = secretsToSend(values.secrets, removed, lender === null);
      try {
        if (trunk === null) {
          const created = await trunks.create({
            settings: values.settings,
            secrets,
            ...(lender === null ? {} : { original: lender.id }),
          });
          if (typedMemberships !== null) await saveMemberships(trunkGroups, created.id, typedMemberships);
          navigation.endNewTrunk(created.id);
          return;
        }
        const updated = await trunks.update({ id: trunk.id, settings: values.settings, secrets });
        if (typedMemberships !== null) await saveMemberships(trunkGroups, trunk.id, typedMemberships);
        startFrom(updated.settings);
        setRemoved(nothingRemoved);
        setMemberships(null);
      } catch (error) {
        const details = error instanceof RpcError ? Object.entries(error.details) : [];
        for (const [path, message] of details) form.setError(path as FieldPath<TrunkForm>, { message });
        setProblem(details.length === 0 ? sentenceOf(error) : 'Some fields need another value.');
        showErrors(details.map(([path]) => path));
      }
    },
    (invalid) => {
      setProblem('Some fields need another value.');
      showErrors(errorPaths(invalid));
    },
  );
  const test = form.handleSubmit(
    (values) => {
      setProblem(null);
      connectionTest.start({
        id: lender?.id ?? null,
        settings: values.settings,
        secrets: secretsToSend(values.secrets, removed, lender === null),
      });
    },
    (invalid) => {
      setProblem('Some fields need another value before the connection can be tested.');
      showErrors(errorPaths(invalid));
    },
  );

  useEffect(() => {
    if (isNew) form.setFocus('settings.name');
  }, [form, isNew]);

  const canSave = (isDirty || isNew) && !isSubmitting;
  const actions = useMemo<readonly Action[]>(
    () => [
      {
        id: 'trunk.find-setting',
        title: 'Find a setting of the trunk',
        group: 'Trunks',
        shortcut: 'mod+f',
        run: () => focusSearch(formId),
      },
      {
        id: 'trunk.test',
        title: 'Test the connection',
        group: 'Trunks',
        keywords: 'connect bind try',
        run: () => void test(),
      },
      ...(canSave
        ? [
            {
              id: 'trunk.save',
              title: 'Save trunk',
              group: 'Trunks' as const,
              shortcut: 'mod+s',
              run: () => void save(),
            },
          ]
        : []),
    ],
    [canSave, formId, save, test],
  );
  useActions('trunk-editor', actions);

  const bindsAnew = trunk !== null && isDirty && isActive(trunk.connection) && trunk.settings.isEnabled;
  return (
    <FormProvider {...form}>
      <EditorProvider
        value={{
          trunk,
          original: trunk === null ? lender : null,
          removed,
          memberships,
          setMemberships,
          setRemoved: (secret, isRemoved) => {
            const next = new Set(removed);
            if (isRemoved) next.add(secret);
            else next.delete(secret);
            setRemoved(next);
          },
        }}
      >
        <form
          id={formId}
          className={css('form')}
          aria-label={isNew ? 'New trunk' : `Settings of ${name}`}
          noValidate
          onPointerDownCapture={pressBegins}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <div className={css('work')}>
            <SectionIndex
              current={current}
              errorCounts={counts}
              changed={changedSections(dirtyFields)}
              onSection={goToSection}
              onField={goToField}
            />
            <div className={css('scroll')}>
              <div className={css('column')}>
                {top}
                {original === null ? null : (
                  <Notice kind="info">
                    A copy of {original.settings.name}, not saved yet. It is disabled, so that it does not
                    bind beside its original, and belongs to no group.
                  </Notice>
                )}
                {sectionIds.map((id) => (
                  <EditorSection
                    key={id}
                    id={id}
                    isOpen={sections.open.has(id)}
                    onToggle={() => sections.toggle(id)}
                    summary={<SectionSummary id={id} />}
                    errorCount={counts[id] ?? 0}
                  >
                    <SectionFields id={id} />
                  </EditorSection>
                ))}
              </div>
            </div>
          </div>
          <TestPanel test={connectionTest} />
          <EditorFoot
            status={
              problem ??
              (isDirty || isNew
                ? `Not saved yet.${bindsAnew ? ' Saving binds anew where the connection changes.' : ''}`
                : 'All changes are saved.')
            }
            isProblem={problem !== null}
            isQuiet={problem === null && !isDirty && !isNew}
            saveLabel={isNew ? 'Create trunk' : 'Save'}
            discardLabel={isNew ? 'Cancel' : 'Discard changes'}
            canSave={canSave}
            canDiscard={isDirty || isNew}
            onDiscard={handleDiscard}
          >
            <Button
              onClick={() => void test()}
              disabled={connectionTest.isRunning || (trunk?.isDemo ?? false)}
            >
              Test connection
            </Button>
          </EditorFoot>
        </form>
      </EditorProvider>
    </FormProvider>
  );
}
