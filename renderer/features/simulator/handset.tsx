import { SendHorizontal } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { FAILING_NUMBERS, HANDSET_NUMBER, type HandsetMessage } from '#shared/model/simulator';
import { sentenceOf } from '../../app/replica';
import { useSimulator, useStores } from '../../app/stores';
import { classes } from '../../ui/classes';
import { formatTime, plural } from '../../ui/format';
import { VirtualRows } from '../../ui/virtual-rows';
import { useShownNumber, useShownText } from '../conversations/shown-number';
import styles from './handset.module.css';
import { handsetNumbers, peersOf } from './handset-peers';

const css = classes(styles);

const MESSAGE_PX = 56;

const sentWords: Readonly<Record<HandsetMessage['state'], string>> = {
  arrived: 'Arrived',
  sending: 'Sending',
  acknowledged: 'Sent',
  failed: 'Not sent',
};

function HandsetBubble({ message }: { readonly message: HandsetMessage }) {
  const shownText = useShownText();
  const isSent = message.direction === 'sent';
  return (
    <div className={css('line', isSent && 'sent')}>
      <div className={css('message')}>
        <p className={css('bubble')} dir="auto">
          {shownText(message.text) || 'Empty message'}
        </p>
        {message.reason === null ? null : <p className={css('reason')}>{shownText(message.reason)}</p>}
        <p className={css('meta')}>
          {isSent ? `${sentWords[message.state]} · ` : ''}
          <time>{formatTime(message.atMs)}</time>
        </p>
      </div>
    </div>
  );
}

const isPhone = (number: string | null): boolean => number !== null && /^\+?\d+$/.test(number);

const waitingWords = (number: string, shown: string): string =>
  Object.values<string>(FAILING_NUMBERS).includes(number)
    ? `${shown} is one of the numbers that the simulator never delivers to: nothing arrives here.`
    : `A message to ${shown} over the Demo trunk arrives here.`;

export interface HandsetProps {
  /** The number whose phone is shown, where it has one; without it the user chooses. */
  readonly number?: string | null;
}

/** The phone at the other end: what arrives on it, and a field to answer from it. */
export function Handset({ number = null }: HandsetProps) {
  const { simulator } = useStores();
  const messages = useSimulator((state) => state.messages);
  const isRunning = useSimulator((state) => state.simulator.isRunning);
  const droppedCount = useSimulator((state) => state.simulator.droppedMessageCount);
  const [chosenNumber, setChosenNumber] = useState<string>(HANDSET_NUMBER);
  const [chosenPeer, setChosenPeer] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const shownNumber = useShownNumber();

  const numbers = handsetNumbers(messages);
  const wanted = number ?? chosenNumber;
  // Beside a conversation it is the phone of that number, also while nothing has arrived on it.
  const handset = isPhone(number) || numbers.includes(wanted) ? wanted : HANDSET_NUMBER;
  const peers = peersOf(messages, handset);
  const peer = chosenPeer !== null && peers.includes(chosenPeer) ? chosenPeer : (peers[0] ?? null);
  const shown = messages.filter((message) => message.handset === handset && message.peer === peer);

  const handleSend = async (): Promise<void> => {
    const answer = text.trim();
    if (answer === '' || peer === null) return;
    setText('');
    setProblem(null);
    try {
      await simulator.handsetSend(handset, peer, answer);
    } catch (error) {
      setProblem(sentenceOf(error));
      setText(answer);
    }
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void handleSend();
  };

  return (
    <div className={css('phone')}>
      <header className={css('head')}>
        <span className={css('speaker')} aria-hidden />
        {number === null && numbers.length > 1 ? (
          <select
            className={css('peers', 'number')}
            aria-label="Number of the handset"
            value={handset}
            onChange={(event) => setChosenNumber(event.target.value)}
          >
            {numbers.map((each) => (
              <option key={each} value={each}>
                {shownNumber(each)}
              </option>
            ))}
          </select>
        ) : (
          <span className={css('number')}>{shownNumber(handset)}</span>
        )}
        {peers.length > 1 ? (
          <select
            className={css('peers')}
            aria-label="Conversation on the handset"
            value={peer ?? ''}
            onChange={(event) => setChosenPeer(event.target.value)}
          >
            {peers.map((each) => (
              <option key={each} value={each}>
                {shownNumber(each) || 'No sender'}
              </option>
            ))}
          </select>
        ) : (
          <span className={css('with')}>
            {peer === null ? 'No messages yet' : `with ${shownNumber(peer) || 'no sender'}`}
          </span>
        )}
      </header>
      {droppedCount === 0 ? null : (
        <p className={css('dropped')}>{plural(droppedCount, 'older message')} made room for newer ones.</p>
      )}
      <div className={css('screen')}>
        {shown.length === 0 ? (
          <p className={css('empty')}>
            {isRunning
              ? waitingWords(handset, shownNumber(handset))
              : 'The simulator does not run. Start it on the Simulator page.'}
          </p>
        ) : (
          <VirtualRows
            count={shown.length}
            rowHeightPx={MESSAGE_PX}
            isMeasured
            paddingPx={8}
            anchor="end"
            getKey={(index) => shown[index]?.id ?? index}
            renderRow={(index) => {
              const message = shown[index];
              return message === undefined ? null : <HandsetBubble message={message} />;
            }}
            role="log"
            aria-live="off"
            aria-label="Messages on the handset"
            tabIndex={0}
          />
        )}
      </div>
      {problem === null ? null : (
        <p className={css('problem')} role="alert">
          {problem}
        </p>
      )}
      <div className={css('answer')}>
        <textarea
          className={css('text')}
          rows={1}
          value={text}
          dir="auto"
          aria-label="Answer from the handset"
          placeholder={peer === null ? 'Answer once one arrived' : 'Answer'}
          disabled={peer === null}
          data-pane-focus
          onChange={(event) => setText(event.target.value)}
          onKeyDown={handleKeyDown}
        />
        <button
          type="button"
          className={css('send')}
          aria-label="Send from the handset"
          disabled={peer === null || text.trim() === ''}
          onClick={() => void handleSend()}
        >
          <SendHorizontal size={14} aria-hidden />
        </button>
      </div>
    </div>
  );
}
