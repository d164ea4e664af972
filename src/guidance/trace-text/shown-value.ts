/** Reads a shown value (workers/python/runtime/values.py) back into its parts. */

export type ShownNode =
  /** Numbers, names, ranges and what only has a type's name: `3`, `None`, `range(0, 3)`, `<Node>`. */
  | { readonly kind: 'atom'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'list' | 'tuple' | 'set' | 'frozenset';
      readonly text: string;
      readonly items: readonly ShownNode[];
    }
  | {
      readonly kind: 'dict';
      readonly text: string;
      readonly entries: readonly { readonly key: ShownNode; readonly value: ShownNode }[];
    }
  /** `...`: parts that the value has and the text has not. */
  | { readonly kind: 'rest'; readonly text: '...' };

/** The parts of a value; text that is none of them comes back whole as an atom. */
export function readShown(text: string): ShownNode {
  const reader = new Reader(text);
  const node = reader.node();
  return node !== null && reader.atEnd() ? node : { kind: 'atom', text };
}

const REST: ShownNode = { kind: 'rest', text: '...' };

class Reader {
  #at = 0;
  constructor(readonly source: string) {}

  atEnd(): boolean {
    return this.#at === this.source.length;
  }

  node(): ShownNode | null {
    const start = this.#at;
    if (this.#take('...')) return REST;
    const prefix = /[bB]?(?=['"])/y;
    prefix.lastIndex = start;
    if (prefix.test(this.source)) return this.#quoted(prefix.lastIndex);
    for (const [left, right, kind] of [
      ['frozenset({', '})', 'frozenset'],
      ['[', ']', 'list'],
      ['{', '}', 'set'],
    ] as const) {
      if (this.#take(left)) return this.#container(start, right, kind);
    }
    if (this.source[start] === '(') return this.#bracketed();
    return this.#atom();
  }

  #take(text: string): boolean {
    if (!this.source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #quoted(open: number): ShownNode | null {
    const start = this.#at;
    const quote = this.source[open];
    let end = open + 1;
    while (end < this.source.length && this.source[end] !== quote) end += this.source[end] === '\\' ? 2 : 1;
    if (end >= this.source.length) return null;
    this.#at = end + 1;
    this.#take('...');
    return { kind: 'text', text: this.source.slice(start, this.#at) };
  }

  /** Bytes are not text to JSON, and neither are sets: the caller decides by `text`. */
  #container(start: number, right: string, kind: 'list' | 'set' | 'frozenset' | 'tuple'): ShownNode | null {
    const items: ShownNode[] = [];
    const entries: { key: ShownNode; value: ShownNode }[] = [];
    while (!this.#take(right)) {
      const node = this.node();
      if (node === null) return null;
      if (kind === 'set' && this.#take(': ')) {
        const value = this.node();
        if (value === null) return null;
        entries.push({ key: node, value });
      } else items.push(node);
      if (!this.#take(', ')) this.#take(',');
      if (this.atEnd()) return null;
    }
    const text = this.source.slice(start, this.#at);
    if (kind !== 'set') return { kind, text, items };
    if (items.length > 0 && entries.length === 0 && text !== '{...}') return { kind, text, items };
    const rest = items.map(() => ({ key: REST, value: REST }));
    return { kind: 'dict', text, entries: [...entries, ...rest] };
  }

  /** A tuple, or a complex number, which has brackets and no comma. */
  #bracketed(): ShownNode | null {
    const start = this.#at;
    const complex = /\([^\s,()]*[jJ]\)/y;
    complex.lastIndex = start;
    if (complex.test(this.source)) {
      this.#at = complex.lastIndex;
      return { kind: 'atom', text: this.source.slice(start, this.#at) };
    }
    this.#at++;
    return this.#container(start, ')', 'tuple');
  }

  #atom(): ShownNode | null {
    const atom = /<[^>]*>|set\(\)|frozenset\(\)|range\([^)]*\)|[^,:\])}]+/y;
    atom.lastIndex = this.#at;
    const [text] = atom.exec(this.source) ?? [];
    if (text === undefined) return null;
    this.#at += text.length;
    return { kind: 'atom', text };
  }
}
