import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

export interface PageFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly contentType: string;
}

/** Thrown when the folder that was given holds no built page. */
export class PageMissingError extends Error {
  override readonly name = 'PageMissingError';
}

/**
 * The files of the built page. They are listed once, and a path is only ever looked up in that list: there is no
 * path to escape with.
 */
export class PageFiles {
  readonly #files: ReadonlyMap<string, string>;

  /** Throws `PageMissingError` when there is no page in `folder`. */
  constructor(folder: string) {
    this.#files = new Map(listFiles(folder, '/'));
    if (!this.#files.has('/index.html')) {
      throw new PageMissingError(`There is no built page in ${folder}; run "npm run build" first.`);
    }
  }

  /** `path` as it stands in the URL, without the query; null when there is no such file. */
  async read(path: string): Promise<PageFile | null> {
    const file = this.#files.get(path === '/' ? '/index.html' : path);
    if (file === undefined) return null;
    const contentType = contentTypes[extname(file)] ?? 'application/octet-stream';
    return { body: await readFile(file), contentType };
  }
}

function listFiles(folder: string, prefix: string): [string, string][] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return listFiles(path, `${prefix}${entry.name}/`);
      return entry.isFile() ? [[prefix + entry.name, path]] : [];
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
