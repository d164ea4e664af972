/**
 * Heads of prompts that have been read and are kept, so that the next line, agent, strategy or run on the same problem
 * need not read them again. A head is always read by itself, from nothing, and charged to whoever asks as if it were
 * read for him: so what a run tells, its costs and the last digit of its numbers included, does not depend on what ran
 * before it. (Sharing more, down to the code, was left: its costs would depend on who came first, and a run could not
 * be made again by itself.) The heads used last are kept; a problem that is left makes room for the next ones.
 */
import type { CancelSignal } from '../../src/guidance/cancellation';
import type { Cost, TokenId } from '../../src/guidance/tokens';
import { CostMeter } from './cost-meter';
import type { KvCache } from './kv-cache';
import { pause } from './pause';
import type { ModelSession } from './session';

/** Prompt forms of one problem that may be in use at the same time, and a problem before it. */
const MOST_HEADS = 6;
const MOST_BYTES = 128 * 1024 * 1024;

interface Head {
  readonly ids: readonly TokenId[];
  readonly cache: KvCache;
  /** Of reading it. */
  readonly cost: Cost;
}

export class SharedHeads {
  /** The one used last stands last. */
  private heads: Head[] = [];
  /** Tokens that were asked for and had been read before: what sharing saved. */
  savedTokens = 0;

  constructor(private readonly session: ModelSession) {}

  /** A view of the cache that has read exactly `ids`, the caller's to release. */
  async open(signal: CancelSignal, ids: readonly TokenId[], meter: CostMeter): Promise<KvCache> {
    await pause(signal);
    const kept = this.find(ids);
    if (kept !== undefined) {
      this.savedTokens += ids.length;
      meter.add(kept.cost);
      this.keep(kept);
      return kept.cache.fork();
    }
    const own = new CostMeter();
    const { cache } = await this.session.forward([ids], null, 1, own);
    meter.add(own.cost);
    // Two that asked at once have both read it, alike; one of the two is kept.
    const first = this.find(ids);
    if (first === undefined) this.keep({ ids: [...ids], cache: cache.fork(), cost: own.cost });
    return cache;
  }

  clear(): void {
    for (const { cache } of this.heads) cache.release();
    this.heads = [];
  }

  private find(ids: readonly TokenId[]): Head | undefined {
    return this.heads.find((head) => head.ids.length === ids.length && head.ids.every((id, i) => id === ids[i]));
  }

  private keep(head: Head): void {
    this.heads = [...this.heads.filter((other) => other !== head), head];
    let bytes = this.heads.reduce((sum, { cache }) => sum + cache.sizeBytes, 0);
    while (this.heads.length > MOST_HEADS || (bytes > MOST_BYTES && this.heads.length > 1)) {
      const [oldest] = this.heads.splice(0, 1);
      bytes -= oldest?.cache.sizeBytes ?? 0;
      oldest?.cache.release();
    }
  }
}
