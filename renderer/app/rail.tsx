import { classes } from '../ui/classes';
import { Tooltip } from '../ui/tooltip';
import { pages } from './pages';
import styles from './rail.module.css';
import { useConversations, useNavigation, useStores } from './stores';

const css = classes(styles);

/** The pages, as icons with their names on hover. Settings stand at the foot. */
export function Rail() {
  const { navigation } = useStores();
  const current = useNavigation((state) => state.page);
  const unread = useConversations((state) =>
    state.conversations.reduce((sum, conversation) => sum + conversation.unreadCount, 0),
  );
  return (
    <nav className={css('rail')} aria-label="Pages" data-pane>
      {pages.map(({ id, name, icon: Icon, shortcut }) => {
        const hasUnread = id === 'messages' && unread > 0;
        return (
          <Tooltip key={id} text={name} shortcut={shortcut} side="right">
            <button
              type="button"
              className={css('item', id === current && 'current', id === 'settings' && 'last')}
              aria-label={hasUnread ? `${name}, ${unread} unread` : name}
              aria-current={id === current ? 'page' : undefined}
              onClick={() => navigation.goTo(id)}
            >
              <Icon size={18} strokeWidth={1.75} aria-hidden />
              {hasUnread ? <span className={css('unread')} aria-hidden /> : null}
            </button>
          </Tooltip>
        );
      })}
    </nav>
  );
}
