import { describe, expect, it } from 'vitest';
import { Stepper } from '../../../src/playground/stepper';

async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await Promise.resolve();
  await Promise.resolve();
  return done;
}

describe('Stepper', () => {
  it('lets every line through while running', async () => {
    const stepper = new Stepper('run', () => {});
    expect(await settled(stepper.beforeLine())).toBe(true);
  });

  it('holds each line until it is stepped, and says that it waits', async () => {
    const waits: boolean[] = [];
    const stepper = new Stepper('step', (waiting) => waits.push(waiting));
    const first = stepper.beforeLine();
    expect(await settled(first)).toBe(false);
    stepper.step();
    expect(await settled(first)).toBe(true);
    const second = stepper.beforeLine();
    expect(await settled(second)).toBe(false);
    expect(waits).toEqual([true, false, true]);
  });

  it('runs on after resume', async () => {
    const stepper = new Stepper('step', () => {});
    const first = stepper.beforeLine();
    stepper.resume();
    expect(await settled(first)).toBe(true);
    expect(await settled(stepper.beforeLine())).toBe(true);
  });

  it('does nothing when stepped while nothing waits', async () => {
    const stepper = new Stepper('step', () => {});
    stepper.step();
    expect(await settled(stepper.beforeLine())).toBe(false);
  });
});
