import { SwitchControl } from '../../../ui/switch-field';
import { Row } from './row';

export interface SwitchRowProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly help?: string;
  readonly onChange: (isChecked: boolean) => void;
}

export function SwitchRow({ label, isChecked, help, onChange }: SwitchRowProps) {
  return (
    <Row label={label} help={help}>
      {({ id, describedBy }) => (
        <SwitchControl id={id} isChecked={isChecked} describedBy={describedBy} onChange={onChange} />
      )}
    </Row>
  );
}
