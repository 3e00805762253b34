import { useState, type ReactNode } from 'react';
import type { BindView, TrunkView } from '#shared/model/trunk-view';
import { lastStateName } from '#shared/model/trunk-words';
import { sentenceOf } from '../../../app/replica';
import { useAppState, useStores, useTrunks } from '../../../app/stores';
import { classes } from '../../../ui/classes';
import { formatCount, formatMoment, plural } from '../../../ui/format';
import { Notice } from '../../../ui/notice';
import { StateDot } from '../../../ui/state-dot';
import { SwitchField } from '../../../ui/switch-field';
import { useNow } from '../../../ui/use-now';
import {
  bindName,
  bindTypeNames,
  meaningOf,
  passwordStorageWords,
  portWords,
  stateWords,
  versionName,
} from '../trunk-state';
import styles from './state-tab.module.css';
import { useLocalAddresses } from './use-local-addresses';

const css = classes(styles);

const portNames = { closed: 'Closed', open: 'Open', listening: 'Listening' } as const;

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={css('fact')}>
      <dt className={css('factName')}>{name}</dt>
      <dd className={css('factValue')}>{children}</dd>
    </div>
  );
}

/** Every bind of the trunk, where it connects from, and what waits. */
export function StateTab({ trunk }: { readonly trunk: TrunkView }) {
  const nowMs = useNow();
  const rate = useTrunks((state) => state.rates[trunk.id] ?? 0);
  const { settings, last, binds, connection } = trunk;
  const keychain = useAppState((state) => state.info?.keychain);
  const bound = connection.kind === 'logged-in' ? connection : null;
  return (
    <div className={css('tab')}>
      <BindTable binds={binds} nowMs={nowMs} />
      <dl className={css('facts')}>
        <Fact name="Last state">
          {last === null ? 'Nothing yet' : `${lastStateName(last.kind)}, ${formatMoment(last.atMs, nowMs)}`}
        </Fact>
        <Fact name="Logged in since">{bound === null ? '–' : formatMoment(bound.sinceMs, nowMs)}</Fact>
        <Fact name="Bind type">
          {bindTypeNames[settings.bindType]}
          {settings.binds > 1 ? `, ${plural(settings.binds, 'bind')}` : ''}
        </Fact>
        <Fact name="Port">{portWords(binds)}</Fact>
        <Fact name="Throughput">{rate === 0 ? 'None now' : `${rate.toFixed(rate < 10 ? 1 : 0)} msg/s`}</Fact>
        <Fact name="Queued">
          {trunk.queuedCount === 0
            ? 'None'
            : `${formatCount(trunk.queuedCount)} ${trunk.queuedCount === 1 ? 'message' : 'messages'}`}
        </Fact>
        <Fact name="Password">{passwordStorageWords[trunk.passwordStorage]}</Fact>
        <Fact name="Security">{settings.tls.isEnabled ? 'SSL (TLS 1.2 or newer)' : 'None: plain TCP'}</Fact>
      </dl>
      {keychain?.kind === 'unavailable' && trunk.passwordStorage === 'this-run' ? (
        <Notice kind="warning">{keychain.sentence}</Notice>
      ) : null}
      <LocalAddresses trunk={trunk} />
      {settings.tls.isEnabled ? <KeyLog key={trunk.id} trunk={trunk} /> : null}
    </div>
  );
}

function BindTable({ binds, nowMs }: { readonly binds: readonly BindView[]; readonly nowMs: number }) {
  if (binds.length === 0) return null;
  return (
    <div className={css('scroll')}>
      <table className={css('binds')} aria-label="Binds">
        <thead>
          <tr>
            {['Bind', 'State', 'Port', 'SMSC', 'Version', 'Security'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {binds.map((bind) => {
            const { connection } = bind;
            const bound = connection.kind === 'logged-in' ? connection : null;
            const since = bound?.sinceMs ?? bind.last?.atMs ?? null;
            return (
              <tr key={bind.index}>
                <th scope="row">{bindName(bind, binds)}</th>
                <td>
                  <StateDot meaning={meaningOf(connection)}>{stateWords(connection, nowMs)}</StateDot>
                  <Second>{since === null ? null : `since ${formatMoment(since, nowMs)}`}</Second>
                </td>
                <td>{portNames[bind.port]}</td>
                <td>
                  <span className={css('mono')}>{bound?.remoteAddress ?? (bind.target || '–')}</span>
                  <Second>
                    {bound === null ? null : (
                      <>
                        from <span className={css('mono')}>{bound.localAddress}</span>
                      </>
                    )}
                  </Second>
                </td>
                <td>
                  {bound === null ? '–' : bound.version}
                  <Second>{bound === null ? null : statedVersion(bound)}</Second>
                </td>
                <td>{bound === null ? '–' : (bound.security ?? 'Plain TCP')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What is said of the value above it. */
function Second({ children }: { readonly children: ReactNode }) {
  return children === null ? null : <span className={css('second')}>{children}</span>;
}

/** What the SMSC says it speaks, where that is not what is spoken. */
function statedVersion({
  version,
  smscInterfaceVersion,
}: {
  readonly version: string;
  readonly smscInterfaceVersion: number | null;
}): string | null {
  if (smscInterfaceVersion === null) return 'SMSC’s not stated';
  const stated = versionName(smscInterfaceVersion);
  return stated === version ? null : `SMSC states ${stated}`;
}

function LocalAddresses({ trunk }: { readonly trunk: TrunkView }) {
  const found = useLocalAddresses(trunk);
  if (found === null || found.addresses.length === 0) return null;
  return <p className={css('from')}>{found.sentence}</p>;
}

/** Writes the TLS keys of this trunk's sessions to a file, so that Wireshark can read them. */
function KeyLog({ trunk }: { readonly trunk: TrunkView }) {
  const { client } = useStores();
  const [path, setPath] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (isOn: boolean): void => {
    setProblem(null);
    client.call('trunk.setKeyLog', { id: trunk.id, isOn }).then(
      (answer) => setPath(answer.path),
      (error: unknown) => setProblem(sentenceOf(error)),
    );
  };
  return (
    <div className={css('keyLog')}>
      <SwitchField
        label="TLS key log"
        help="Off by default. Writes the keys of sessions that begin from now on to a file, with which Wireshark can read them."
        warning={
          trunk.isKeyLogged
            ? `Whoever has the file${path === null ? '' : ` ${path}`} can read these sessions, the password too.`
            : undefined
        }
        isChecked={trunk.isKeyLogged}
        onChange={change}
      />
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
    </div>
  );
}
