/**
 * Rows of a data set through the Hub's viewer, for sets that lie there as Parquet alone (HumanEval, MBPP and CodeContests
 * do): a hundred at a time, as JSON. The viewer cuts long cells; a row with a cut cell is no row of the set any more.
 */
import * as v from 'valibot';
import { UnreadableFile } from '../problem-files/file-text';

export const VIEWER = 'https://datasets-server.huggingface.co';

export interface ViewerSplit {
  readonly dataset: string;
  readonly config: string;
  readonly split: string;
}

const PAGE_ROWS = 100;
const SplitsSchema = v.object({
  splits: v.array(v.object({ dataset: v.string(), config: v.string(), split: v.string() })),
});
const PageSchema = v.object({
  rows: v.array(
    v.object({ row: v.record(v.string(), v.unknown()), truncated_cells: v.optional(v.array(v.string()), []) }),
  ),
  num_rows_total: v.number(),
});

/** Rejects with `UnreadableFile`. */
export async function viewerSplits(dataset: string, base: string = VIEWER): Promise<ViewerSplit[]> {
  const query = new URLSearchParams({ dataset });
  return (await answer(`${base}/splits?${query}`, SplitsSchema)).splits;
}

/** The rows as JSON lines. */
export function viewerRows({ dataset, config, split }: ViewerSplit, base: string = VIEWER): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let offset = 0;
  return new ReadableStream({
    async pull(controller) {
      const query = new URLSearchParams({ dataset, config, split, offset: `${offset}`, length: `${PAGE_ROWS}` });
      const { rows, num_rows_total } = await answer(`${base}/rows?${query}`, PageSchema);
      for (const { row, truncated_cells } of rows) {
        const kept = truncated_cells.length === 0 ? row : { cut_by_the_viewer: truncated_cells };
        controller.enqueue(encoder.encode(`${JSON.stringify(kept)}\n`));
      }
      offset += rows.length;
      if (rows.length === 0 || offset >= num_rows_total) controller.close();
    },
  });
}

async function answer<T>(url: string, schema: v.GenericSchema<unknown, T>): Promise<T> {
  const { host } = new URL(url);
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch {
    throw new UnreadableFile(`${host} did not answer: is there a network?`);
  }
  if (response.status === 429) throw new UnreadableFile(`${host} asks to come back later: it was asked too often`);
  if (!response.ok) throw new UnreadableFile(`${host} answered ${response.status}`);
  const read = v.safeParse(schema, await response.json().catch(() => null));
  if (!read.success) throw new UnreadableFile(`${host} answered with something else than rows`);
  return read.output;
}
