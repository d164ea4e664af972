/**
 * How long the page's own thread was busy at a stretch, in processor time: on a machine that does other things besides,
 * the clock on the wall says nothing about the page.
 */
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';

export interface LongTask {
  readonly busyMs: number;
  /** What it did, the longest parts first. */
  readonly parts: readonly string[];
}

const EventSchema = v.looseObject({
  name: v.string(),
  ph: v.string(),
  pid: v.number(),
  tid: v.number(),
  ts: v.optional(v.number(), 0),
  dur: v.optional(v.number(), 0),
  tdur: v.optional(v.number(), 0),
  args: v.optional(v.looseObject({}), {}),
});
type TraceEvent = v.InferOutput<typeof EventSchema>;

const CATEGORIES = ['toplevel', 'devtools.timeline', 'loading'];
const MAIN_THREAD = 'CrRendererMain';
/** A part that takes less of a task's time explains nothing. */
const PART_MS = 10;

/** Every task of the page's main thread while `act` went on that took more than `mostMs`, and how many there were. */
export async function longTasks(
  browser: Browser,
  page: Page,
  mostMs: number,
  act: () => Promise<void>,
): Promise<{ long: LongTask[]; tasks: number; busyMs: number }> {
  await browser.startTracing(page, { categories: CATEGORIES });
  let trace: Buffer;
  try {
    await act();
    // An answer leaves before its task ends, and a task that has not ended is in no trace.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  } finally {
    trace = await browser.stopTracing();
  }
  const events = v
    .parse(v.object({ traceEvents: v.array(v.unknown()) }), JSON.parse(trace.toString('utf8')))
    .traceEvents.flatMap((event) => {
      const parsed = v.safeParse(EventSchema, event);
      return parsed.success ? [parsed.output] : [];
    });
  const main = mainThread(events);
  const isTask = ({ name }: TraceEvent) => /RunTask$/.test(name);
  const tasks = main.filter(isTask);
  const long = tasks.filter(({ tdur }) => tdur > mostMs * 1000);
  return {
    tasks: tasks.length,
    busyMs: tasks.reduce((sum, { tdur }) => sum + tdur, 0) / 1000,
    long: long.map((task) => ({
      busyMs: Math.round(task.tdur / 1000),
      parts: main
        .filter((one) => !isTask(one) && one.tdur > PART_MS * 1000 && isWithin(one, task))
        .sort((a, b) => b.tdur - a.tdur)
        .map((one) => `${one.name} ${Math.round(one.tdur / 1000)} ms ${describe(one)}`.trim()),
    })),
  };
}

/** The busiest thread of that name: a browser has pages of its own. */
function mainThread(events: readonly TraceEvent[]): TraceEvent[] {
  const places = events.filter(({ name, args }) => name === 'thread_name' && args.name === MAIN_THREAD);
  const threads = places.map(({ pid, tid }) =>
    events.filter((event) => event.ph === 'X' && event.pid === pid && event.tid === tid),
  );
  const busy = (thread: readonly TraceEvent[]) => thread.reduce((sum, { tdur }) => sum + tdur, 0);
  return threads.reduce((most, thread) => (busy(thread) > busy(most) ? thread : most), []);
}

const isWithin = (inner: TraceEvent, outer: TraceEvent) =>
  inner.ts >= outer.ts && inner.ts + inner.dur <= outer.ts + outer.dur;

function describe({ args }: TraceEvent): string {
  const data = v.safeParse(
    v.object({ data: v.object({ functionName: v.optional(v.string()), url: v.optional(v.string()) }) }),
    args,
  );
  if (!data.success) return '';
  const { functionName = '', url = '' } = data.output.data;
  return `${functionName} ${url.split('/').at(-1) ?? ''}`.trim();
}
