import { Check, ChevronDown, Monitor, Moon, Plus, Search, Sun } from 'lucide-react';
import type { TrunkGroupView } from '#shared/model/trunk-group';
import type { TrunkView } from '#shared/model/trunk-view';
import { connectionStateName } from '#shared/model/trunk-words';
import { modeNames } from '../features/trunk-groups/group-words';
import { bindSummary, meaningOf, stateWords } from '../features/trunks/trunk-state';
import { classes } from '../ui/classes';
import { IconButton } from '../ui/icon-button';
import { Kbd } from '../ui/kbd';
import { Menu } from '../ui/menu';
import { StateDot } from '../ui/state-dot';
import { showToast } from '../ui/toast';
import { useNow } from '../ui/use-now';
import { sentenceOf } from './replica';
import { barTrunk, groupState } from './bar-trunk';
import styles from './state-bar.module.css';
import { useAppState, useNavigation, useStores, useTrunkGroups, useTrunks } from './stores';
import { nextTheme, themeNames } from './theme';

const css = classes(styles);

const themeIcons = { system: Monitor, light: Sun, dark: Moon };

function TrunkSwitch() {
  const { navigation } = useStores();
  const trunks = useTrunks((state) => state.trunks);
  const isLoaded = useTrunks((state) => state.isLoaded);
  const chosenId = useNavigation((state) => state.trunk);
  const groups = useTrunkGroups((state) => state.groups);
  const groupId = useNavigation((state) => state.barGroup);
  const group = groups.find((each) => each.id === groupId) ?? null;
  const trunk = barTrunk(trunks, chosenId);
  // What the bar says is so now, or it does not say it.
  const isKnown = useAppState((state) => state.connection === 'connected');
  const nowMs = useNow(isKnown && trunk?.connection.kind === 'waiting');
  if (!isLoaded) return <span className={css('trunk')} />;
  return (
    <Menu
      items={[
        ...trunks.map((each) => ({
          id: each.id,
          icon: group === null && each.id === trunk?.id ? <Check size={14} /> : null,
          label: (
            <span className={css('choice')}>
              <span className={css('choiceName')}>{each.settings.name}</span>
              <span className={css('choiceState')}>
                <StateDot meaning={meaningOf(each.connection)}>
                  {connectionStateName(each.connection)}
                </StateDot>
              </span>
            </span>
          ),
          onSelect: () => navigation.chooseTrunk(each.id),
        })),
        ...groups.map((each, at) => {
          const { meaning, words } = groupState(each, trunks);
          return {
            id: each.id,
            icon: each.id === group?.id ? <Check size={14} /> : null,
            startsGroup: at === 0,
            label: (
              <span className={css('choice')}>
                <span className={css('choiceName')}>{each.settings.name}</span>
                <span className={css('choiceState')}>
                  <StateDot meaning={meaning}>{words}</StateDot>
                </span>
              </span>
            ),
            onSelect: () => navigation.chooseBarGroup(each.id),
          };
        }),
        {
          id: 'new',
          label: 'New trunk…',
          icon: <Plus size={14} />,
          startsGroup: trunks.length > 0,
          onSelect: () => navigation.startNewTrunk(),
        },
      ]}
      trigger={
        <button type="button" className={css('trunk')} data-testid="bar-trunk">
          {!isKnown ? (
            <>
              <StateDot meaning="neutral">
                <span className={css('name')}>{(group ?? trunk)?.settings.name ?? 'No trunk'}</span>
              </StateDot>
              <span className={css('state')}>State not known</span>
            </>
          ) : group !== null ? (
            <GroupInBar group={group} trunks={trunks} />
          ) : trunk === null ? (
            <span className={css('name')}>No trunk</span>
          ) : (
            <>
              <StateDot meaning={meaningOf(trunk.connection)}>
                <span className={css('name')}>{trunk.settings.name}</span>
              </StateDot>
              <span className={css('state')}>{stateWords(trunk.connection, nowMs)}</span>
              <span className={css('bind')}>{bindSummary(trunk)}</span>
            </>
          )}
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    />
  );
}

function GroupInBar({
  group,
  trunks,
}: {
  readonly group: TrunkGroupView;
  readonly trunks: readonly TrunkView[];
}) {
  const { meaning, words } = groupState(group, trunks);
  return (
    <>
      <StateDot meaning={meaning}>
        <span className={css('name')}>{group.settings.name}</span>
      </StateDot>
      <span className={css('state')}>{words}</span>
      <span className={css('bind')}>{modeNames[group.settings.mode]}</span>
    </>
  );
}

function Rate() {
  const rates = useTrunks((state) => state.rates);
  const sum = Object.values(rates).reduce((total, rate) => total + rate, 0);
  return (
    <span className={css('rate')} title="Messages a second, in and out, over all trunks">
      <b className={css('rateNumber')}>{sum.toFixed(sum > 0 && sum < 10 ? 1 : 0)}</b> msg/s
    </span>
  );
}

function ThemeSwitch() {
  const { app } = useStores();
  const theme = useAppState((state) => state.info?.settings.theme ?? 'system');
  const Icon = themeIcons[theme];
  const handleClick = (): void => {
    app
      .changeSettings({ theme: nextTheme(theme) })
      .catch((error: unknown) => showToast('The theme was not changed', sentenceOf(error)));
  };
  return <IconButton label={`Theme: ${themeNames[theme]}`} icon={<Icon size={16} />} onClick={handleClick} />;
}

/** Says a change of the chosen trunk's state once; what is on screen counts down and would be read every second. */
function StateAnnouncement() {
  const trunks = useTrunks((state) => state.trunks);
  const chosenId = useNavigation((state) => state.trunk);
  const groups = useTrunkGroups((state) => state.groups);
  const groupId = useNavigation((state) => state.barGroup);
  const group = groups.find((each) => each.id === groupId);
  const trunk = barTrunk(trunks, chosenId);
  return (
    <p className="visually-hidden" role="status">
      {group !== undefined
        ? `${group.settings.name}: ${groupState(group, trunks).words}`
        : trunk === null
          ? ''
          : `${trunk.settings.name}: ${connectionStateName(trunk.connection)}`}
    </p>
  );
}

/** The chosen trunk and its state, the way to everything else, and how busy it is. */
export function StateBar() {
  const { navigation } = useStores();
  return (
    <header className={css('bar')} data-pane aria-label="State">
      <TrunkSwitch />
      <StateAnnouncement />
      <button type="button" className={css('search')} onClick={() => navigation.setOverlay('palette')}>
        <Search size={14} aria-hidden />
        <span className={css('searchWords')}>Search or do…</span>
        <Kbd keys="mod+k" />
      </button>
      <div className={css('right')}>
        <Rate />
        <ThemeSwitch />
      </div>
    </header>
  );
}
