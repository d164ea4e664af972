/** The training log as a short table and a small picture. */
import path from 'node:path';
import { markdownTable } from './markdown-table.mjs';
import { REPOSITORY } from './repository.mjs';

/** Of the training that made the weights in public/. */
export const PUBLISHED_LOG = path.join(REPOSITORY, 'training', 'published-log.txt');

/**
 * @typedef {object} LogEntry one line of a training's log: the loss of the last steps, what was measured, or both
 * @property {number} step
 * @property {number} minutes
 * @property {number} tokens
 * @property {string} stage
 * @property {number} [loss]
 * @property {number} [greedy]
 * @property {number} [rescue]
 * @property {number} [rescue_n]
 * @property {number} [keep]
 * @property {number} [keep_n]
 */

const WIDTH = 640;
const HEIGHT = 260;
const MARGIN = { left: 48, right: 48, top: 16, bottom: 36 };
/** More rows than these would be a listing, not a table. */
const MOST_ROWS = 16;

/** @param {string} text */
export function readLog(text) {
  const entries = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /** @type {LogEntry} */ (JSON.parse(line)));
  return entries.filter(({ tokens }) => Number.isFinite(tokens));
}

/**
 * @param {readonly LogEntry[]} entries
 * @param {string} picture address of the picture, from the document
 */
export function curveSection(entries, picture) {
  const lines = chosenRows(entries).map((entry) => [
    entry.stage,
    String(entry.step),
    (entry.tokens / 1e6).toFixed(1),
    entry.minutes.toFixed(0),
    entry.loss?.toFixed(3) ?? '',
    share(entry.greedy),
    share(entry.rescue, entry.rescue_n),
    share(entry.keep, entry.keep_n),
  ]);
  return [
    '### The training curve',
    `![Loss over tokens, with greedy, rescue and keep where they were measured](${picture})`,
    markdownTable({
      header: ['stage', 'step', 'million tokens', 'minutes', 'loss', 'greedy', 'rescue', 'keep'],
      lines,
      alignment: ['left', ...Array(7).fill('right')],
    }),
    'From `training/published-log.txt`. Its shares are quick ones, taken in torch on its own held-out problems with ' +
      'candidates made by the recipe, to steer the training; what counts is measured in the browser, above.',
  ].join('\n\n');
}

/** @param {readonly LogEntry[]} entries */
function chosenRows(entries) {
  const measured = entries.filter((entry, i) => entry.greedy !== undefined || i === 0 || i === entries.length - 1);
  const every = Math.ceil(measured.length / MOST_ROWS);
  return measured.filter((_, i) => i % every === 0 || i === measured.length - 1);
}

/**
 * @param {number | undefined} value
 * @param {number} [n]
 */
function share(value, n) {
  if (value === undefined) return '';
  return `${(100 * value).toFixed(0)} %${n === undefined ? '' : ` (n = ${n})`}`;
}

/**
 * Loss as a line on a logarithmic scale (left), measured shares as marks (right), over million tokens.
 * @param {readonly LogEntry[]} entries at least one with a loss
 * @returns {string} SVG
 */
export function curvePicture(entries) {
  const end = Math.max(...entries.map(({ tokens }) => tokens), 1);
  const withLoss = entries.flatMap(({ tokens, loss }) => (loss === undefined ? [] : [{ tokens, loss }]));
  const losses = withLoss.map(({ loss }) => loss);
  const [low, high] = [Math.min(...losses), Math.max(...losses)].map(Math.log);
  const x = (/** @type {number} */ tokens) => MARGIN.left + (tokens / end) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (/** @type {number} */ part) => HEIGHT - MARGIN.bottom - part * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const ofLoss = (/** @type {number} */ loss) => y((Math.log(loss) - (low ?? 0)) / ((high ?? 0) - (low ?? 0) || 1));
  const at = (/** @type {number} */ px, /** @type {number} */ py) => `${px.toFixed(1)},${py.toFixed(1)}`;
  const path = withLoss.map(({ tokens, loss }) => at(x(tokens), ofLoss(loss))).join(' ');
  const series = /** @type {const} */ (['greedy', 'rescue', 'keep']).map((name, i) => {
    const points = entries.flatMap((entry) => {
      const value = entry[name];
      return value === undefined ? [] : [[x(entry.tokens), y(value)]];
    });
    const line = points.map(([px = 0, py = 0]) => at(px, py)).join(' ');
    const marks = points.map(([px = 0, py = 0]) => `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="3"/>`);
    const legend = `<text x="${MARGIN.left + 60 + 76 * i}" y="12">${name} (%)</text>`;
    return `<g class="s${i}"><polyline points="${line}"/>${marks.join('')}${legend}</g>`;
  });
  const labels = [
    `<text x="${MARGIN.left - 6}" y="${y(1) + 4}" text-anchor="end">${Math.max(...losses).toFixed(2)}</text>`,
    `<text x="${MARGIN.left - 6}" y="${y(0) + 4}" text-anchor="end">${Math.min(...losses).toFixed(2)}</text>`,
    `<text x="${WIDTH - MARGIN.right + 6}" y="${y(1) + 4}">100 %</text>`,
    `<text x="${WIDTH - MARGIN.right + 6}" y="${y(0) + 4}">0 %</text>`,
    `<text x="${WIDTH / 2}" y="${HEIGHT - 8}" text-anchor="middle">0 to ${(end / 1e6).toFixed(1)} million tokens</text>`,
    `<text class="loss" x="${MARGIN.left}" y="12">loss</text>`,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">
<title>Training curve</title>
<style>
text{font:11px sans-serif;fill:#555}polyline{fill:none;stroke-width:1.5}.axis{stroke:#999;fill:none}
.loss{stroke:#777;fill:none}text.loss{stroke:none;fill:#777}
.s0{stroke:#0b6bcb;fill:#0b6bcb}.s1{stroke:#b35900;fill:#b35900}.s2{stroke:#2e7d32;fill:#2e7d32}
.s0 text,.s1 text,.s2 text{stroke:none;fill:inherit}
@media (prefers-color-scheme:dark){text{fill:#bbb}.loss{stroke:#aaa}text.loss{fill:#aaa}
.s0{stroke:#6db3f2;fill:#6db3f2}.s1{stroke:#f0a860;fill:#f0a860}.s2{stroke:#81c784;fill:#81c784}}
</style>
<path class="axis" d="M${at(MARGIN.left, y(1))}L${at(MARGIN.left, y(0))}L${at(WIDTH - MARGIN.right, y(0))}L${at(WIDTH - MARGIN.right, y(1))}"/>
<polyline class="loss" points="${path}"/>
${series.join('\n')}
${labels.join('\n')}
</svg>
`;
}
