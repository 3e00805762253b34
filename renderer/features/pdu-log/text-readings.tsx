import { Check } from 'lucide-react';
import { useMemo } from 'react';
import type { TextExplanation } from '#shared/smpp/explain';
import { hexCode } from '#shared/smpp/command-status';
import { readings } from '#shared/smpp/text/readings';
import { classes } from '../../ui/classes';
import { alphabetNames } from './alphabet-names';
import { Part } from './explanation-part';
import styles from './explanation-pane.module.css';
import { LongText } from './long-text';

const css = classes(styles);

/** The same octets in every alphabet, the one that looks right marked, with what data_coding claims. */
export function TextReadings({ text }: { readonly text: TextExplanation }) {
  const read = useMemo(() => readings(text.octets, text.reading, text.encoding), [text]);
  const best = read.find(({ isBest }) => isBest);
  const claimed = read.find(({ encoding }) => encoding === text.encoding);
  const isDoubtful = best !== undefined && claimed !== undefined && best.text !== claimed.text;
  return (
    <Part title="Text">
      <p>
        data_coding {hexCode(text.dataCoding)} claims {alphabetNames[text.encoding]}.
        {text.segment === null ? '' : ` Part ${text.segment.number} of ${text.segment.total}.`}
      </p>
      {isDoubtful ? (
        <p className={css('warning')}>
          It reads better as {alphabetNames[best.encoding]}. If it is like that on this trunk, change what
          data_coding {hexCode(text.dataCoding)} means in the trunk’s alphabets.
        </p>
      ) : null}
      <table className={css('table', 'readings')}>
        <tbody>
          {read.map(({ encoding, text: words, isBest, why }) => (
            <tr key={encoding} className={css(isBest && 'best')} title={why}>
              <th scope="row">
                {isBest ? <Check size={12} aria-label="Looks right" /> : null}
                {alphabetNames[encoding]}
                {encoding === text.encoding ? ' (claimed)' : ''}
              </th>
              <td>
                <span className={css('reading')}>
                  <LongText text={words} />
                </span>
                <span className={css('why')}>{why}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
