import { createStore, type StoreApi } from 'zustand/vanilla';

export interface PresentationState {
  readonly isOn: boolean;
  /** Numbers as dots but for their first and last digits. */
  readonly areNumbersMasked: boolean;
  readonly isFullScreen: boolean;
}

export interface PresentationStore extends StoreApi<PresentationState> {
  start(): void;
  end(): void;
  toggleMask(): void;
  setFullScreen(isFullScreen: boolean): void;
}

/** The thread before an audience: in large type, over everything else. Not remembered: a start is never a surprise. */
export function createPresentationStore(): PresentationStore {
  const store = createStore<PresentationState>(() => ({
    isOn: false,
    areNumbersMasked: false,
    isFullScreen: false,
  }));
  return {
    ...store,
    start: () => store.setState({ isOn: true }),
    end: () => store.setState({ isOn: false, isFullScreen: false }),
    toggleMask: () => store.setState((state) => ({ areNumbersMasked: !state.areNumbersMasked })),
    setFullScreen: (isFullScreen) => store.setState({ isFullScreen }),
  };
}
