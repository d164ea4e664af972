/**
 * A problem while somebody edits it: plain texts, which may be wrong. Tests are one assert per line, where an indented
 * line goes on with the assert above it; the cases of a program are written as case-text.ts says, and the checks of a
 * piece of code by their names. A draft is kept as it stands and becomes a Problem only when a run starts.
 */
import * as v from 'valibot';
import { assertNever } from '../guidance/assert-never';
import { PACKAGE_NAMES } from '../problems/package-names';
import type { ProblemTest } from '../problems/problem-test';
import { type Problem, parseProblem } from '../problems/schema';
import { readCases, readChecks, testsText } from './case-text';

export const ProblemDraftSchema = v.object({
  /** A function where it does not say. */
  kind: v.optional(v.picklist(['program', 'snippet'])),
  id: v.string(),
  title: v.string(),
  level: v.number(),
  statement: v.string(),
  entryPoint: v.string(),
  visibleTests: v.string(),
  hiddenTests: v.string(),
  setup: v.string(),
  packages: v.optional(v.array(v.picklist(PACKAGE_NAMES))),
});
export type ProblemDraft = v.InferOutput<typeof ProblemDraftSchema>;

export const DRAFT_FIELDS = ['title', 'statement', 'entryPoint', 'visibleTests', 'hiddenTests', 'setup'] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

export type CheckedDraft =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'invalid'; readonly messages: ReadonlyMap<DraftField, string> };

export function draftOf(problem: Problem): ProblemDraft {
  return {
    ...(problem.kind === undefined || problem.kind === 'function' ? {} : { kind: problem.kind }),
    id: problem.id,
    title: problem.title,
    level: problem.level,
    statement: problem.statement,
    entryPoint: problem.entryPoint ?? '',
    visibleTests: testsText(problem.visibleTests),
    hiddenTests: testsText(problem.hiddenTests),
    setup: problem.setup,
    ...(problem.packages === undefined ? {} : { packages: problem.packages }),
  };
}

/** Packages that a run of it will fetch before anything else, as far as its text tells. */
export function draftPackages(draft: ProblemDraft): string[] {
  const code = [draft.setup, draft.visibleTests, draft.hiddenTests].join('\n');
  return PACKAGE_NAMES.filter(
    (name) =>
      draft.packages?.includes(name) ||
      new RegExp(`^\\s*(?:from\\s+${name}\\b|import\\b[^\\n]*\\b${name}\\b)`, 'm').test(code),
  );
}

export function sameDraft(a: ProblemDraft, b: ProblemDraft): boolean {
  return a.kind === b.kind && a.level === b.level && DRAFT_FIELDS.every((field) => a[field] === b[field]);
}

/** One text per test; blank lines fall away. */
export function splitTests(text: string): string[] {
  const tests: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const above = tests.at(-1);
    if (above !== undefined && /^[ \t]/.test(line)) tests[tests.length - 1] = `${above}\n${line}`;
    else tests.push(line.trim());
  }
  return tests;
}

export function checkDraft(draft: ProblemDraft): CheckedDraft {
  const messages = new Map<DraftField, string>();
  const read = (field: 'visibleTests' | 'hiddenTests') => {
    const { tests, problem } = readTests(draft, draft[field]);
    if (problem !== null) messages.set(field, problem);
    return tests;
  };
  const visibleTests = read('visibleTests');
  const hiddenTests = read('hiddenTests');
  const { kind, entryPoint, ...rest } = draft;
  const parsed = parseProblem(
    kind === undefined
      ? { ...rest, entryPoint: entryPoint.trim(), visibleTests, hiddenTests }
      : { ...rest, kind, setup: kind === 'program' ? '' : draft.setup, visibleTests, hiddenTests },
  );
  if (parsed.kind === 'invalid') {
    for (const { field, message } of parsed.issues) {
      const known = DRAFT_FIELDS.find((name) => name === field) ?? 'statement';
      if (!messages.has(known)) messages.set(known, sentence(known, message));
    }
  }
  if (parsed.kind === 'problem' && messages.size === 0) return parsed;
  return { kind: 'invalid', messages };
}

/** The tests that a draft's text holds, and what is wrong with it. */
function readTests(draft: ProblemDraft, text: string): { tests: ProblemTest[]; problem: string | null } {
  switch (draft.kind) {
    case undefined: {
      const tests = splitTests(text);
      return { tests, problem: testProblem(tests) };
    }
    case 'program':
      return readCases(text);
    case 'snippet':
      return readChecks(text);
    default:
      return assertNever(draft.kind);
  }
}

/** How many tests a text holds, as far as it can be read. */
export function countTests(draft: ProblemDraft, field: 'visibleTests' | 'hiddenTests'): number {
  return readTests(draft, draft[field]).tests.length;
}

/** Not wrong, but probably not meant: said beside the tests, never in the way of a run. */
export function draftHint(draft: ProblemDraft): string | null {
  if (draft.kind !== undefined) return null;
  const name = draft.entryPoint.trim();
  if (!/^[A-Za-z_]\w*$/.test(name)) return null;
  const calls = new RegExp(`\\b${name}\\s*\\(`);
  const silent = splitTests(draft.visibleTests).findIndex((test) => test.startsWith('assert') && !calls.test(test));
  return silent < 0 ? null : `Test ${silent + 1} does not call ${name}: it says nothing about the answer.`;
}

export const FIELD_NAMES: Readonly<Record<DraftField, string>> = {
  title: 'Title',
  statement: 'Statement',
  entryPoint: 'Function name',
  visibleTests: 'Visible tests',
  hiddenTests: 'Hidden tests',
  setup: 'Setup',
};

/** The schema's messages go on from the field's name: "is empty". */
function sentence(field: DraftField, message: string): string {
  const plural = field === 'visibleTests' || field === 'hiddenTests';
  if (field === 'visibleTests' && message.startsWith('is empty')) {
    return 'There is no visible test: write at least one, the drafts are run on it.';
  }
  return plural ? `A test ${message}.` : `${FIELD_NAMES[field]} ${message}.`;
}

function testProblem(tests: readonly string[]): string | null {
  for (const [i, test] of tests.entries()) {
    const which = tests.length === 1 ? 'The test' : `Test ${i + 1}`;
    if (!/^assert\b/.test(test)) return `${which} is no assert. Write it like: assert add(1, 2) == 3`;
    if (/^assert\s*$/.test(test)) return `${which} asserts nothing. Write it like: assert add(1, 2) == 3`;
    const bracket = bracketProblem(test);
    if (bracket !== null) return `${which} ${bracket}.`;
  }
  return null;
}

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Catches the usual slips while typing; whether it is Python is for Python to say. */
function bracketProblem(test: string): string | null {
  const open: string[] = [];
  // Strings and comments are blanked first, so that a bracket inside them does not count.
  const bare = test.replace(/(['"])(?:\\.|(?!\1).)*\1/g, '""').replace(/#.*$/gm, '');
  if (/['"]/.test(bare.replaceAll('""', ''))) return 'has a quote that is never closed';
  for (const c of bare) {
    const closer = CLOSERS[c];
    if (closer !== undefined) open.push(closer);
    else if (')]}'.includes(c) && open.pop() !== c) return `has a ${c} that closes nothing`;
  }
  const missing = open.at(-1);
  return missing === undefined ? null : `lacks a ${missing}`;
}
