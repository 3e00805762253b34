import { useMediaQuery } from '../ui/use-media-query';

/** Room for a list or its detail, not for both (a small window at 200 % zoom). */
const NARROW = '(max-width: 699px)';
/** Room for the handset beside a conversation. */
const HANDSET_ROOM = '(min-width: 900px)';
/** Room for the handset beside a conversation that has the options or the PDU of a message beside it. */
const PANELS_AND_HANDSET_ROOM = '(min-width: 1500px)';
/** Room for the dock below a page. */
const DOCK_ROOM = '(min-height: 480px)';

export const useIsNarrow = (): boolean => useMediaQuery(NARROW);
export const useHasHandsetRoom = (): boolean => useMediaQuery(HANDSET_ROOM);
export const useHasPanelsAndHandsetRoom = (): boolean => useMediaQuery(PANELS_AND_HANDSET_ROOM);
export const useHasDockRoom = (): boolean => useMediaQuery(DOCK_ROOM);

export const hasHandsetRoom = (): boolean => window.matchMedia(HANDSET_ROOM).matches;
export const hasDockRoom = (): boolean => window.matchMedia(DOCK_ROOM).matches;
