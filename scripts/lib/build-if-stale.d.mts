export function commandFile(packageName: string, commandName?: string): string;
export function buildIfStale(options?: { readonly isForced?: boolean }): Promise<boolean>;
