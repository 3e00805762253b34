import { SwitchControl } from '../../../ui/switch-field';
import { Row } from './row';

export interface SwitchRowProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly help?: string;
  readonly error?: string | undefined;
  readonly onChange: (isChecked: boolean) => void;
}

export function SwitchRow({ label, isChecked, help, error, onChange }: SwitchRowProps) {
  return (
    <Row label={label} help={help} error={error}>
      {({ id, describedBy }) => (
        <SwitchControl id={id} isChecked={isChecked} describedBy={describedBy} onChange={onChange} />
      )}
    </Row>
  );
}
