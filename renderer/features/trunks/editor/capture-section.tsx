import { FormSwitch } from './form-fields';

export function CaptureSection() {
  return <FormSwitch name="settings.isCaptured" />;
}
