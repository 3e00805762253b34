import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CaptureSettings, CaptureState, OpenedCapture } from '#shared/model/log-source';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';
import { uploadFile } from '../../host/file-transfer';

export interface CaptureStoreState {
  /** Captures that are open beside the live log. */
  readonly opened: readonly OpenedCapture[];
  /** Where the live log is captured; null until it is known. */
  readonly disk: CaptureState | null;
  /** A file on its way to the host. */
  readonly upload: { readonly name: string; readonly done: number; readonly total: number } | null;
  readonly problem: string | null;
}

export interface CaptureStore extends StoreApi<CaptureStoreState> {
  /** Resolves to the capture's id, or null when it could not be opened; the reason is `problem`. */
  openFile(file: File): Promise<number | null>;
  /** Gives up the file that is on its way. */
  cancelUpload(): void;
  openStored(name: string): Promise<number | null>;
  dismissProblem(): void;
  cancel(captureId: number): Promise<void>;
  close(captureId: number): Promise<void>;
  changeSettings(change: Partial<CaptureSettings>): Promise<void>;
  /** Asks for `disk` anew: its sizes grow, and sessions join, without an event. */
  refresh(): Promise<void>;
  stop(): void;
}

/** Captures: those on disk, and those that were opened to be read. */
export function createCaptureStore(client: HostClient): CaptureStore {
  const store = createStore<CaptureStoreState>(() => ({
    opened: [],
    disk: null,
    upload: null,
    problem: null,
  }));
  const put = (capture: OpenedCapture): void =>
    store.setState(({ opened }) => ({
      opened: opened.some(({ captureId }) => captureId === capture.captureId)
        ? opened.map((each) => (each.captureId === capture.captureId ? capture : each))
        : [...opened, capture],
    }));
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      const result = await work();
      store.setState({ problem: null });
      return result;
    } catch (error) {
      store.setState({ problem: sentenceOf(error) });
      return null;
    }
  };

  let uploading: AbortController | null = null;
  const load = async (): Promise<void> => {
    await attempt(async () => {
      const [{ captures }, disk] = await Promise.all([
        client.call('pduLog.openedCaptures', {}),
        client.call('pduLog.captures', {}),
      ]);
      store.setState({ opened: captures, disk });
    });
  };
  const releases = [
    client.on('pduLog.captureProgressed', put),
    client.on('pduLog.captureChanged', (disk) => store.setState({ disk })),
    client.onStatus((status) => {
      if (status === 'connected') void load();
    }),
  ];
  if (client.status === 'connected') void load();

  const open = async (
    from: { kind: 'file'; fileId: string } | { kind: 'stored'; name: string },
  ): Promise<number> => {
    const capture = await client.call('pduLog.openCapture', { from });
    if (!store.getState().opened.some(({ captureId }) => captureId === capture.captureId)) put(capture);
    return capture.captureId;
  };

  const close = async (captureId: number): Promise<void> => {
    await attempt(() => client.call('pduLog.closeCapture', { captureId }));
    store.setState(({ opened }) => ({ opened: opened.filter((each) => each.captureId !== captureId) }));
  };

  return {
    ...store,
    openFile: async (file) => {
      uploading?.abort();
      const { signal } = (uploading = new AbortController());
      store.setState({ upload: { name: file.name, done: 0, total: file.size } });
      const id = await attempt(async () => {
        const showProgress = (done: number, total: number): void =>
          store.setState({ upload: { name: file.name, done, total } });
        const fileId = await uploadFile(client, file, showProgress, signal);
        const captureId = await open({ kind: 'file', fileId });
        if (!signal.aborted) return captureId;
        // It was given up after the last octet had gone.
        await close(captureId);
        return null;
      });
      if (signal.aborted) store.setState({ problem: null });
      else store.setState({ upload: null });
      return id;
    },
    cancelUpload: () => {
      uploading?.abort();
      store.setState({ upload: null });
    },
    dismissProblem: () => store.setState({ problem: null }),
    openStored: async (name) => attempt(() => open({ kind: 'stored', name })),
    cancel: async (captureId) => {
      await attempt(() => client.call('pduLog.cancelOpen', { captureId }));
    },
    close,
    changeSettings: async (change) => {
      await attempt(async () =>
        store.setState({ disk: await client.call('pduLog.changeCaptureSettings', change) }),
      );
    },
    refresh: async () => {
      // Without a host what was known stays, and the window says why.
      const disk = await client.call('pduLog.captures', {}).catch(() => null);
      if (disk !== null) store.setState({ disk });
    },
    stop: () => {
      for (const release of releases) release();
    },
  };
}
