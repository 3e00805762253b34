export interface ShellSituation {
  readonly arguments: readonly string[];
  readonly platform: string;
  readonly isRoot: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Null when no Electron can be started; then `electronProblem` says why. */
  readonly electronPath: string | null;
  readonly electronProblem: string;
  /** Whether Chromium can build its sandbox for an ordinary user. */
  readonly canSandbox: boolean;
}

export type ShellDecision =
  | {
      readonly kind: 'electron';
      /** For Chromium; they stand before the folder of the application, the arguments after it. */
      readonly switches: readonly string[];
      readonly arguments: readonly string[];
      readonly notes: readonly string[];
    }
  | { readonly kind: 'headless'; readonly arguments: readonly string[]; readonly notes: readonly string[] };

export function hasDisplay(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
): boolean;
export function canOpenBrowser(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean;
export function needsElectron(
  situation: Pick<ShellSituation, 'arguments' | 'platform' | 'environment'>,
): boolean;
export function decideShell(situation: ShellSituation): ShellDecision;
