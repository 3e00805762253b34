import { TextField, type TextFieldProps } from './text-field';

/** A number as typed: what is no number, or out of range, is said at the field and never corrected silently. */
export function NumberField({ suffix, widthCh = 15, ...rest }: Omit<TextFieldProps, 'type' | 'isMono'>) {
  return <TextField {...rest} suffix={suffix} widthCh={widthCh} isMono inputMode="decimal" />;
}
