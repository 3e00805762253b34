import { X } from 'lucide-react';
import { useState } from 'react';
import { useBulk, useStores } from '../../../app/stores';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { formatCount } from '../../../ui/format';
import { IconButton } from '../../../ui/icon-button';
import { useNow } from '../../../ui/use-now';
import styles from './bulk-progress.module.css';
import { BulkFailures } from './bulk-failures';
import { useShownText } from '../../conversations/shown-number';
import { figuresOf, type BulkSend } from './bulk-store';

const css = classes(styles);

/** Sends to many that are under way: how far they are, how fast, and what became of them. */
export function BulkProgress() {
  const sends = useBulk((state) => state.sends);
  return sends.map((send) => <Line key={send.number} send={send} />);
}

function Line({ send }: { readonly send: BulkSend }) {
  const { bulk } = useStores();
  const { number, title, total, handedIn, refused, failures, phase, problem, states } = send;
  const shownText = useShownText();
  const [areFailuresShown, setAreFailuresShown] = useState(false);
  const isHandingIn = phase === 'handing-in';
  const figures = figuresOf(states);
  const settled = figures.accepted + figures.delivered + figures.failed + figures.inDoubt;
  const known = settled + figures.waiting;
  const done = isHandingIn ? handedIn : settled;
  const whole = isHandingIn ? total : Math.max(known, 1);
  return (
    <section className={css('line')} aria-label={`Send to ${formatCount(total)} numbers`}>
      {done < whole ? (
        <progress className={css('bar')} value={done} max={whole} aria-label="Progress" />
      ) : null}
      <p className={css('words')} role="status">
        <span className={css('title')} title={shownText(title)}>
          {shownText(title)}
        </span>
        {isHandingIn ? (
          <Rate send={send} />
        ) : (
          <span className="figures">
            {[
              `${formatCount(known)} ${known === 1 ? 'message' : 'messages'}`,
              ...part(figures.waiting, 'waiting'),
              ...part(figures.accepted, 'accepted'),
              ...part(figures.delivered, 'delivered'),
              ...part(figures.failed, 'failed'),
              ...part(figures.inDoubt, 'in doubt'),
            ].join(' · ')}
          </span>
        )}
        {refused.length === 0 ? null : (
          <span className={css('bad')}>{formatCount(refused.length)} not taken</span>
        )}
        {problem === null ? null : <span className={css('bad')}>{shownText(problem)}</span>}
        {phase === 'stopped' ? <span>Stopped; the rest stays under To</span> : null}
      </p>
      <span className={css('tools')}>
        {failures.length === 0 ? null : (
          <Button variant="quiet" onClick={() => setAreFailuresShown(true)}>
            Show {formatCount(failures.length)} not delivered
          </Button>
        )}
        {isHandingIn ? (
          <Button variant="quiet" onClick={() => bulk.stop(number)}>
            Stop
          </Button>
        ) : (
          <IconButton label="Close" icon={<X size={14} />} onClick={() => bulk.dismiss(number)} />
        )}
      </span>
      <BulkFailures
        isOpen={areFailuresShown}
        failures={failures}
        onClose={() => setAreFailuresShown(false)}
      />
    </section>
  );
}

const part = (count: number, word: string): string[] =>
  count === 0 ? [] : [`${formatCount(count)} ${word}`];

/** "1,016 of 10,000 handed over · 2,100 a second · 4 s left". */
function Rate({ send: { handedIn, total, startedAtMs } }: { readonly send: BulkSend }) {
  const elapsedSeconds = Math.max(0.001, (useNow() - startedAtMs) / 1000);
  const rate = handedIn / elapsedSeconds;
  const left = rate === 0 ? null : Math.ceil((total - handedIn) / rate);
  return (
    <span className="figures">
      {formatCount(handedIn)} of {formatCount(total)} handed over
      {left === null ? '' : ` · ${formatCount(Math.round(rate))} a second · ${formatCount(left)} s left`}
    </span>
  );
}
