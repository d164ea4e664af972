/**
 * npm run audit: Lighthouse's audits of the built page, served as npm start serves it. Every category must reach the
 * least score with the desktop preset and reduced motion; the desktop preset while the recorded run plays, and the mobile
 * one, which slows processor and network, are measured and told. Wants a machine that does nothing else.
 *
 * Lighthouse brings two hundred packages, so it is no dependency: npx fetches the version that is named here.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from './lib/build.mjs';
import { findChromium } from './lib/find-chromium.mjs';
import { CATEGORIES, lighthouseArguments, medianScores, PRESETS, weakAudits } from './lib/lighthouse.mjs';
import { requireNode } from './lib/node-version.mjs';
import { DIST } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';
import { startStaticServer } from './lib/static-server.mjs';
import { isRoot, thisMachine } from './lib/this-machine.mjs';

/** @typedef {import('./lib/lighthouse.mjs').Report} Report */

const LEAST = 95;
const JUDGED = 'still';
/** A busy machine lets Lighthouse's own deadlines pass. */
const TRIES = 3;

requireNode();
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    presets: { type: 'string', default: PRESETS.join() },
    least: { type: 'string', default: String(LEAST) },
  },
});
const chromium = await findChromium(thisMachine(console.log));
await buildIfNeeded(console.log);
const server = await startStaticServer({ root: DIST, compress: true });
const folder = mkdtempSync(path.join(tmpdir(), 'audit-'));
let failed = false;
try {
  for (const preset of PRESETS.filter((one) => values.presets.split(',').includes(one))) {
    /** @type {Report[]} */
    const reports = [];
    for (let i = 0; i < Number(values.runs); i++) reports.push(await audit(preset, `${preset}-${i}.json`));
    const scores = medianScores(reports);
    console.log(
      `\n${preset}: ${CATEGORIES.map((name) => `${name} ${scores[name]}`).join(', ')} (median of ${reports.length})`,
    );
    for (const line of weakAudits(reports)) console.log(`  ${line}`);
    failed ||= preset === JUDGED && CATEGORIES.some((name) => scores[name] < Number(values.least));
  }
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
if (failed) console.error(`\nA score with the desktop preset and reduced motion is below ${values.least}.`);
process.exitCode = failed ? 1 : 0;

/**
 * @param {import('./lib/lighthouse.mjs').Preset} preset
 * @param {string} name of the report's file
 * @returns {Promise<Report>}
 */
async function audit(preset, name) {
  const out = path.join(folder, name);
  const args = lighthouseArguments({ url: server.url, preset, out, isRoot: isRoot() });
  for (let tries = TRIES; tries > 0; tries--) {
    const env = { ...process.env, CHROME_PATH: chromium };
    const status = await runCommand('npx', args, { env, timeoutMs: 300_000 });
    if (status === 0) return JSON.parse(readFileSync(out, 'utf8'));
  }
  throw new Error('Lighthouse did not finish; its words stand above. The first time npx has to reach a registry.');
}
