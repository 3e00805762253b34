import { Ellipsis } from 'lucide-react';
import { IconButton } from './icon-button';
import { Menu, type MenuItem } from './menu';

export interface MoreMenuProps {
  /** What it is for, as it is read after "More for": "this trunk". */
  readonly of: string;
  readonly items: readonly MenuItem[];
}

/** What can be done besides, under three dots at the end of a head. */
export function MoreMenu({ of, items }: MoreMenuProps) {
  return (
    <Menu
      align="end"
      items={items}
      trigger={<IconButton label={`More for ${of}`} icon={<Ellipsis size={16} />} />}
    />
  );
}
