/** Rows of a file as problems: each is read by its own format and checked, and a row at fault costs that row alone. */
import { type Problem, parseProblem } from '../schema';
import { type Format, formatOf } from './formats';
import { fieldsOf, type ReadRow, Row, RowFault } from './row';
import { MAX_ROW_CHARS, type RowText, RowTexts } from './row-texts';

export interface LoadedProblem {
  /** Line or entry in its file, counted from 1. */
  readonly place: number;
  /** Id of the format, as in `FORMATS`. */
  readonly format: string;
  readonly problem: Problem;
  readonly solution: string | null;
  readonly tags: readonly string[];
  readonly notes: readonly string[];
}

export interface BrokenRow {
  readonly place: number;
  /** A clause without a full stop. */
  readonly reason: string;
}

export class ProblemRows {
  readonly #rows = new RowTexts();
  readonly #placeOfId = new Map<string, number>();

  get unit(): 'line' | 'entry' {
    return this.#rows.unit;
  }

  /** Problems and broken rows that are complete with this piece of the file's text. */
  push(piece: string): (LoadedProblem | BrokenRow)[] {
    return this.#rows.push(piece).map((row) => this.#read(row));
  }

  end(): (LoadedProblem | BrokenRow)[] {
    return this.#rows.end().map((row) => this.#read(row));
  }

  #read({ place, text }: RowText): LoadedProblem | BrokenRow {
    try {
      if (text === null) throw new RowFault(`it is longer than ${MAX_ROW_CHARS} characters`);
      const { format, read } = readRow(text);
      const problem = checked(read);
      const earlier = this.#placeOfId.get(problem.id);
      if (earlier !== undefined && read.mayRepeat !== true) {
        throw new RowFault(`its id ${shownId(problem.id)} is taken by ${this.unit} ${earlier}`);
      }
      const { solution, tags, notes } = read;
      const loaded = { place, format: format.id, problem, solution, tags, notes };
      if (earlier === undefined) {
        this.#placeOfId.set(problem.id, place);
        return loaded;
      }
      const again = `its id ${shownId(problem.id)} stands in ${this.unit} ${earlier} too`;
      return { ...loaded, problem: { ...problem, id: `${problem.id} (${place})` }, notes: [...notes, again] };
    } catch (error) {
      if (error instanceof RowFault) return { place, reason: error.message };
      // Nested beyond what the engine's own stack holds.
      if (error instanceof RangeError) return { place, reason: 'it is nested too deeply' };
      throw error;
    }
  }
}

export interface ProblemFile {
  /** What the numbers below count. */
  readonly unit: 'line' | 'entry';
  readonly problems: LoadedProblem[];
  readonly broken: BrokenRow[];
}

/** A whole file at once, for what is small or runs where nobody waits. */
export function readProblemText(text: string): ProblemFile {
  const rows = new ProblemRows();
  const found = [...rows.push(text), ...rows.end()];
  return {
    unit: rows.unit,
    problems: found.filter((one): one is LoadedProblem => 'problem' in one),
    broken: found.filter((one): one is BrokenRow => 'reason' in one),
  };
}

function readRow(text: string): { format: Format; read: ReadRow } {
  const fields = unwrapped(fieldsOf(parsed(text), 'it'));
  const row = new Row(fields, text);
  const format = formatOf(row);
  if (format === null) {
    throw new RowFault(
      `it has the fields of no known set (${Object.keys(fields).slice(0, 8).join(', ').slice(0, 200)})`,
    );
  }
  return { format, read: format.read(row) };
}

/** Rows of the Hub's viewer: the data set's own row is one field of them. */
function unwrapped(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.hasOwn(fields, 'row_idx') && Object.hasOwn(fields, 'row') ? fieldsOf(fields.row, 'its row') : fields;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RowFault(`it is no JSON (${error instanceof Error ? error.message.slice(0, 200) : 'unreadable'})`);
  }
}

function checked(read: ReadRow): Problem {
  const result = parseProblem(read.problem);
  if (result.kind === 'invalid') {
    const [first] = result.issues;
    throw new RowFault(`its ${first?.field ?? 'problem'} ${first?.message ?? 'cannot be used'}`);
  }
  const fault = textFault(result.problem);
  if (fault !== null) throw new RowFault(fault);
  return result.problem;
}

/** Python takes no null characters, and half a character is none. */
function textFault({ id, title, statement, setup, visibleTests, hiddenTests }: Problem): string | null {
  const texts = [id, title, statement, setup];
  for (const test of [...visibleTests, ...hiddenTests]) {
    if (typeof test === 'string') texts.push(test);
    else if ('input' in test && HALF_CHARACTER.test(test.input + test.output)) return 'a case holds half a character';
  }
  if (texts.some((text) => text.includes('\0'))) return 'it holds a null character';
  return texts.some((text) => HALF_CHARACTER.test(text)) ? 'it holds half a character (a lone surrogate)' : null;
}

const HALF_CHARACTER = /\p{Surrogate}/u;

function shownId(id: string): string {
  return id.length > 60 ? `${id.slice(0, 60)}…` : id;
}
