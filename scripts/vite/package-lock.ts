/** The part of Pyodide's lock file that the page needs: the packages it may fetch, and what they depend on. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { PACKAGE_NAMES } from '../../src/problems/package-names.ts';

const EntrySchema = v.object({
  name: v.string(),
  version: v.string(),
  file_name: v.pipe(v.string(), v.regex(/^[\w.+-]+\.whl$/)),
  install_dir: v.string(),
  package_type: v.string(),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  imports: v.array(v.string()),
  depends: v.array(v.string()),
});
const LockSchema = v.object({ packages: v.record(v.string(), v.unknown()) });

export async function packageLock(root: string): Promise<v.InferOutput<typeof EntrySchema>[]> {
  const text = await readFile(path.join(root, 'node_modules/pyodide/pyodide-lock.json'), 'utf8');
  const { packages } = v.parse(LockSchema, JSON.parse(text));
  const names: string[] = [...PACKAGE_NAMES];
  const entries = [];
  // `names` grows while it is walked.
  for (const name of names) {
    const entry = v.parse(EntrySchema, packages[name]);
    entries.push(entry);
    names.push(...entry.depends.filter((dependency) => !names.includes(dependency)));
  }
  return entries;
}
