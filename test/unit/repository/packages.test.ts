import { existsSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { OLDEST_NODE } from '../../../scripts/lib/node-version.mjs';
import { REPOSITORY } from '../../../scripts/lib/repository.mjs';
import { readText } from './files';

const Versions = v.record(v.string(), v.string());
const Manifest = v.object({
  engines: v.object({ node: v.string() }),
  scripts: Versions,
  dependencies: Versions,
  devDependencies: Versions,
  overrides: Versions,
});
const Lock = v.object({
  packages: v.record(
    v.string(),
    v.object({ link: v.optional(v.boolean()), resolved: v.optional(v.string()), os: v.optional(v.array(v.string())) }),
  ),
});

const manifest = v.parse(Manifest, JSON.parse(readText('package.json') ?? ''));
const locked = Object.entries(v.parse(Lock, JSON.parse(readText('package-lock.json') ?? '')).packages);
const installed = (name: string) => locked.filter(([place]) => place.endsWith(`node_modules/${name}`));

describe('packages', () => {
  it('are pinned to exact versions', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !version.startsWith('file:scripts/stubs/') && !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('hold one onnxruntime-web: two would fetch two builds of it', () => {
    expect(installed('onnxruntime-web').map(([place]) => place)).toEqual(['node_modules/onnxruntime-web']);
  });

  it.each(['onnxruntime-node', 'sharp'])('put a stub in the place of %s, which is native', (name) => {
    expect(Object.keys(manifest.overrides)).toContain(name);
    const places = installed(name);
    expect(places).toHaveLength(1);
    for (const [, entry] of places) expect(entry).toMatchObject({ link: true, resolved: `scripts/stubs/${name}` });
  });

  it('bring no image library by another way', () => {
    expect(locked.map(([place]) => place).filter((place) => place.includes('node_modules/@img/'))).toEqual([]);
  });

  it('come from the public registry, whatever the lock file was made with', () => {
    const elsewhere = locked
      .map(([, entry]) => entry.resolved ?? '')
      .filter((address) => /^\w+:/.test(address) && !address.startsWith('https://registry.npmjs.org/'));
    expect(elsewhere).toEqual([]);
  });

  it('name the oldest Node that the commands accept', () => {
    expect(manifest.engines.node).toBe(`>=${OLDEST_NODE}`);
  });
});

describe('commands', () => {
  it('of package.json start scripts that are there', () => {
    const scripts = Object.values(manifest.scripts).flatMap((command) => command.match(/\S+\.mjs/g) ?? []);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !existsSync(path.join(REPOSITORY, script)))).toEqual([]);
  });

  it.each(['README.md', 'docs/architecture.md', 'docs/decisions.md'])('that %s names are there', (file) => {
    const text = readText(file) ?? '';
    const named = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
    const scripts = text.match(/\bscripts\/[\w/-]+\.mjs\b/g) ?? [];
    expect(scripts.filter((script) => !existsSync(path.join(REPOSITORY, script)))).toEqual([]);
  });

  it('to begin with stand in the README', () => {
    const text = readText('README.md') ?? '';
    expect(text).toContain('npm ci && npm start');
    expect(text).toContain('npm ci && npm test');
  });
});
