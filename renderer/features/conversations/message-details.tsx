import { alphabetNames } from '#shared/model/alphabet-words';
import type { MessageView } from '#shared/model/message';
import { classes } from '../../ui/classes';
import styles from './message-details.module.css';
import { MessageHistory } from './message-history';
import { MessageInquiries } from './message-inquiries';
import { MessageStateWords } from './message-state-words';
import { useShownNumber, useShownText } from './shown-number';

const css = classes(styles);

/** On demand: how the message went, part by part, and all that happened to it. */
export function MessageDetails({ message }: { readonly message: MessageView }) {
  const shown = useShownNumber();
  const shownText = useShownText();
  const dataCoding = `0x${message.dataCoding.toString(16).padStart(2, '0').toUpperCase()}`;
  return (
    <div className={css('details')}>
      <p>
        From{' '}
        {message.sourceAddress === '' ? (
          'the sender that the SMSC sets'
        ) : (
          <b className={css('mono')}>{shown(message.sourceAddress)}</b>
        )}{' '}
        to <b className={css('mono')}>{shown(message.destinationAddress)}</b> over {message.trunkName} as{' '}
        <span className={css('mono')}>{message.pdu}</span>, {alphabetNames[message.encoding]} (data_coding{' '}
        <span className={css('mono')}>{dataCoding}</span>)
        {message.direction === 'mt' && !message.isReceiptRequested ? ', no receipt requested' : ''}.
      </p>
      {message.routeReason === null ? null : (
        <p className={css('weak')}>Why this trunk of the group: {shownText(message.routeReason)}</p>
      )}
      {message.segments.length === 0 ? null : (
        <table className={css('table')}>
          <thead>
            <tr>
              <th scope="col">Segment</th>
              <th scope="col">State</th>
              <th scope="col">Message ID</th>
            </tr>
          </thead>
          <tbody>
            {message.segments.map((segment) => (
              <tr key={segment.number}>
                <td>
                  {segment.number} of {message.segmentTotal}
                </td>
                <td>
                  <MessageStateWords state={segment.state} />
                  {/* Of the only segment it is what the message says. */}
                  {segment.reason === null || segment.reason === message.reason ? null : (
                    <div className={css('weak')}>{shownText(segment.reason)}</div>
                  )}
                </td>
                <td className={css('mono', 'id')}>{segment.smscMessageId ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MessageHistory message={message} />
      <MessageInquiries message={message} />
    </div>
  );
}
