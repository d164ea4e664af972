/** The report of the weights that ship, as `npm run measure` wrote it. */
import * as v from 'valibot';
import data from './measured.json';
import { type Report, ReportSchema } from './report-schema';

export function measuredReport(): Report {
  return v.parse(ReportSchema, data);
}
