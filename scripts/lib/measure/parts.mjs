/** What a whole report takes: every part one `npm run eval`, into a folder of its own that can be gone on with. */
import path from 'node:path';
import { DEFAULT_AGENT, DEFAULT_TEAM, writeConfigString } from '../experiments.mjs';
import { changed, settingsOf, strength } from './agent-text.mjs';

/** In the order in which they are measured: the settings first, then what the report is about, then what stands beside. */
export const GROUPS = [
  'development',
  'held-out',
  'controls',
  'equal-cost',
  'curves',
  'line-starts',
  'free',
  'bundled',
  'narrow',
  'unseen',
  'old-weights',
  'mbpp',
  'humaneval',
  'teams',
  'bench',
];

/**
 * So many problems carry the search, a point of a curve, a probe, a comparison of weights, a strategy on MBPP, a team
 * there. Problems are in no order, so the first ones stand for all.
 */
const SEARCHED_ON = 40;
const CURVE = 100;
const PROBED = 100;
const COMPARED = 100;
const MBPP = 200;
const TEAM_ON_MBPP = 60;

const GAMMAS = [0.5, 1, 2, 3];
const CANDIDATES = [1, 2, 3, 5];
/** Most samples that a whole run may take (src/guidance/strategy.ts). */
const MOST_SAMPLES = 'best-of-256';

/** Seconds of one run on an idle core, for the first estimate; what was measured takes their place. */
const USUAL_SECONDS = { greedy: 0.3, sampled: 0.7, guided: 1.6, team: 4, equal: 0.9, probe: 1.5 };

/**
 * @typedef {object} Part
 * @property {string} id its folder
 * @property {string} group
 * @property {string[]} args of `npm run eval`, without --out
 * @property {number} problems how many of the set, at most
 * @property {number} arms runs of each problem
 * @property {number} usualSeconds of one problem with all its arms
 */

/**
 * @typedef {object} Settings
 * @property {string} agent
 * @property {readonly string[]} team
 * @property {string} sampling of best of N
 */

/** What the page does where nobody chose. */
export const PAGE_AGENT = agentText();

function agentText() {
  const { gamma, ...settings } = DEFAULT_AGENT;
  return writeConfigString({ settings, gammas: [gamma] });
}

/** @type {Settings} */
export const PAGE_SETTINGS = { agent: PAGE_AGENT, team: DEFAULT_TEAM, sampling: PAGE_AGENT };

/** The search: a small grid around the page's agent, every point a whole run on every problem of the split. */
export const SEARCHED = [
  ...[0.8, 1, 1.2].flatMap((temperature) => [1, 3].map((gamma) => changed(PAGE_AGENT, { temperature, gamma }))),
  changed(PAGE_AGENT, { gamma: 2 }),
  changed(PAGE_AGENT, { temperature: 0.6 }),
  changed(PAGE_AGENT, { temperature: 1.5 }),
  changed(PAGE_AGENT, { temperature: 1.5, gamma: 3 }),
  changed(PAGE_AGENT, { candidates: 2 }),
  changed(PAGE_AGENT, { candidates: 8 }),
  changed(PAGE_AGENT, { candidates: 6, temperature: 1.2 }),
  changed(PAGE_AGENT, { horizonLines: 3 }),
];
/** Around the best of these, which has the most candidates. */
export const SEARCHED_LARGER = [
  changed(PAGE_AGENT, { candidates: 8, temperature: 1.2 }),
  changed(PAGE_AGENT, { candidates: 8, horizonLines: 3 }),
  changed(PAGE_AGENT, { candidates: 12 }),
  changed(PAGE_AGENT, { candidates: 16 }),
  changed(PAGE_AGENT, { candidates: 16, temperature: 1.2 }),
];
/** Around the best of those, which has the most candidates that the page allows. */
export const SEARCHED_WARMER = [
  changed(PAGE_AGENT, { candidates: 16, temperature: 1.5 }),
  changed(PAGE_AGENT, { candidates: 16, temperature: 1.2, topP: 1 }),
];
export const SEARCHED_SAMPLING = [0.6, 0.8, 1, 1.2].map((temperature) => changed(PAGE_AGENT, { temperature }));

/**
 * @param {string} problems folder of the drawn ones
 * @param {number} count
 * @returns {Part[]}
 */
export function developmentParts(problems, count) {
  const file = path.join(problems, 'development.jsonl');
  const searched = Math.min(SEARCHED_ON, count);
  return [
    ...Object.entries({ agents: SEARCHED, 'agents-larger': SEARCHED_LARGER, 'agents-warmer': SEARCHED_WARMER }).map(
      ([id, agents]) =>
        part(`development-${id}`, 'development', file, searched, times(agents.length), [
          ...['--strategies', 'egcfg', '--agents', agents.join(',')],
        ]),
    ),
    ...SEARCHED_SAMPLING.map((agent) =>
      part(
        `development-sampling-${settingsOf(agent).temperature}`,
        'development',
        file,
        searched,
        ['sampled'],
        [...['--strategies', 'best-of-10', '--agents', agent]],
      ),
    ),
  ];
}

