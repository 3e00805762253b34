import { FAILING_NUMBERS } from '#shared/model/simulator';
import { classes } from '../../ui/classes';
import styles from './simulator-page.module.css';

const css = classes(styles);

const numbers: readonly (readonly [number: string, becomes: string])[] = [
  [FAILING_NUMBERS.refused, 'Refused: invalid destination address'],
  [FAILING_NUMBERS.expired, 'Expired'],
  [FAILING_NUMBERS.rejected, 'Rejected'],
  [FAILING_NUMBERS.undeliverable, 'Undeliverable'],
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
