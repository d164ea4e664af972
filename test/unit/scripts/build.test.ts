import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildState } from '../../../scripts/lib/build.mjs';
import { nodeProblem } from '../../../scripts/lib/node-version.mjs';

let root: string;
const at = (file: string, seconds: number) => utimesSync(path.join(root, file), seconds, seconds);

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'build-'));
  mkdirSync(path.join(root, 'src', 'ui'), { recursive: true });
  mkdirSync(path.join(root, 'dist'));
  writeFileSync(path.join(root, 'src', 'ui', 'a.ts'), '');
  for (const file of ['src/ui/a.ts', 'src/ui', 'src']) at(file, 1000);
});
afterEach(() => rmSync(root, { recursive: true }));

function build(seconds: number): void {
  writeFileSync(path.join(root, 'dist', 'index.html'), '');
  at('dist/index.html', seconds);
}

describe('buildState', () => {
  it('sees that there is no build', () => {
    expect(buildState(root)).toBe('missing');
  });

  it('trusts a build that is newer than every source', () => {
    build(1001);
    expect(buildState(root)).toBe('fresh');
  });

  it('sees a changed file, and one that was removed', () => {
    build(1001);
    at('src/ui/a.ts', 1002);
    expect(buildState(root)).toBe('stale');
    rmSync(path.join(root, 'src', 'ui', 'a.ts'));
    at('src/ui', 1003);
    expect(buildState(root)).toBe('stale');
  });
});

describe('nodeProblem', () => {
  it.each(['20.19.0', '20.20.1', '22.0.0', '100.1.0'])('accepts %s', (version) => {
    expect(nodeProblem(version)).toBeNull();
  });

  it.each(['20.18.9', '18.20.0', '8.0.0'])('refuses %s and says what to do', (version) => {
    expect(nodeProblem(version)).toContain('nodejs.org');
  });
});
