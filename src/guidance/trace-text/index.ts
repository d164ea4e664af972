/**
 * What executed candidates did, as text for prompts. A format of its own with a version, because models are trained
 * on such texts: what changes the bytes of one raises the version, and test/fixtures/trace-text-v1.json holds them.
 *
 * | text | shows |
 * |---|---|
 * | full | every step that was kept, with what it changed |
 * | minimal | the final state and the outcome |
 * | budgeted | several candidates in so many tokens, what tells them apart first |
 * | published | the published system's format |
 */
export const TRACE_TEXT_FORMAT = 1;

export { type Budgeted, type BudgetOptions, budgetedText, type LeftOut, type TracedCandidate } from './budgeted';
export { fullText } from './full';
export { invocationOf } from './invocation';
export { minimalText } from './minimal';
export { publishedText } from './published';
