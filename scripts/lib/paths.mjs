import { resolve } from 'node:path';

/** The folder of the project; everything else is named from here. */
export const root = resolve(import.meta.dirname, '../..');
export const at = (...parts) => resolve(root, ...parts);
