import { classes } from '../../ui/classes';
import styles from './simulator-page.module.css';

const css = classes(styles);

/** What the simulator does with messages to these; every other number is delivered to. */
const numbers: readonly (readonly [number: string, becomes: string])[] = [
  ['12025550196', 'Refused: invalid destination address'],
  ['12025550197', 'Expired'],
  ['12025550198', 'Rejected'],
  ['12025550199', 'Undeliverable'],
];

/** Numbers to try failures with. */
export function SpecialNumbers() {
  return (
    <table className={css('table')}>
      <caption className={css('caption')}>To try what goes wrong, write to one of these:</caption>
      <thead>
        <tr>
          <th scope="col">Number</th>
          <th scope="col">What becomes of the message</th>
        </tr>
      </thead>
      <tbody>
        {numbers.map(([number, becomes]) => (
          <tr key={number}>
            <td className={css('mono')}>{number}</td>
            <td>{becomes}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
