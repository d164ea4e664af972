/** The files that the repository holds or is about to hold, and what is in them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from '../../../scripts/lib/repository.mjs';

/** Folders that git ignores here, for a copy without git. */
const IGNORED = new Set(['.git', 'node_modules', 'dist', 'out', 'test-results', '__pycache__', '.venv']);

/** Relative paths: tracked, and new ones that git would not ignore. */
export function repositoryFiles(): string[] {
  const git = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  });
  const listed = git.status === 0 ? git.stdout.split('\0').filter((file) => file !== '') : walk('');
  return listed.filter((file) => existsSync(path.join(REPOSITORY, file)));
}

function walk(folder: string): string[] {
  return readdirSync(path.join(REPOSITORY, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return IGNORED.has(entry.name) ? [] : walk(file);
    return entry.isFile() && !entry.name.endsWith('.tsbuildinfo') ? [file] : [];
  });
}

export function readBytes(file: string): Buffer {
  return readFileSync(path.join(REPOSITORY, file));
}

/** Null for what is no text. */
export function readText(file: string): string | null {
  const bytes = readBytes(file);
  return bytes.includes(0) ? null : bytes.toString('utf8');
}
