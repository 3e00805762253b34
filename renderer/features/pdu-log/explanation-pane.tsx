import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PduDetail } from '#shared/model/pdu-row';
import type { AnnotatedPdu, PduNode } from '#shared/smpp/annotate';
import type { PduExplanation, StatusExplanation } from '#shared/smpp/explain';
import { purposeOf } from '#shared/smpp/tables/purposes';
import { classes } from '../../ui/classes';
import styles from './explanation-pane.module.css';
import { Part } from './explanation-part';
import { LongText } from './long-text';
import { jumpsOf, type Jump, type RelatedPdus } from './related-pdus';
import { sectionWords } from './section-words';
import { TextReadings } from './text-readings';

const css = classes(styles);

export interface ExplanationPaneProps {
  readonly detail: PduDetail;
  readonly annotated: AnnotatedPdu;
  readonly explanation: PduExplanation;
  /** The field that is selected, if one is. */
  readonly field: PduNode | null;
  /** What that field is a part of. */
  readonly within: PduNode | null;
  /** Null while it is not known. */
  readonly related: RelatedPdus | null;
  /** Selects the field at an offset. */
  readonly onOffset: (offset: number) => void;
  /** Selects another PDU. */
  readonly onJump: (number: number) => void;
  /** Shows the sequence diagram of everything that belongs together. */
  readonly onLadder: () => void;
  /** Opens the message in its conversation; left out where there can be none. */
  readonly onMessage?: () => void;
  /** Stands at the end: the note. */
  readonly children?: ReactNode;
}

/** What a specialist would say about a PDU: problems, the status, the receipt, what belongs to it, the chosen field. */
export function ExplanationPane({
  detail,
  annotated,
  explanation,
  field,
  within,
  related,
  onOffset,
  onJump,
  onLadder,
  onMessage,
  children,
}: ExplanationPaneProps) {
  const { status, receipt } = explanation;
  const jumps = related === null ? [] : jumpsOf(detail.row, related);
  return (
    <div className={css('pane')} tabIndex={0} role="group" aria-label="What there is to say" data-pane-focus>
      {field === null ? null : <FieldPart field={field} within={within} />}
      <ProblemsPart problems={annotated.problems} onOffset={onOffset} />
      {status === null ? null : <StatusPart status={status} />}
      {receipt === null ? null : (
        <Part title={receipt.isIntermediate ? 'Intermediate notification' : 'Receipt'}>
          {receipt.recognisedBy === 'text' ? (
            <p className={css('warning')}>
              esm_class calls this a message; it is read as a receipt because its text is written like one.
            </p>
          ) : null}
          <table className={css('table', 'receipt')}>
            <tbody>
              {receipt.lines.map(({ name, value, meaning }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className={css('mono')}>{value}</td>
                  <td>{meaning}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Part>
      )}
      {jumps.length === 0 && onMessage === undefined ? null : (
        <Part title="Belongs to">
          <ul className={css('jumps')}>
            {jumps.map((jump) => (
              <JumpLine key={`${jump.words}-${jump.number ?? ''}`} jump={jump} onJump={onJump} />
            ))}
            {onMessage === undefined ? null : (
              <Way words="The message in its conversation" onGo={onMessage} />
            )}
            {jumps.some(({ number }) => number !== null) ? (
              <Way words="All of these as a sequence diagram" onGo={onLadder} />
            ) : null}
          </ul>
        </Part>
      )}
      {explanation.text === null ? null : <TextReadings text={explanation.text} />}
      {children}
    </div>
  );
}

/** Groups whose name says nothing about what they hold. */
const plainGroups: ReadonlySet<string> = new Set(['header', 'mandatory parameters', 'optional parameters']);

interface FieldPartProps {
  readonly field: PduNode;
  readonly within: PduNode | null;
}

function FieldPart({ field, within }: FieldPartProps) {
  const purpose = purposeOf(field.name);
  return (
    <Part
      title={within === null || plainGroups.has(within.name) ? field.name : `${within.name}: ${field.name}`}
    >
      {field.value === '' && field.meaning === '' ? null : (
        <p>
          <span className={css('mono')}>
            <LongText key={field.offset} text={field.value} />
          </span>
          {field.value !== '' && field.meaning !== '' ? ' · ' : ''}
          {field.meaning}
        </p>
      )}
      {purpose === undefined ? null : <p>{purpose}</p>}
      <p className={css('weak')}>
        {field.length === 1 ? '1 octet' : `${field.length} octets`} at {field.offset}
        {field.section === undefined ? '' : ` · ${sectionWords(field.section)}`}
      </p>
    </Part>
  );
}

interface ProblemsPartProps {
  readonly problems: AnnotatedPdu['problems'];
  readonly onOffset: (offset: number) => void;
}

function ProblemsPart({ problems, onOffset }: ProblemsPartProps) {
  if (problems.length === 0) return null;
  return (
    <Part title={problems.length === 1 ? 'Problem' : 'Problems'}>
      <ul className={css('problems')}>
        {problems.map(({ sentence, section, offset, severity }, index) => (
          <li key={index}>
            <button type="button" className={css('problem', severity)} onClick={() => onOffset(offset)}>
              {sentence}
            </button>{' '}
            <span className={css('weak')}>{sectionWords(section)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function StatusPart({ status }: { readonly status: StatusExplanation }) {
  return (
    <Part title={`${status.meaning} (${status.label})`}>
      <p className={css('lead')}>Usual causes</p>
      <ul className={css('list')}>
        {status.causes.map((cause) => (
          <li key={cause}>{cause}</li>
        ))}
      </ul>
      <p className={css('lead')}>What to try</p>
      <ul className={css('list')}>
        {status.remedies.map((remedy) => (
          <li key={remedy}>{remedy}</li>
        ))}
      </ul>
    </Part>
  );
}

function JumpLine({ jump, onJump }: { readonly jump: Jump; readonly onJump: (number: number) => void }) {
  const { number, words, isWarning } = jump;
  if (number !== null) return <Way words={words} onGo={() => onJump(number)} />;
  return (
    <li>
      <span className={css(isWarning && 'warning')}>{words}</span>
    </li>
  );
}

function Way({ words, onGo }: { readonly words: string; readonly onGo: () => void }) {
  return (
    <li>
      <button type="button" className={css('jump')} onClick={onGo}>
        <ArrowRight size={12} aria-hidden />
        {words}
      </button>
    </li>
  );
}
