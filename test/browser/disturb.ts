/** Does to a model worker from inside what a bad day does: loses its graphics device, refuses memory, throws. */
import type { Page } from 'playwright-core';

export type Disturbance = 'lose-device' | 'refuse-memory' | 'crash';

/** Stands in front of the worker's own code; runs in the worker. */
function prelude(): void {
  const devices: GPUDevice[] = [];
  let refused = false;
  if (typeof GPUAdapter !== 'undefined') {
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (descriptor) {
      const device = await request.call(this, descriptor);
      devices.push(device);
      return device;
    };
  }
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (refused) throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
    return grow.call(this, pages);
  };
  new BroadcastChannel('disturb').onmessage = ({ data }) => {
    if (data === 'lose-device') for (const device of devices.splice(0)) device.destroy();
    if (data === 'refuse-memory') refused = true;
    if (data === 'crash') throw new Error('The test broke the worker.');
  };
}

/** From now on workers of the page can be disturbed; loads the page anew. */
export async function makeDisturbable(page: Page): Promise<void> {
  await page.route(/\/assets\/entry-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    // The worker's code is a module whose imports come first wherever they stand.
    await route.fulfill({ response, body: `${await response.text()}\n;(${prelude})();` });
  });
  await page.reload();
  await page.waitForFunction(() => window.playground !== undefined);
  await page.evaluate(() => window.playground?.ready());
}

/** One run on the page that is disturbed each time when so many events of that kind have been told. */
export function disturbedRun(
  page: Page,
  input: Parameters<NonNullable<Window['playground']>['run']>[0],
  at: readonly { readonly disturbance: Disturbance; readonly kind: string; readonly count: number }[],
) {
  return page.evaluate(
    async ({ input, at }) => {
      const { playground } = window;
      if (playground === undefined) throw new Error('The page has no automation surface.');
      const channel = new BroadcastChannel('disturb');
      const before = playground.events()[0];
      const finished = playground.run(input);
      const left = [...at];
      const watch = setInterval(() => {
        const events = playground.events();
        const [next] = left;
        if (next === undefined || events[0] === before) return;
        if (events.filter(({ kind }) => kind === next.kind).length < next.count) return;
        left.shift();
        channel.postMessage(next.disturbance);
      }, 1);
      const events = await finished;
      clearInterval(watch);
      channel.close();
      return events;
    },
    { input, at },
  );
}
