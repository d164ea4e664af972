/** How Lighthouse is called, and what is read from its reports. */

/** The last major version that Node 20 runs. */
const VERSION = '12.8.2';

export const CATEGORIES = /** @type {const} */ (['performance', 'accessibility', 'best-practices', 'seo']);

/**
 * What is measured. `still` is the desktop preset for a visitor who asked for less motion: the recorded run then stands
 * at its end instead of playing, and Speed Index, which takes every frame that still changes for a page that is not there
 * yet, measures the loading alone.
 */
export const PRESETS = /** @type {const} */ (['still', 'desktop', 'mobile']);

/** @typedef {typeof PRESETS[number]} Preset */
/** @typedef {typeof CATEGORIES[number]} Category */
/** @typedef {{ id: string, weight: number }} AuditRef */
/** @typedef {{ title: string, score: number | null, displayValue?: string }} Audit */
/**
 * @typedef {object} Report
 * @property {Record<string, { score: number | null, auditRefs: AuditRef[] }>} categories scores from 0 to 1
 * @property {Record<string, Audit>} audits
 */

/**
 * @param {object} options
 * @param {string} options.url
 * @param {Preset} options.preset `mobile` is Lighthouse's own default
 * @param {string} options.out file of the report
 * @param {boolean} options.isRoot as which Chromium needs to be told to go without its sandbox
 * @returns {string[]} of npx
 */
export function lighthouseArguments({ url, preset, out, isRoot }) {
  const flags = ['--headless=new', ...(isRoot ? ['--no-sandbox'] : [])];
  if (preset === 'still') flags.push('--force-prefers-reduced-motion');
  return [
    '--yes',
    `lighthouse@${VERSION}`,
    url,
    ...(preset === 'mobile' ? [] : ['--preset=desktop']),
    `--only-categories=${CATEGORIES.join(',')}`,
    '--output=json',
    `--output-path=${out}`,
    `--chrome-flags=${flags.join(' ')}`,
    '--quiet',
  ];
}

/**
 * @param {readonly Report[]} reports
 * @returns {Record<Category, number>} in hundredths, as Lighthouse shows them; 0 for what it could not score
 */
export function medianScores(reports) {
  const of = (/** @type {Category} */ name) =>
    median(reports.map((report) => Math.round((report.categories[name]?.score ?? 0) * 100)));
  return {
    performance: of('performance'),
    accessibility: of('accessibility'),
    'best-practices': of('best-practices'),
    seo: of('seo'),
  };
}

/**
 * What costs points, by the median of the reports.
 * @param {readonly Report[]} reports
 * @returns {string[]} one line each
 */
export function weakAudits(reports) {
  const [first] = reports;
  if (first === undefined) return [];
  const lines = new Set(
    Object.values(first.categories).flatMap(({ auditRefs }) =>
      auditRefs.flatMap(({ id, weight }) => {
        const scores = reports.flatMap(({ audits }) => audits[id]?.score ?? []);
        if (weight === 0 || scores.length === 0 || median(scores) >= 0.9) return [];
        const audit = first.audits[id];
        return [`${audit?.title ?? id}: ${audit?.displayValue ?? ''} (score ${median(scores)})`];
      }),
    ),
  );
  return [...lines];
}

/** @param {readonly number[]} numbers at least one */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
