import { useState } from 'react';
import type { CommandName, CommandOutput } from '#shared/contract/index';
import type { MessageView } from '#shared/model/message';
import { isFinal } from '#shared/model/message-state';
import type { TrunkSettings } from '#shared/model/trunk';
import { sentenceOf } from '../../app/replica';
import { useStores, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { TextControl } from '../../ui/text-field';
import styles from './message-details.module.css';
import { useShownText } from './shown-number';

const css = classes(styles);

type Inquiry = 'query' | 'cancel' | 'replace';

/**
 * What the SMSC can be asked about a message: nothing before it gave an id, nothing over a trunk that only receives; to
 * cancel or replace one that is at its end makes no sense, and replace_sm takes one segment that left as submit_sm.
 */
export function inquiriesFor(
  message: MessageView,
  trunk: Pick<TrunkSettings, 'bindType'> | undefined,
): readonly Inquiry[] {
  const hasId = message.segments.some((segment) => segment.smscMessageId !== null);
  if (message.direction !== 'mt' || !hasId || trunk === undefined || trunk.bindType === 'receiver') return [];
  if (isFinal(message.state)) return ['query'];
  const canReplace = message.segmentTotal === 1 && message.pdu === 'submit_sm';
  return canReplace ? ['query', 'cancel', 'replace'] : ['query', 'cancel'];
}

/** Asks the SMSC about a message, takes it back, or puts another text in its place; its answer stands below. */
export function MessageInquiries({ message }: { readonly message: MessageView }) {
  const { client } = useStores();
  const trunk = useTrunks((state) => state.trunks.find((each) => each.id === message.trunkId));
  const [text, setText] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const [answer, setAnswer] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const shownText = useShownText();
  const inquiries = inquiriesFor(message, trunk?.settings);
  if (inquiries.length === 0 && answer === null) return null;

  const isBroadcast = message.pdu === 'broadcast_sm';
  const names: Readonly<Record<Inquiry, string>> = {
    query: isBroadcast ? 'Ask for its state (query_broadcast_sm)' : 'Ask for its state (query_sm)',
    cancel: isBroadcast ? 'Take it back (cancel_broadcast_sm)' : 'Take it back (cancel_sm)',
    replace: 'Replace its text (replace_sm)…',
  };
  const ask = (work: Promise<CommandOutput<CommandName & `message.${Inquiry}`>>): void => {
    setIsAsking(true);
    setProblem(null);
    setAnswer(null);
    work
      .then(({ sentence }) => {
        setAnswer(sentence);
        setText(null);
      })
      .catch((error: unknown) => setProblem(sentenceOf(error)))
      .finally(() => setIsAsking(false));
  };
  const handleInquiry = (inquiry: Inquiry): void => {
    const { id } = message;
    if (inquiry === 'replace') setText(message.text);
    else ask(client.call(inquiry === 'query' ? 'message.query' : 'message.cancel', { id }));
  };

  return (
    <>
      <div className={css('actions')}>
        {inquiries.map((inquiry) => (
          <Button key={inquiry} disabled={isAsking} onClick={() => handleInquiry(inquiry)}>
            {names[inquiry]}
          </Button>
        ))}
      </div>
      {text === null ? null : (
        <form
          className={css('replace')}
          onSubmit={(event) => {
            event.preventDefault();
            ask(client.call('message.replace', { id: message.id, text }));
          }}
        >
          <TextControl
            aria-label="Text in its place"
            value={text}
            dir="auto"
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" disabled={isAsking || text === ''}>
            Replace
          </Button>
          <Button variant="quiet" onClick={() => setText(null)}>
            Cancel
          </Button>
        </form>
      )}
      {answer === null ? null : (
        <p className={css('answer')} role="status">
          {shownText(answer)}
        </p>
      )}
      {problem === null ? null : (
        <p className={css('problem')} role="alert">
          {shownText(problem)}
        </p>
      )}
    </>
  );
}
