/** A file of problems from its bytes: the one way in for the page's worker and for commands. */
import { type BrokenRow, type LoadedProblem, type ProblemFile, ProblemRows } from '../problems/readers/problem-rows';
import { readFileText, UnreadableFile } from './file-text';

/** A file with more is read up to here. */
export const MAX_PROBLEMS = 100_000;
/** Broken rows that are listed; beyond these they are counted. */
export const MAX_BROKEN = 1_000;
/** Pieces of text are read no longer than this, so that progress shows and nothing piles up. */
const PIECE_CHARS = 256 * 1024;

export interface ReadProblemFile extends ProblemFile {
  /** Rows that cannot be used, those beyond the listed ones included. */
  readonly brokenCount: number;
  /** Why it was not read to its end; null where it was. */
  readonly stopped: string | null;
}

/** Problems as they come, in batches; the last thing said of a file is what `readProblemStream` resolves to. */
export interface ProblemSink {
  problems(batch: readonly LoadedProblem[]): Promise<void> | void;
}

export interface ReadEnd {
  readonly unit: 'line' | 'entry';
  readonly broken: readonly BrokenRow[];
  readonly brokenCount: number;
  readonly stopped: string | null;
}

class Full extends Error {}

/** Rejects with `UnreadableFile`. */
export async function readProblemStream(bytes: ReadableStream<Uint8Array>, sink: ProblemSink): Promise<ReadEnd> {
  const rows = new ProblemRows();
  const broken: BrokenRow[] = [];
  let brokenCount = 0;
  let count = 0;
  const take = async (found: readonly (LoadedProblem | BrokenRow)[]) => {
    const problems: LoadedProblem[] = [];
    for (const one of found) {
      if ('problem' in one) problems.push(one);
      else if (++brokenCount <= MAX_BROKEN) broken.push(one);
    }
    const kept = problems.slice(0, MAX_PROBLEMS - count);
    count += kept.length;
    if (kept.length > 0) await sink.problems(kept);
    if (kept.length < problems.length) throw new Full();
  };
  let stopped: string | null;
  try {
    stopped = await readFileText(bytes, async (text) => {
      for (let at = 0; at < text.length; at += PIECE_CHARS) await take(rows.push(text.slice(at, at + PIECE_CHARS)));
    });
    await take(rows.end());
  } catch (error) {
    if (!(error instanceof Full)) throw error;
    stopped = `It was read up to ${MAX_PROBLEMS.toLocaleString('en')} problems; what follows is left out.`;
  }
  if (count === 0 && brokenCount === 0) throw new UnreadableFile('it holds no rows at all');
  return { unit: rows.unit, broken, brokenCount, stopped };
}

/** All of it at once. */
export async function readProblemFile(bytes: ReadableStream<Uint8Array>): Promise<ReadProblemFile> {
  const problems: LoadedProblem[] = [];
  const end = await readProblemStream(bytes, { problems: (batch) => void problems.push(...batch) });
  return { ...end, broken: [...end.broken], problems };
}
