import type { SimulatorSession } from '#shared/model/simulator';
import { classes } from '../../ui/classes';
import { formatTime } from '../../ui/format';
import styles from './simulator-page.module.css';

const css = classes(styles);

const bindNames: Readonly<Record<SimulatorSession['bindType'], string>> = {
  transceiver: 'Transceiver',
  transmitter: 'Transmitter',
  receiver: 'Receiver',
  unbound: 'Not bound',
};

export function SessionTable({ sessions }: { readonly sessions: readonly SimulatorSession[] }) {
  if (sessions.length === 0) {
    return (
      <p className={css('none')}>
        No ESME is connected. Bind the Demo trunk, or point a trunk at this address.
      </p>
    );
  }
  return (
    <table className={css('table')}>
      <caption className="visually-hidden">Sessions of the simulator</caption>
      <thead>
        <tr>
          <th scope="col">System ID</th>
          <th scope="col">Bind</th>
          <th scope="col">From</th>
          <th scope="col">Since</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr key={session.id}>
            <td className={css('mono')}>{session.systemId || '–'}</td>
            <td>{bindNames[session.bindType]}</td>
            <td className={css('mono')}>{session.remoteAddress}</td>
            <td>{formatTime(session.sinceMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
