import { ArrowDown, ArrowUp, CircleAlert, Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form';
import { DEFAULT_SMPP_PORT, trunkHosts, type TrunkHost } from '#shared/model/trunk';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { IconButton } from '../../../ui/icon-button';
import { TextControl } from '../../../ui/text-field';
import { FieldAnchor, FormNumber, FormText, numberOf, useFieldError, useRegister } from './form-fields';
import styles from './host-fields.module.css';
import { unusedPortReason, type TrunkForm } from './trunk-form';

const css = classes(styles);

const MAX_STANDBY_HOSTS = 15;
const demoReason = 'Set by the built-in simulator for each run.';

/** The hosts in the order in which they are tried. */
export function HostFields({ isDemo }: { readonly isDemo: boolean }) {
  const { control, getValues, setValue } = useFormContext<TrunkForm>();
  const bindType = useWatch({ control, name: 'settings.bindType' });
  const standby = useFieldArray({ control, name: 'settings.standbyHosts' });
  const txReason = unusedPortReason('txPort', bindType);
  const rxReason = unusedPortReason('rxPort', bindType);

  /** Changes places with the one before; the one before the first standby host is the trunk's first. */
  const moveUp = (index: number): void => {
    if (index > 0) {
      standby.move(index, index - 1);
      return;
    }
    const [first, second] = trunkHosts(getValues('settings'));
    if (first === undefined || second === undefined) return;
    setValue('settings.host', second.host, { shouldDirty: true });
    setValue('settings.txPort', second.txPort, { shouldDirty: true });
    setValue('settings.rxPort', second.rxPort, { shouldDirty: true });
    standby.update(0, first);
  };
  const add = (): void => {
    const { txPort, rxPort } = getValues('settings');
    const host: TrunkHost = { host: '', txPort: ofUse(txPort), rxPort: ofUse(rxPort) };
    standby.append(host);
  };

  return (
    <>
      <FormText name="settings.host" isMono disabled={isDemo} help={isDemo ? demoReason : undefined} />
      <FormNumber
        name="settings.txPort"
        disabled={isDemo || txReason !== undefined}
        help={isDemo ? demoReason : txReason}
      />
      <FormNumber
        name="settings.rxPort"
        disabled={isDemo || rxReason !== undefined}
        help={rxReason ?? (isDemo ? demoReason : undefined)}
      />
      {isDemo ? null : (
        <FieldAnchor name="settings.standbyHosts">
          <div className={css('standby')} role="group" aria-label="Standby hosts">
            <span className={css('label')}>Standby hosts</span>
            <div className={css('rows')}>
              {standby.fields.map((field, index) => (
                <StandbyHost
                  key={field.id}
                  index={index}
                  isLast={index === standby.fields.length - 1}
                  usesTx={txReason === undefined}
                  usesRx={rxReason === undefined}
                  onUp={() => moveUp(index)}
                  onDown={() => standby.move(index, index + 1)}
                  onRemove={() => standby.remove(index)}
                />
              ))}
              <div className={css('add')}>
                <Button
                  icon={<Plus size={14} aria-hidden />}
                  onClick={add}
                  disabled={standby.fields.length >= MAX_STANDBY_HOSTS}
                >
                  Add a host
                </Button>
                <span className={css('help')}>
                  {standby.fields.length === 0
                    ? 'Tried when the first does not answer.'
                    : 'Tried in this order after the first; up to 16 in all. After a drop the last good one is tried first.'}
                </span>
              </div>
            </div>
          </div>
        </FieldAnchor>
      )}
    </>
  );
}

const ofUse = (port: number): number => (Number.isInteger(port) ? port : DEFAULT_SMPP_PORT);

interface StandbyHostProps {
  readonly index: number;
  readonly isLast: boolean;
  readonly usesTx: boolean;
  readonly usesRx: boolean;
  readonly onUp: () => void;
  readonly onDown: () => void;
  readonly onRemove: () => void;
}

function StandbyHost({ index, isLast, usesTx, usesRx, onUp, onDown, onRemove }: StandbyHostProps) {
  const register = useRegister();
  const path = `settings.standbyHosts.${index}` as const;
  const hostError = useFieldError(`${path}.host`);
  const txError = useFieldError(`${path}.txPort`);
  const rxError = useFieldError(`${path}.rxPort`);
  const errors = new Set([hostError, usesTx ? txError : undefined, usesRx ? rxError : undefined]);
  errors.delete(undefined);
  const error = errors.size === 0 ? undefined : [...errors].join(' ');
  const id = useId();
  const describedBy = error === undefined ? undefined : `${id}-error`;
  const place = index + 2;
  return (
    <div className={css('row')}>
      <TextControl
        {...register(`${path}.host`)}
        aria-label={`Host ${place}`}
        placeholder="Name, IPv4 or IPv6"
        isMono
        isInvalid={hostError !== undefined}
        aria-describedby={describedBy}
      />
      {usesTx ? (
        <TextControl
          {...register(`${path}.txPort`, { setValueAs: numberOf })}
          aria-label={`TX port of host ${place}`}
          isMono
          widthCh={8}
          inputMode="numeric"
          isInvalid={txError !== undefined}
          aria-describedby={describedBy}
        />
      ) : null}
      {usesRx ? (
        <TextControl
          {...register(`${path}.rxPort`, { setValueAs: numberOf })}
          aria-label={`RX port of host ${place}`}
          isMono
          widthCh={8}
          inputMode="numeric"
          isInvalid={rxError !== undefined}
          aria-describedby={describedBy}
        />
      ) : null}
      <IconButton label={`Move host ${place} up`} icon={<ArrowUp size={14} />} onClick={onUp} />
      <IconButton
        label={`Move host ${place} down`}
        icon={<ArrowDown size={14} />}
        onClick={onDown}
        disabled={isLast}
      />
      <IconButton label={`Remove host ${place}`} icon={<Trash2 size={14} />} onClick={onRemove} />
      {error === undefined ? null : (
        <p id={`${id}-error`} className={css('error')} role="alert">
          <CircleAlert size={14} aria-hidden />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
