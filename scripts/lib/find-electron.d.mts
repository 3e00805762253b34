export interface FoundElectron {
  /** Null when there is none; then `problem` says why in a sentence. */
  readonly path: string | null;
  readonly problem: string;
}

export function installedElectron(
  environment?: Readonly<Record<string, string | undefined>>,
  platform?: string,
): string | null;
export function findElectron(options?: {
  readonly mayDownload?: boolean;
  readonly noProgressMs?: number;
}): Promise<FoundElectron>;
/** Resolves to null, or to what went wrong. `folder` is that of the electron package. */
export function runInstaller(folder: string, noProgressMs: number): Promise<string | null>;
