/** One row of a problem file: its fields, asked for one by one, so that a fault names the field. */

/** Why a row cannot be used: goes on from "line 7: ". */
export class RowFault extends Error {}

/** What a reader makes of a row. The caller checks `problem` against the schema. */
export interface ReadRow {
  /** Fields of `Problem`. */
  readonly problem: Readonly<Record<string, unknown>> & { readonly id: string };
  /** A program that solves it, where the file has one; kept apart, so that no prompt can hold it. */
  readonly solution: string | null;
  /** Said of it in lists: a difficulty, a library. */
  readonly tags: readonly string[];
  /** What was done with it that its file does not say, in sentences without a full stop. */
  readonly notes: readonly string[];
  /** The set is published with rows that stand in it more than once, and counts them so. */
  readonly mayRepeat?: true;
}

export class Row {
  /** `source` is the row as it stands in the file: numbers there may be larger than a double holds. */
  constructor(
    readonly fields: Readonly<Record<string, unknown>>,
    readonly source: string,
  ) {}

  has(name: string): boolean {
    return Object.hasOwn(this.fields, name) && this.fields[name] !== null;
  }

  value(name: string): unknown {
    return this.has(name) ? this.fields[name] : undefined;
  }

  text(name: string): string {
    const value = this.value(name);
    if (typeof value !== 'string' || value.trim() === '') throw new RowFault(`its field ${name} holds no text`);
    return value;
  }

  optionalText(name: string): string {
    const value = this.value(name) ?? '';
    if (typeof value !== 'string') throw new RowFault(`its field ${name} is no text`);
    return value;
  }

  /** Of the names the first that is there. */
  identifier(...names: readonly string[]): string {
    const name = names.find((one) => this.has(one)) ?? names[0] ?? 'id';
    const value = this.value(name);
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) throw new RowFault(`its field ${name} is no number that can be kept`);
      return String(value);
    }
    return this.text(name);
  }

  texts(name: string): string[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
      throw new RowFault(`its field ${name} is no list of texts`);
    }
    return value;
  }

  tests(name: string): string[] {
    const list = this.texts(name);
    if (list.length === 0) throw new RowFault(`its field ${name} holds no tests`);
    return list;
  }
}

/** `value` as an object's fields, own ones alone. */
export function fieldsOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RowFault(`${what} is no object`);
  return Object.fromEntries(Object.entries(value));
}
