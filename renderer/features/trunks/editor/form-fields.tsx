import {
  get,
  useController,
  useFormContext,
  useFormState,
  type FieldError,
  type FieldPath,
  type UseFormRegister,
} from 'react-hook-form';
import type { ReactNode } from 'react';
import { afterPress } from '../../../ui/after-press';
import { classes } from '../../../ui/classes';
import { NumberField } from '../../../ui/number-field';
import { SelectField, type SelectOption } from '../../../ui/select-field';
import { SwitchField } from '../../../ui/switch-field';
import { TextField } from '../../../ui/text-field';
import { fieldTexts, type FieldText, type KnownField } from './field-texts';
import styles from './trunk-editor.module.css';
import type { TrunkForm } from './trunk-form';

const css = classes(styles);

interface CommonProps {
  readonly name: KnownField;
  /** In place of the words that stand at the field otherwise. */
  readonly help?: ReactNode;
  readonly warning?: string | undefined;
  readonly disabled?: boolean;
}

/** As `register` of the form, but a field that is left by a click is judged after the click. */
export function useRegister(): (
  ...given: Parameters<UseFormRegister<TrunkForm>>
) => ReturnType<UseFormRegister<TrunkForm>> {
  const { register } = useFormContext<TrunkForm>();
  return (...given) => {
    const field = register(...given);
    return {
      ...field,
      onBlur: (event) => {
        afterPress(() => void field.onBlur(event));
        return Promise.resolve();
      },
    };
  };
}

export function useFieldError(name: FieldPath<TrunkForm>): string | undefined {
  const { errors } = useFormState<TrunkForm>({ name });
  const error: FieldError | undefined = get(errors, name);
  return error?.message;
}

/** What is said at the field: its help line with default and limit. */
export function helpOf(name: KnownField): ReactNode {
  const { help, limits }: FieldText = fieldTexts[name];
  if (limits === undefined) return help;
  return (
    <>
      {help} <span className={css('limits')}>{limits}</span>
    </>
  );
}

/** Where the search finds a field, whatever its control is. */
export function FieldAnchor({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={css('anchor')} data-field={name}>
      {children}
    </div>
  );
}

export function FormText({
  name,
  help,
  ...rest
}: CommonProps & { readonly isMono?: boolean; readonly placeholder?: string }) {
  const register = useRegister();
  return (
    <FieldAnchor name={name}>
      <TextField
        {...rest}
        label={fieldTexts[name].label}
        help={help ?? helpOf(name)}
        {...register(name)}
        error={useFieldError(name)}
      />
    </FieldAnchor>
  );
}

/** What was typed as a number; NaN, which the rules refuse, for anything else. */
export function numberOf(typed: unknown): number {
  if (typeof typed === 'number') return typed;
  if (typeof typed !== 'string' || typed.trim() === '') return NaN;
  return Number(typed.replace(',', '.'));
}

/** The same where an empty field says something: null. */
function numberOrNull(typed: unknown): number | null {
  const isEmpty = typed === null || (typeof typed === 'string' && typed.trim() === '');
  return isEmpty ? null : numberOf(typed);
}

export interface FormNumberProps extends CommonProps {
  readonly suffix?: string;
  /** What an empty field means ("Unlimited"), where it may be empty. */
  readonly emptyMeans?: string;
}

export function FormNumber({ name, help, emptyMeans, ...rest }: FormNumberProps) {
  const register = useRegister();
  return (
    <FieldAnchor name={name}>
      <NumberField
        {...rest}
        label={fieldTexts[name].label}
        help={help ?? helpOf(name)}
        {...(emptyMeans === undefined ? {} : { placeholder: emptyMeans })}
        {...register(name, { setValueAs: emptyMeans === undefined ? numberOf : numberOrNull })}
        error={useFieldError(name)}
      />
    </FieldAnchor>
  );
}

export function FormSwitch({ name, help, ...rest }: CommonProps) {
  const { field } = useController<TrunkForm>({ name });
  return (
    <FieldAnchor name={name}>
      <SwitchField
        {...rest}
        label={fieldTexts[name].label}
        help={help ?? helpOf(name)}
        isChecked={field.value === true}
        onChange={field.onChange}
        error={useFieldError(name)}
      />
    </FieldAnchor>
  );
}

export function FormSelect<T extends string>({
  name,
  help,
  options,
  ...rest
}: CommonProps & { readonly options: readonly SelectOption<T>[] }) {
  const { field } = useController<TrunkForm>({ name });
  const value = options.find((option) => option.value === field.value)?.value ?? null;
  return (
    <FieldAnchor name={name}>
      <SelectField
        {...rest}
        label={fieldTexts[name].label}
        help={help ?? helpOf(name)}
        options={options}
        value={value}
        onChange={field.onChange}
        onBlur={field.onBlur}
        error={useFieldError(name)}
      />
    </FieldAnchor>
  );
}
