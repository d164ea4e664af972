/** A forward pass in pieces, where an export does not allow the whole (capabilities.ts). The result is the same. */
import type { TokenId } from '../../src/guidance/tokens';
import type { Capabilities, Reading } from './capabilities';
import type { KvCache, KvPool } from './kv-cache';
import type { Forwarded } from './session';

type Rows = readonly (readonly TokenId[])[];
/** One run of the network: what it is given is what it allows. */
type Run = (rows: Rows, past: KvCache | null, keep: number | 'all') => Promise<Forwarded>;

export class CarefulForward {
  constructor(
    private readonly pool: KvPool,
    private readonly can: Capabilities,
    private readonly reading: Reading,
    private readonly run: Run,
  ) {}

  /** As `ModelSession.forward`. Rows have the same number of new tokens, at least one. */
  async forward(rows: Rows, past: KvCache | null, keep: number | 'all'): Promise<Forwarded> {
    const groups = this.groupsOf(rows, past);
    return groups === null ? this.inSteps(rows, past, keep) : this.inGroups(groups, rows, past, keep);
  }

  /** Which rows go together; null where all do. */
  private groupsOf(rows: Rows, past: KvCache | null): number[][] | null {
    if (rows.length === 1) return null;
    if (this.reading === 'alone' || !this.can.batches) return rows.map((_, row) => [row]);
    if (past === null || this.can.raggedBatches) return null;
    const byLength = new Map<number, number[]>();
    for (const [row, length] of past.lengths.entries()) byLength.set(length, [...(byLength.get(length) ?? []), row]);
    return byLength.size === 1 ? null : [...byLength.values()];
  }

  private async inGroups(
    groups: readonly (readonly number[])[],
    rows: Rows,
    past: KvCache | null,
    keep: number | 'all',
  ): Promise<Forwarded> {
    const parts: { readonly group: readonly number[]; readonly forwarded: Forwarded }[] = [];
    try {
      for (const group of groups) {
        const own = past?.takeRows(group) ?? null;
        try {
          const forwarded = await this.inSteps(
            group.map((row) => rows[row] ?? []),
            own,
            keep,
          );
          parts.push({ group, forwarded });
        } finally {
          own?.release();
        }
      }
      const placed = parts.flatMap(({ group, forwarded }) =>
        group.map((row, i) => ({ row, logits: forwarded.logits[i] ?? [], source: forwarded.cache.sources[i] })),
      );
      placed.sort((a, b) => a.row - b.row);
      return {
        logits: placed.map(({ logits }) => logits),
        cache: this.pool.join(placed.flatMap(({ source }) => source ?? [])),
      };
    } finally {
      for (const { forwarded } of parts) forwarded.cache.release();
    }
  }

  /** At once, or token by token where only that is right. */
  private async inSteps(rows: Rows, past: KvCache | null, keep: number | 'all'): Promise<Forwarded> {
    const width = rows[0]?.length ?? 0;
    const stepped = width > 1 && (this.reading === 'alone' || (past !== null && !this.can.cachedChunks));
    if (!stepped) return this.onExactPast(rows, past, keep);
    const first = keep === 'all' ? 0 : Math.max(0, width - keep);
    const logits = rows.map((): Float32Array[] => []);
    let cache: KvCache | null = null;
    for (let position = 0; position < width; position++) {
      let step: Forwarded;
      try {
        const tokens = rows.map((row) => row.slice(position, position + 1));
        step = await this.onExactPast(tokens, cache ?? past, 1);
      } finally {
        cache?.release();
      }
      cache = step.cache;
      if (position >= first) for (const [row, kept] of logits.entries()) kept.push(...(step.logits[row] ?? []));
    }
    if (cache === null) throw new RangeError('There is nothing to read');
    return { logits, cache };
  }

  private async onExactPast(rows: Rows, past: KvCache | null, keep: number | 'all'): Promise<Forwarded> {
    if (past === null || this.can.shorterMask || past.bufferLength === past.length) return this.run(rows, past, keep);
    const exact = past.takeRows(rows.map((_, row) => row));
    try {
      return await this.run(rows, exact, keep);
    } finally {
      exact.release();
    }
  }
}
