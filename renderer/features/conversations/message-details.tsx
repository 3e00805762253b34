import { alphabetNames } from '#shared/model/alphabet-words';
import type { MessageView } from '#shared/model/message';
import { classes } from '../../ui/classes';
import styles from './message-details.module.css';
import { MessageStateWords } from './message-state-words';

const css = classes(styles);

/** On demand: how the message went, part by part. */
export function MessageDetails({ message }: { readonly message: MessageView }) {
  return (
    <div className={css('details')}>
      <p>
        From{' '}
        {message.sourceAddress === '' ? (
          'the sender that the SMSC sets'
        ) : (
          <b className={css('mono')}>{message.sourceAddress}</b>
        )}{' '}
        to <b className={css('mono')}>{message.destinationAddress}</b> over {message.trunkName},{' '}
        {alphabetNames[message.encoding]}
        {message.direction === 'mt' && !message.isReceiptRequested ? ', no receipt requested' : ''}.
      </p>
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
                  {segment.reason === null ? null : <div className={css('reason')}>{segment.reason}</div>}
                </td>
                <td className={css('mono', 'id')}>{segment.smscMessageId ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
