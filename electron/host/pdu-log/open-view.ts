import type { LogSource } from './log-source';
import type { LogView } from './log-view';

/** A view that a client has open, and what it looks at. */
export interface OpenView {
  readonly view: LogView;
  readonly source: LogSource;
}
