/** Bytes per second over the last few seconds, from how much had arrived when. */
const WINDOW_MS = 5_000;
/** Less says nothing yet. */
const SHORTEST_MS = 400;

export class TransferSpeed {
  private readonly samples: { readonly atMs: number; readonly bytes: number }[] = [];

  add(atMs: number, bytes: number): void {
    const last = this.samples.at(-1);
    // A file that is begun again has fewer bytes than before.
    if (last !== undefined && bytes < last.bytes) this.samples.length = 0;
    this.samples.push({ atMs, bytes });
    while (this.samples.length > 2 && atMs - (this.samples[1]?.atMs ?? atMs) > WINDOW_MS) this.samples.shift();
  }

  /** null while too little has been seen. */
  bytesPerSecond(): number | null {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || last.atMs - first.atMs < SHORTEST_MS) return null;
    return ((last.bytes - first.bytes) / (last.atMs - first.atMs)) * 1000;
  }
}
