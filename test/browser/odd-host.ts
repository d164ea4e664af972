/** A host that knows hardly any content type, as plain file servers and old configurations do. */
import path from 'node:path';
import { mimeType } from '../../scripts/lib/mime.mjs';

/** What browsers insist on; everything else is told as something that it is not. */
const KNOWN = new Set(['.html', '.js', '.css', '.svg']);
const WRONG: Readonly<Record<string, string>> = {
  '.wasm': 'text/plain; charset=utf-8',
  '.json': 'application/octet-stream',
  '.mjs': 'text/plain; charset=utf-8',
};

export function oddType(file: string): string {
  const extension = path.extname(file).toLowerCase();
  return KNOWN.has(extension) ? mimeType(file) : (WRONG[extension] ?? 'text/plain; charset=utf-8');
}
