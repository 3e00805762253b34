import {
  priorityFlagMeaning,
  protocolIdMeaning,
  replaceIfPresentFlagMeaning,
  serviceTypeMeaning,
} from '#shared/smpp/meaning/small-fields';
import { SelectControl } from '../../../ui/select-field';
import { OctetRow } from './octet-row';
import { Row, Typed } from './row';
import { Section, type DraftFieldsProps } from './section';
import { TimeRow } from './time-row';

const serviceTypes = ['', 'CMT', 'CPT', 'VMN', 'VMA', 'WAP', 'USSD', 'CBS', 'GUTS'] as const;
const known = (values: readonly number[], meaningOf: (value: number) => { readonly words: string }) =>
  values.map((value) => ({ value, words: meaningOf(value).words }));
const knownProtocols = known([0x00, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x7f], protocolIdMeaning);
const knownPriorities = known([0, 1, 2, 3, 4], priorityFlagMeaning);
const knownReplacements = known([0, 1], replaceIfPresentFlagMeaning);

/** How the SMSC is to handle the message, and when. */
export function DeliverySection({ draft, errors, onChange }: DraftFieldsProps) {
  return (
    <Section title="Delivery">
      <TimeRow
        label="schedule_delivery_time"
        noneWords="At once"
        value={draft.scheduleDeliveryTime}
        error={errors.scheduleDeliveryTime}
        onChange={(scheduleDeliveryTime) => onChange({ scheduleDeliveryTime })}
      />
      <TimeRow
        label="validity_period"
        noneWords="The SMSC’s default"
        value={draft.validityPeriod}
        error={errors.validityPeriod}
        onChange={(validityPeriod) => onChange({ validityPeriod })}
      />
      <Row label="service_type" error={errors.serviceType}>
        {({ id, describedBy }) => (
          <>
            <Typed
              id={id}
              value={draft.serviceType}
              isInvalid={errors.serviceType !== undefined}
              describedBy={describedBy}
              widthCh={10}
              onChange={(serviceType) => onChange({ serviceType })}
            />
            <SelectControl<string>
              label="service_type in words"
              value={serviceTypes.find((each) => each !== '' && each === draft.serviceType) ?? null}
              placeholder={draft.serviceType === '' ? serviceTypeMeaning('') : 'agreed with the SMSC'}
              isQuiet
              options={serviceTypes.map((value) => ({
                value,
                label: serviceTypeMeaning(value),
                detail: value,
              }))}
              onChange={(serviceType) => onChange({ serviceType })}
            />
          </>
        )}
      </Row>
      <OctetRow
        label="protocol_id"
        value={draft.protocolId}
        known={knownProtocols}
        meaningOf={(value) => protocolIdMeaning(value).words}
        error={errors.protocolId}
        onChange={(protocolId) => onChange({ protocolId })}
      />
      <OctetRow
        label="priority_flag"
        value={draft.priorityFlag}
        known={knownPriorities}
        meaningOf={(value) => priorityFlagMeaning(value).words}
        error={errors.priorityFlag}
        onChange={(priorityFlag) => onChange({ priorityFlag })}
      />
      <OctetRow
        label="replace_if_present_flag"
        value={draft.replaceIfPresentFlag}
        known={knownReplacements}
        meaningOf={(value) => replaceIfPresentFlagMeaning(value).words}
        error={errors.replaceIfPresentFlag}
        onChange={(replaceIfPresentFlag) => onChange({ replaceIfPresentFlag })}
      />
      <OctetRow
        label="sm_default_msg_id"
        value={draft.smDefaultMsgId}
        known={[{ value: 0, words: 'none' }]}
        meaningOf={() => 'text stored at the SMSC'}
        error={errors.smDefaultMsgId}
        onChange={(smDefaultMsgId) => onChange({ smDefaultMsgId })}
      />
    </Section>
  );
}
