/** Tells what a file is by what is in it; its name is asked only where the content says nothing. */
import { SESSION_FIELDS } from '../agents/session-fields';
import { fieldNamed } from '../agents/setting-names';
import { inflateUpTo } from './inflate';
import { outerShape } from './outer-shape';
import { FileFault, type StoredFile } from './stored-file';

export const FILE_KINDS = [
  'agent-list',
  'agent-grid',
  'session',
  'run',
  'link',
  'result',
  'experiment',
  'problems',
  'zip',
  'empty',
  'unknown',
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** As much of a file as is looked at. */
const HEAD_BYTES = 64 * 1024;

/** Keys of which a row of problems has at least one: ours, MBPP's, HumanEval's, APPS', CodeContests', DS-1000's. */
const PROBLEM_KEYS = new Set([
  'problems',
  'visibleTests',
  'visibleCases',
  'statement',
  'task_id',
  'test_list',
  'prompt',
  'entry_point',
  'canonical_solution',
  'question',
  'input_output',
  'public_tests',
  'description',
  'code_context',
  'reference_code',
  'problem_id',
]);
const GRID_KEYS = new Set(['n', 'p', 'g', 'prompt_type']);

export async function recognise(path: string, file: StoredFile): Promise<FileKind> {
  if (file.sizeBytes === 0) return isResultPath(path) ? 'result' : 'empty';
  return recogniseHead(path, await file.slice(0, HEAD_BYTES), file.sizeBytes <= HEAD_BYTES);
}

export function recogniseHead(path: string, head: Uint8Array, isWhole: boolean): FileKind {
  if (isResultPath(path)) return 'result';
  const [first, second, third, fourth] = head;
  if (first === 0x50 && second === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6)))
    return 'zip';
  if (first === 0x1f && second === 0x8b) {
    return kindOfGzip(path, head, isWhole);
  }
  return kindOfText(path, decode(head));
}

function kindOfGzip(path: string, head: Uint8Array, isWhole: boolean): FileKind {
  try {
    const kind = kindOfText(path, decode(inflateUpTo(head, HEAD_BYTES, 'gzip', { isWhole })));
    if (kind !== 'empty') return kind;
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
  }
  return /\.jsonl?(\.gz)?$/.test(path) ? 'problems' : 'unknown';
}

/** A place in the published layout, which an empty or half-written file is known by. */
export function isResultPath(path: string): boolean {
  return /(^|\/)(run_)?task_id=[^/]*_gamma=[^/]*\.json$|(^|\/)solved_tasks\/[^/]+$/.test(path);
}

function kindOfText(path: string, text: string): FileKind {
  const content = text.trimStart();
  if (content === '') return 'empty';
  const shape = outerShape(content);
  if (shape.kind === 'list-of-texts') return 'agent-list';
  if (shape.kind === 'list-of-objects') return 'problems';
  if (shape.kind === 'object') {
    const { keys, lists } = shape;
    if (keys.has('events') && keys.has('format')) return 'run';
    if (keys.has('playground-link')) return 'link';
    if (keys.has('experiment') && keys.has('problems')) return 'experiment';
    if (keys.has('code') && (keys.has('passed') || keys.has('results'))) return 'result';
    return kindOfObject(path, [...keys], lists);
  }
  const lines = content.split(/\r?\n/).map((line) => line.replace(/#.*$/, '').trim());
  const first = lines.find((line) => line !== '') ?? '';
  if (/^p?(ns[\d.]|(_lci)?_(ln|tok|prf)\b)/.test(first)) return 'agent-list';
  return /\.jsonl(\.gz)?$/.test(path) ? 'problems' : 'unknown';
}

function kindOfObject(path: string, keys: readonly string[], lists: boolean): FileKind {
  const ofGrid = keys.filter((key) => GRID_KEYS.has(key) || fieldNamed(key) !== null);
  const ofSession = keys.filter((key) => SESSION_FIELDS.has(key));
  if (ofSession.some((key) => !ofGrid.includes(key))) return 'session';
  if (ofGrid.length > 0 && lists) return 'agent-grid';
  if (keys.some((key) => PROBLEM_KEYS.has(key))) return 'problems';
  if (ofSession.length > 0 && ofGrid.every((key) => ofSession.includes(key))) return 'session';
  if (ofGrid.length > 0 || /dynamic_signals_params|param_grid/.test(path)) return 'agent-grid';
  return /session_config/.test(path) ? 'session' : 'unknown';
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/^\uFEFF/, '');
}
