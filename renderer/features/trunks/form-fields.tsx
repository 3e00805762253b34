import {
  useController,
  useFormContext,
  useFormState,
  get,
  type FieldError,
  type FieldPath,
} from 'react-hook-form';
import type { ReactNode } from 'react';
import { classes } from '../../ui/classes';
import { NumberField } from '../../ui/number-field';
import { SelectField, type SelectOption } from '../../ui/select-field';
import { SwitchField } from '../../ui/switch-field';
import { TextArea } from '../../ui/text-area';
import { TextField } from '../../ui/text-field';
import styles from './trunk-editor.module.css';
import type { TrunkFormInput } from './trunk-form';

const css = classes(styles);

export type FieldName = FieldPath<TrunkFormInput>;

interface CommonProps {
  readonly name: FieldName;
  readonly label: string;
  readonly help?: ReactNode;
  readonly warning?: string | undefined;
  readonly disabled?: boolean;
}

export function useFieldError(name: FieldName): string | undefined {
  const { errors } = useFormState<TrunkFormInput>({ name });
  const error: FieldError | undefined = get(errors, name);
  return error?.message;
}

export function FormText({
  name,
  ...rest
}: CommonProps & { readonly isMono?: boolean; readonly placeholder?: string }) {
  const { register } = useFormContext<TrunkFormInput>();
  return <TextField {...rest} {...register(name)} error={useFieldError(name)} />;
}

export function FormTextArea({ name, ...rest }: CommonProps & { readonly placeholder?: string }) {
  const { register } = useFormContext<TrunkFormInput>();
  return <TextArea {...rest} {...register(name)} error={useFieldError(name)} />;
}

/** What was typed as a number; NaN, which the rules refuse, for anything else. */
const numberOf = (typed: unknown): number =>
  typeof typed === 'number'
    ? typed
    : String(typed).trim() === ''
      ? NaN
      : Number(String(typed).replace(',', '.'));

export interface FormNumberProps extends CommonProps {
  readonly suffix?: string;
  /** Default and bounds, kept together on a line. */
  readonly limits?: string;
}

export function FormNumber({ name, help, limits, ...rest }: FormNumberProps) {
  const { register } = useFormContext<TrunkFormInput>();
  const words =
    limits === undefined ? (
      help
    ) : (
      <>
        {help} <span className={css('limits')}>{limits}</span>
      </>
    );
  return (
    <NumberField
      {...rest}
      help={words}
      {...register(name, { setValueAs: numberOf })}
      error={useFieldError(name)}
    />
  );
}

export function FormSwitch({ name, ...rest }: CommonProps) {
  const { field } = useController<TrunkFormInput>({ name });
  return (
    <SwitchField
      {...rest}
      isChecked={field.value === true}
      onChange={field.onChange}
      error={useFieldError(name)}
    />
  );
}

export function FormSelect<T extends string>({
  name,
  options,
  ...rest
}: CommonProps & { readonly options: readonly SelectOption<T>[] }) {
  const { field } = useController<TrunkFormInput>({ name });
  const value = options.find((option) => option.value === field.value)?.value ?? null;
  return (
    <SelectField
      {...rest}
      options={options}
      value={value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      error={useFieldError(name)}
    />
  );
}
