import { useController } from 'react-hook-form';
import { classes } from '../../../ui/classes';
import { SourceChoiceFields } from '../../sources/source-choice-fields';
import { TrunkInboundFields } from '../../sources/trunk-inbound-fields';
import { useEditor } from './editor-context';
import { FieldAnchor } from './form-fields';
import { NumberingFields } from './numbering-fields';
import styles from './trunk-editor.module.css';
import type { TrunkForm } from './trunk-form';

const css = classes(styles);

export function SourcesSection() {
  const { trunk } = useEditor();
  const { field } = useController<TrunkForm, 'settings.sources'>({ name: 'settings.sources' });
  return (
    <>
      <FieldAnchor name="settings.sources.isAnyAllowed">
        <div className={css('group')}>
          <SourceChoiceFields value={field.value} onChange={field.onChange} />
        </div>
      </FieldAnchor>
      <NumberingFields />
      {trunk === null ? null : (
        <div className={css('group')} role="group" aria-label="Inbound numbers">
          <h3 className={css('groupTitle')}>
            Inbound numbers <span className={css('groupNote')}>take effect at once, not with Save</span>
          </h3>
          <TrunkInboundFields trunkId={trunk.id} />
        </div>
      )}
    </>
  );
}