/**
 * @param {object} input
 * @param {Settings} input.settings
 * @param {string} input.problems folder of the drawn ones
 * @param {Readonly<Record<string, number>>} input.counts of each set
 * @param {string | null} input.data folder of MBPP and HumanEval
 * @param {string | null} input.oldModel
 * @param {(id: string) => string} input.folder of a part
 * @returns {Part[]}
 */
export function reportParts({ settings, problems, counts, data, oldModel, folder }) {
  const { agent, team, sampling } = settings;
  const drawn = (/** @type {string} */ name) => path.join(problems, `${name}.jsonl`);
  const size = (/** @type {string} */ name) => counts[name] ?? 0;
  const guided = ['--strategies', 'greedy,egcfg', '--agents', agent];
  const sampled = (/** @type {string} */ strategies) => ['--strategies', strategies, '--agents', sampling];
  const teamed = ['--strategies', 'agents', '--agents', team.join(',')];
  /**
   * @param {string} set
   * @param {string} file
   * @param {number} [teamProblems]
   * @param {number} [problems]
   */
  const main = (set, file, teamProblems = size(set), problems = size(set)) => [
    part(`${set}-guided`, set, file, problems, ['greedy', 'guided'], guided),
    set === 'held-out'
      ? part(`${set}-sampled`, set, file, problems, ['sampled', 'sampled'], sampled('best-of-10,self-debug-4'))
      : part(`${set}-sampled`, set, file, problems, ['sampled'], sampled('best-of-10')),
    ...(teamProblems > 0
      ? [part(`${set}-team`, set === 'held-out' ? set : 'teams', file, teamProblems, ['team'], teamed)]
      : []),
  ];
  const heldOut = drawn('held-out');
  /**
   * @param {string} name
   * @param {string} unit
   * @param {string} spentBy
   */
  const equal = (name, unit, spentBy) =>
    part(
      `equal-${name}`,
      'equal-cost',
      heldOut,
      size('held-out'),
      ['equal'],
      [...['--strategies', MOST_SAMPLES, '--agents', sampling, '--equal', `${unit}=${folder(spentBy)}`]],
    );
  const gammas = GAMMAS.filter((gamma) => gamma !== strength(agent));
  const counted = CANDIDATES.filter((candidates) => candidates !== settingsOf(agent).candidates);
  const { temperature, candidates, horizonLines } = settingsOf(agent);
  const points = Math.min(CURVE, size('held-out'));
  const old = (/** @type {string} */ set) =>
    part(
      `old-weights-${set}`,
      'old-weights',
      drawn(set),
      Math.min(COMPARED, size(set)),
      ['greedy', 'guided'],
      [...['--model', oldModel ?? '', '--strategies', 'greedy,egcfg', '--agents', agent]],
    );
  return [
    ...main('held-out', heldOut),
    part(
      'held-out-controls',
      'controls',
      heldOut,
      size('held-out'),
      ['guided', 'equal'],
      [...['--strategies', '', '--control', 'swapped-traces,passing-line', '--agents', agent]],
    ),
    equal('tokens', 'tokens', 'held-out-guided'),
    equal('runs', 'runs', 'held-out-guided'),
    equal('seconds', 'seconds', 'held-out-guided'),
    equal('team-tokens', 'tokens', 'held-out-team'),
    part('curve-gamma', 'curves', heldOut, points, times(gammas.length), [
      ...['--strategies', 'egcfg', '--agents', gammas.map((gamma) => changed(agent, { gamma })).join(',')],
    ]),
    part('curve-candidates', 'curves', heldOut, points, times(counted.length), [
      ...['--strategies', 'egcfg', '--agents', counted.map((s) => changed(agent, { candidates: s })).join(',')],
    ]),
    part(
      'line-starts',
      'line-starts',
      heldOut,
      Math.min(PROBED, size('held-out')),
      ['probe'],
      [
        ...['--probe', '--starts', '3', '--gammas', '1,2'],
        ...['--set', `temperature=${temperature}`, '--set', `candidates=${candidates}`],
        ...['--set', `horizonLines=${horizonLines}`],
      ],
    ),
    ...main('free', 'free'),
    ...main('bundled', 'bundled'),
    ...main('narrow', drawn('narrow'), 0),
    ...main('unseen', drawn('unseen'), 0),
    ...(oldModel === null ? [] : [old('held-out'), old('narrow')]),
    ...(data === null
      ? []
      : [
          ...main(
            'mbpp',
            path.join(data, 'mbpp.test.jsonl.gz'),
            Math.min(TEAM_ON_MBPP, size('mbpp')),
            Math.min(MBPP, size('mbpp')),
          ),
          ...main('humaneval', path.join(data, 'HumanEval.jsonl.gz'), 0),
        ]),
  ];
}

/**
 * @param {number} arms
 * @returns {'guided'[]}
 */
function times(arms) {
  return Array(arms).fill('guided');
}

/**
 * @param {string} id
 * @param {string} group
 * @param {string} file
 * @param {number} problems
 * @param {readonly (keyof typeof USUAL_SECONDS)[]} kinds of the runs of one problem
 * @param {string[]} args
 * @returns {Part}
 */
function part(id, group, file, problems, kinds, args) {
  const usualSeconds = kinds.reduce((sum, kind) => sum + USUAL_SECONDS[kind], 0);
  return { id, group, args: ['--problems', file, ...args], problems, arms: kinds.length, usualSeconds };
}
