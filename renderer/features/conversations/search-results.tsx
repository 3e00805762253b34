import { Fragment, useMemo, useState } from 'react';
import type { ConversationView, MessageView } from '#shared/model/message';
import { useConversations, useMessageSearch, useStores } from '../../app/stores';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { formatWhen } from '../../ui/format';
import { List } from '../../ui/list';
import { Notice } from '../../ui/notice';
import { useNow } from '../../ui/use-now';
import { MessageStateWords } from './message-state-words';
import { excerpt, highlight, type TextPart } from './search-hits';
import styles from './search-results.module.css';
import { useShownNumber, useShownText } from './shown-number';

const css = classes(styles);
const ROW_PX = 46;

export function Hits({ parts }: { readonly parts: readonly TextPart[] }) {
  return parts.map(({ text, isHit }, at) =>
    isHit ? (
      <mark key={at} className={css('hit')}>
        {text}
      </mark>
    ) : (
      <Fragment key={at}>{text}</Fragment>
    ),
  );
}

type Result =
  | { readonly kind: 'person'; readonly key: string; readonly conversation: ConversationView }
  | { readonly kind: 'message'; readonly key: string; readonly message: MessageView };

/** What a search found: people first, then messages, the newest first. */
export function SearchResults() {
  const { conversations, messageSearch, navigation } = useStores();
  const people = useMessageSearch((state) => state.people);
  const messages = useMessageSearch((state) => state.messages);
  const answered = useMessageSearch((state) => state.answered);
  const isLoading = useMessageSearch((state) => state.isLoading);
  const problem = useMessageSearch((state) => state.problem);
  const hidden = useConversations((state) => state.hidden);
  const [current, setCurrent] = useState<string | null>(null);
  const results = useMemo<readonly Result[]>(
    () => [
      ...people.map((conversation): Result => ({
        kind: 'person',
        key: `person-${conversation.id}`,
        conversation,
      })),
      ...messages
        .filter((message) => !hidden.has(message.id) && !hidden.has(message.conversationId))
        .map((message): Result => ({ kind: 'message', key: message.id, message })),
    ],
    [people, messages, hidden],
  );

  const open = (result: Result): void => {
    const id = result.kind === 'person' ? result.conversation.id : result.message.conversationId;
    if (result.kind === 'person') {
      conversations.know(result.conversation);
      navigation.openConversation(id);
    } else {
      void conversations.showMessage(result.message).then(() => navigation.openConversation(id));
    }
  };

  return (
    <>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {results.length === 0 && !isLoading && problem === null ? (
        <EmptyState title="Nothing found">
          No text, number or name has {answered.includes(' ') ? 'all of these words' : `“${answered}”`}.
        </EmptyState>
      ) : (
        <List
          label="Search results"
          items={results}
          rowHeightPx={ROW_PX}
          keyOf={(result) => result.key}
          textOf={(result) => (result.kind === 'person' ? result.conversation.peer : result.message.text)}
          renderRow={(result) =>
            result.kind === 'person' ? (
              <PersonRow conversation={result.conversation} query={answered} />
            ) : (
              <FoundMessage message={result.message} query={answered} />
            )
          }
          current={current}
          onCurrentChange={(key) => {
            setCurrent(key);
            const result = results.find((each) => each.key === key);
            if (result !== undefined) open(result);
          }}
          onNearEnd={() => void messageSearch.loadMore()}
        />
      )}
      <p className="visually-hidden" role="status">
        {isLoading ? '' : `${results.length} found`}
      </p>
    </>
  );
}

function PersonRow({
  conversation,
  query,
}: {
  readonly conversation: ConversationView;
  readonly query: string;
}) {
  const shown = useShownNumber();
  const shownText = useShownText();
  const { name, peer } = conversation;
  return (
    <div className={css('row')}>
      <span className={css('line', 'who')} dir="auto">
        <Hits parts={highlight(name || shown(peer), query)} />
      </span>
      <span className={css('line', 'text')} dir="auto">
        {name === '' ? shownText(conversation.lastText) : shown(peer)}
      </span>
    </div>
  );
}

function FoundMessage({ message, query }: { readonly message: MessageView; readonly query: string }) {
  const shown = useShownNumber();
  const shownText = useShownText();
  const nowMs = useNow(false);
  const isOurs = message.direction === 'mt';
  const peer = isOurs ? message.destinationAddress : message.sourceAddress;
  return (
    <div className={css('row')}>
      <span className={css('line')}>
        {isOurs ? <MessageStateWords state={message.state} isIconOnly /> : null}
        <span className={css('from')}>
          {isOurs ? 'To ' : 'From '}
          <Hits parts={highlight(shown(peer), query)} />
        </span>
        <time className={css('when')}>{formatWhen(message.createdAtMs, nowMs)}</time>
      </span>
      <span className={css('line', 'text')} dir="auto">
        <Hits parts={excerpt(shownText(message.text), query)} />
      </span>
    </div>
  );
}
