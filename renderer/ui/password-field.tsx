import { TextField, type TextFieldProps } from './text-field';

/** Takes a secret and never shows one: what is stored is told in words by the help line. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'isMono'>) {
  return <TextField {...props} type="password" isMono autoComplete="new-password" />;
}
