/** src/report, for Node: the same figures, tables and words as on the page, from the same modules. */
import path from 'node:path';
import { runnerImport } from 'vite';
import { REPOSITORY } from './repository.mjs';

/** @typedef {import('../../src/report/report-schema').Report} Report */
/** @typedef {import('../../src/report/report-schema').Development} Development */
/** @typedef {import('../../src/report/report-schema').SetId} SetId */

/** @type {{ module: typeof import('../../src/report/headless') }} */
const { module } = await runnerImport(path.join(REPOSITORY, 'src', 'report', 'headless.ts'));

export const report = module;
