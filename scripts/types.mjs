/** npm run types */
import { checkTypes } from './lib/type-check.mjs';

process.exitCode = (await checkTypes()) ? 0 : 1;
