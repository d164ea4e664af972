/**
 * The rows of a file that arrives in pieces: one JSON object per line; or a list of objects, alone or as `problems` or
 * `rows` of an object; or one object. Holds one row at a time, never the file.
 */

export interface RowText {
  /** Counted from 1: lines, or entries of a list. */
  readonly place: number;
  /** null for a row that is longer than a problem may be. */
  readonly text: string | null;
}

/** A row of a published set is at most a few megabytes. */
export const MAX_ROW_CHARS = 20_000_000;
/** How far the beginning is looked at before it is decided which of the forms this is. */
const LOOK_CHARS = 4_096;

type Form = 'undecided' | 'lines' | 'list' | 'object';

export class RowTexts {
  #form: Form = 'undecided';
  #pending = '';
  #place = 0;
  #skipping = false;
  #ended = false;
  /** Scanner of a list. */
  #depth = 0;
  #inText = false;
  #escaped = false;
  #row = '';

  get unit(): 'line' | 'entry' {
    return this.#form === 'lines' || this.#form === 'undecided' ? 'line' : 'entry';
  }

  /** Rows that are complete with this piece. */
  push(piece: string): RowText[] {
    this.#pending += piece;
    if (this.#form === 'undecided') {
      if (this.#pending.trimStart().length < LOOK_CHARS) return [];
      this.#decide();
    }
    return this.#take();
  }

  /** What is left at the end of the file. */
  end(): RowText[] {
    if (this.#form === 'undecided') this.#decide();
    const rows = this.#take();
    this.#ended = true;
    if (this.#form === 'lines' && (this.#pending.trim() !== '' || this.#skipping)) {
      rows.push({ place: this.#place + 1, text: this.#skipping ? null : this.#pending });
    } else if (this.#form === 'object' && this.#pending.trim() !== '') {
      rows.push({ place: 1, text: this.#pending.length > MAX_ROW_CHARS ? null : this.#pending });
    } else if (this.#form === 'list' && this.#row.trim() !== '') {
      rows.push({ place: this.#place + 1, text: this.#skipping ? null : this.#row });
    }
    this.#pending = '';
    return rows;
  }

  #decide(): void {
    this.#pending = this.#pending.replace(/^\uFEFF/, '');
    const start =
      /^\s*(?:\{\s*(?:"(?!problems"|rows")[^"\\]*"\s*:\s*(?:"[^"\\]*"|[-\w.]+)\s*,\s*)*"(?:problems|rows)"\s*:\s*)?\[(?=\s*(?:[{\]]|$))/.exec(
        this.#pending,
      );
    if (start !== null) {
      this.#form = 'list';
      this.#pending = this.#pending.slice(start[0].length);
      return;
    }
    const [first = '', second = ''] = this.#pending.trimStart().split('\n');
    const goesOn = /[{[,:]\s*$/.test(first) && !/^\s*\{/.test(second);
    this.#form = goesOn ? 'object' : 'lines';
  }

  #take(): RowText[] {
    switch (this.#form) {
      case 'lines':
        return this.#takeLines();
      case 'list':
        return this.#takeEntries();
      default:
        // One object, which is read as a whole; what is longer than a row is refused at the end.
        if (this.#pending.length > 2 * MAX_ROW_CHARS) this.#pending = this.#pending.slice(0, MAX_ROW_CHARS + 1);
        return [];
    }
  }

  #takeLines(): RowText[] {
    const rows: RowText[] = [];
    let from = 0;
    for (let to = this.#pending.indexOf('\n'); to >= 0; to = this.#pending.indexOf('\n', from)) {
      const line = this.#pending.slice(from, to);
      from = to + 1;
      this.#place++;
      if (this.#skipping || line.length > MAX_ROW_CHARS) rows.push({ place: this.#place, text: null });
      else if (line.trim() !== '') rows.push({ place: this.#place, text: line });
      this.#skipping = false;
    }
    this.#pending = this.#pending.slice(from);
    if (this.#pending.length > MAX_ROW_CHARS) {
      this.#skipping = true;
      this.#pending = '';
    }
    return rows;
  }

  #takeEntries(): RowText[] {
    const rows: RowText[] = [];
    const text = this.#pending;
    let from = 0;
    const close = (to: number) => {
      const row = this.#row + text.slice(from, to);
      if (this.#skipping || row.trim() !== '') {
        this.#place++;
        const tooLong = this.#skipping || row.length > MAX_ROW_CHARS;
        rows.push({ place: this.#place, text: tooLong ? null : row });
      }
      this.#row = '';
      this.#skipping = false;
      from = to + 1;
    };
    for (let i = 0; i < text.length && !this.#ended; i++) {
      const code = text.charCodeAt(i);
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (code === BACKSLASH) this.#escaped = true;
        else if (code === QUOTE) this.#inText = false;
      } else if (code === QUOTE) this.#inText = true;
      else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#depth++;
      else if (code === COMMA && this.#depth === 0) close(i);
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        if (this.#depth > 0) this.#depth--;
        else {
          close(i);
          this.#ended = true;
        }
      }
    }
    if (this.#ended) this.#row = '';
    else this.#row += text.slice(from);
    if (this.#row.length > MAX_ROW_CHARS) {
      this.#skipping = true;
      this.#row = '';
    }
    this.#pending = '';
    return rows;
  }
}

const QUOTE = 34;
const COMMA = 44;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
