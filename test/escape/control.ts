/** Drives the control page: an attempt without any protection, and whether it did what it wants to do. */
import { type Attempt, testOf } from './attempt';
import type {} from './control/page';
import { HONEST, HONEST_TEST, HONEST_WRONG_TEST } from './honest';
import type { LoggingServer } from './logging-server';
import { heardByPage, SECRET } from './secrets';
import { inPage, type ScriptHost } from './test-browser';

/** Longer than the product lets the same program run. */
const TIMEOUT_MS = 400;
/** What a test may use in the product. */
export const MAX_HEAP_BYTES = 128 * 2 ** 20;
/** Browsers hold a web socket back for some seconds after others to the same address have failed. */
const REQUEST_DEADLINE_MS = 60_000;

/** Null when the attempt works without protection; otherwise what happened instead. */
export async function proveAttempt(
  page: ScriptHost,
  attempt: Attempt,
  source: string,
  server: LoggingServer,
): Promise<string | null> {
  if (attempt.place !== 'program') {
    const said = await runScript(page, attempt.place, source);
    if (attempt.goal === 'secret') return said.includes(SECRET) ? null : said;
    const missing = await arrived(page, attempt, server, said);
    await inPage(page, () => window.control?.drop());
    return missing;
  }
  const order = (program: string, test: string, limiter = 'none') => ({
    program,
    test,
    limiter,
    timeoutMs: attempt.goal === 'runs-on' ? TIMEOUT_MS : 30_000,
  });
  const first = order(source, testOf(attempt), attempt.limiter);
  const honest = [order(HONEST, HONEST_TEST), order(HONEST, HONEST_WRONG_TEST)];
  const watched = attempt.goal === 'next' || attempt.goal === 'ends';
  const ends = await inPage(page, async (orders) => window.control?.run(orders), [first, ...(watched ? honest : [])]);
  const said = JSON.stringify(ends);
  const end = ends?.[0];
  if (end === undefined) return 'no control';
  const harmed = ends?.[1]?.verdict !== 'passed' || ends[2]?.verdict !== 'failed';
  const result = await (async () => {
    switch (attempt.goal) {
      case 'verdict':
        return end.verdict === 'passed';
      case 'runs-on':
        return end.kind === 'late';
      case 'heap':
        return end.heapBytes > 2 * MAX_HEAP_BYTES;
      case 'ends':
        return harmed;
      case 'next':
        return harmed;
      case 'pollution':
        return inPage(page, () => 'polluted' in {});
      default:
        return (await arrived(page, attempt, server, said)) === null;
    }
  })();
  // What is only asked for leaves the interpreter as it was.
  if (!['request', 'secret', 'message'].includes(attempt.goal)) await inPage(page, () => window.control?.drop());
  return result ? null : said.slice(0, 1000);
}

function runScript(page: ScriptHost, place: 'worker' | 'frame', source: string): Promise<string> {
  return inPage(
    page,
    async ({ place, source }) =>
      String(
        await (place === 'worker' ? window.control?.evaluateInWorker(source) : window.control?.evaluateInFrame(source)),
      ),
    { place, source },
  );
}

/** Waits for what the attempt sends. */
async function arrived(
  page: ScriptHost,
  attempt: Attempt,
  server: LoggingServer,
  said: string,
): Promise<string | null> {
  const deadline = Date.now() + REQUEST_DEADLINE_MS;
  while (Date.now() < deadline) {
    if (attempt.goal === 'request' && server.fromControl().length > 0) return null;
    if (attempt.goal === 'secret' && server.fromControl().join().includes(SECRET)) return null;
    if (attempt.goal === 'message' && (await heardByPage(page)).includes('FORGED')) return null;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return said.slice(0, 1000);
}
