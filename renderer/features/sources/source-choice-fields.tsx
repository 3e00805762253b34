import { useMemo } from 'react';
import type { SourceAddressView } from '#shared/model/source-address';
import type { TrunkSettings } from '#shared/model/trunk';
import { useSources } from '../../app/stores';
import { plural } from '../../ui/format';
import { Notice } from '../../ui/notice';
import { SwitchField } from '../../ui/switch-field';
import { TransferLists } from '../../ui/transfer-lists';
import { SourceLine } from './source-line';
import { searchText } from './source-words';

type SourceChoice = TrunkSettings['sources'];

export interface SourceChoiceFieldsProps {
  readonly value: SourceChoice;
  readonly onChange: (value: SourceChoice) => void;
}

const keyOf = (source: SourceAddressView): string => source.id;

/** From which source addresses a trunk may send: any, or the chosen ones alone. */
export function SourceChoiceFields({ value, onChange }: SourceChoiceFieldsProps) {
  const sources = useSources((state) => state.sources);
  const byId = useSources((state) => state.byId);
  const { isAnyAllowed, allowedIds, isEmptyAllowed } = value;
  const { available, allowed } = useMemo(() => {
    const chosen = new Set(allowedIds);
    return {
      available: sources.filter(({ id, settings }) => settings.isOutboundAllowed && !chosen.has(id)),
      allowed: allowedIds.flatMap((id) => byId.get(id) ?? []),
    };
  }, [sources, byId, allowedIds]);
  const outboundCount = sources.filter(({ settings }) => settings.isOutboundAllowed).length;
  const isNothingAllowed =
    !isAnyAllowed && !isEmptyAllowed && !allowed.some(({ settings }) => settings.isOutboundAllowed);

  const handleAdd = (added: readonly SourceAddressView[]): void =>
    onChange({ ...value, allowedIds: [...allowed, ...added].map(({ id }) => id) });
  const handleRemove = (removed: readonly SourceAddressView[]): void => {
    const gone = new Set(removed);
    onChange({ ...value, allowedIds: allowed.filter((source) => !gone.has(source)).map(({ id }) => id) });
  };

  return (
    <>
      <SwitchField
        label="Allow any DID(s) for SMS OUT"
        isChecked={isAnyAllowed}
        onChange={(isChecked) => onChange({ ...value, isAnyAllowed: isChecked })}
        help={
          isAnyAllowed
            ? `On by default: ${plural(outboundCount, 'source address has', 'source addresses have')} outbound P2P SMS. A new one that is typed is added to the book.`
            : 'Off: only the allowed ones are offered, and the host refuses any other.'
        }
      />
      {isAnyAllowed ? null : (
        <TransferLists
          from={{
            title: 'Available',
            items: available,
            empty:
              outboundCount === 0
                ? 'The address book has nothing with outbound P2P SMS. Add source addresses on the Sources page.'
                : 'Everything with outbound P2P SMS is allowed.',
          }}
          to={{ title: 'Allowed', items: allowed, empty: 'Nothing is allowed yet. Add from the left.' }}
          keyOf={keyOf}
          textOf={searchText}
          renderRow={(source) => (
            <SourceLine
              source={source}
              note={source.settings.isOutboundAllowed ? null : 'Not used: no outbound P2P SMS'}
              isWarning
            />
          )}
          onAdd={handleAdd}
          onRemove={handleRemove}
        />
      )}
      {isNothingAllowed ? (
        <Notice kind="warning">Nothing can be sent over this trunk: no source address is allowed.</Notice>
      ) : null}
      <SwitchField
        label="Empty source address"
        isChecked={isEmptyAllowed}
        onChange={(isChecked) => onChange({ ...value, isEmptyAllowed: isChecked })}
        help="Off by default. On where the SMSC sets the sender: a message may then have no source address."
      />
    </>
  );
}
