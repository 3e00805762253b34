import { useFormContext, useWatch } from 'react-hook-form';
import type { ReactNode } from 'react';
import { CaptureSection } from './capture-section';
import { ConnectionSection } from './connection-section';
import { CredentialsSection } from './credentials-section';
import { useEditor } from './editor-context';
import { GroupsSection, GroupsSummary } from './groups-section';
import type { SectionId } from './section-ids';
import { sectionSummary } from './section-summaries';
import { SecuritySection } from './security-section';
import { SessionSection, TimersSection } from './session-section';
import { SourcesSection } from './sources-section';
import { TextsSection } from './texts-section';
import type { TrunkForm } from './trunk-form';

export function SectionFields({ id }: { readonly id: SectionId }): ReactNode {
  const { trunk } = useEditor();
  switch (id) {
    case 'connection':
      return <ConnectionSection isDemo={trunk?.isDemo ?? false} />;
    case 'security':
      return <SecuritySection />;
    case 'credentials':
      return <CredentialsSection />;
    case 'session':
      return <SessionSection />;
    case 'timers':
      return <TimersSection />;
    case 'texts':
      return <TextsSection />;
    case 'sources':
      return <SourcesSection />;
    case 'groups':
      return <GroupsSection />;
    case 'capture':
      return <CaptureSection />;
  }
}

export function SectionSummary({ id }: { readonly id: SectionId }): ReactNode {
  return id === 'groups' ? <GroupsSummary /> : <SettingsSummary id={id} />;
}

function SettingsSummary({ id }: { readonly id: Exclude<SectionId, 'groups'> }): ReactNode {
  const { control } = useFormContext<TrunkForm>();
  const { trunk } = useEditor();
  const settings = useWatch({ control, name: 'settings' });
  return sectionSummary(id, settings, trunk);
}
