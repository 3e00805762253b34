export function canSandbox(
  electronPath: string,
  platform?: string,
  read?: (path: string) => string | null,
  isHelper?: (path: string) => boolean,
): boolean;
