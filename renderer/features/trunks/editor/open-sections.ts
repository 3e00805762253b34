import { useState } from 'react';
import { z } from 'zod';
import { readRemembered, remember } from '../../../app/remembered';
import { sectionIds, type SectionId } from './section-ids';

const KEY = 'trunk-sections';
const shape = z.array(z.enum(sectionIds));
const atFirst: SectionId[] = ['connection', 'credentials'];

export interface OpenSections {
  readonly open: ReadonlySet<SectionId>;
  readonly toggle: (section: SectionId) => void;
  readonly show: (...sections: readonly SectionId[]) => void;
}

/** Which sections are unfolded; the same for every trunk, and remembered. */
export function useOpenSections(): OpenSections {
  const [open, setOpen] = useState<ReadonlySet<SectionId>>(
    () => new Set(readRemembered<SectionId[]>(KEY, shape, atFirst)),
  );
  const change = (next: ReadonlySet<SectionId>): void => {
    setOpen(next);
    remember(KEY, [...next]);
  };
  return {
    open,
    toggle: (section) => {
      const next = new Set(open);
      if (!next.delete(section)) next.add(section);
      change(next);
    },
    show: (...sections) => change(new Set([...open, ...sections])),
  };
}
