import { templateVariables } from '#shared/model/template';
import type { MessageOptions } from '#shared/smpp/text/message-options';
import { classes } from '../../ui/classes';
import { formatCount, plural } from '../../ui/format';
import styles from './counter-line.module.css';
import { forcedByWords, narrowAlphabetName, type DraftCounts } from './draft-counts';

const css = classes(styles);

export interface CounterLineProps {
  readonly text: string;
  readonly counts: DraftCounts;
  readonly options: MessageOptions;
  readonly onReplace: (text: string) => void;
}

/** Under the text: how long it is, how it will be written, in how many segments it goes, and what would make it less. */
export function CounterLine({ text, counts, options, onReplace }: CounterLineProps) {
  const { characters, isBinary, encoding, size, refusal, marks, replacement } = counts;
  const variables = isBinary ? [] : templateVariables(text);
  return (
    <div className={css('counter')} data-testid="counter">
      <span className={css('words')}>
        <span className="figures">{plural(characters, isBinary ? 'octet' : 'character')}</span>
        {encoding === '' ? null : <span>{encoding}</span>}
        {size === null ? null : (
          <>
            <span className="figures">
              {plural(size.segments, 'segment')}
              {size.left === null ? '' : `, ${formatCount(size.left)} left`}
            </span>
            {isBinary && size.octets === characters ? null : (
              <span className="figures">{plural(size.octets, 'octet')}</span>
            )}
          </>
        )}
        {refusal !== null ? (
          <span className={css('refused')} role="status">
            {refusal}
          </span>
        ) : marks.length === 0 ? null : (
          <span className={css('forced')}>{forcedByWords(marks, narrowAlphabetName(options))}</span>
        )}
        {variables.length === 0 ? null : (
          <span className={css('forced')}>
            Not filled in: {variables.map((name) => `{{${name}}}`).join(', ')}
          </span>
        )}
      </span>
      {replacement === null ? null : (
        <button
          type="button"
          className={css('replace')}
          title={replacement.detail}
          onClick={() => onReplace(replacement.text)}
        >
          {replacement.label}
          <span className={css('detail')}>{replacement.detail}</span>
        </button>
      )}
    </div>
  );
}
