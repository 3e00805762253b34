/** Why captures cannot be written, for the screen: what happened, then what to do. */
export function failureSentence(error: unknown): string {
  const rest = 'The log goes on in memory; it is tried again every few seconds.';
  switch (error instanceof Error && 'code' in error ? error.code : null) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full, so PDUs are not captured. Free some room, or lower the limit for captures. ${rest}`;
    case 'EROFS':
      return `The disk is read-only, so PDUs are not captured. ${rest}`;
    case 'EACCES':
    case 'EPERM':
      return `The folder of captures may not be written to, so PDUs are not captured. Check its permissions. ${rest}`;
    default: {
      const reason = error instanceof Error ? error.message : String(error);
      return `PDUs are not captured: the file cannot be written (${reason}). ${rest}`;
    }
  }
}
