/**
 * A verdict by two interpreters (runtime/judge.py): one that never runs a program takes the tests apart and compares,
 * the other runs the program.
 */
import type { Limits, TestOutcome } from '../../guidance/ports';
import { unreadable } from './outcomes';
import { type Called, type Plan, readCalled, readPlan, readSettled, type Settled } from './replies';

/** The program's worker computed what was asked, or says why it could not. */
const mayStand = (plan: Plan | undefined, reply: Called | Settled): boolean =>
  plan === undefined || 'whole' in plan || !('outcome' in reply) || !['passed', 'failed'].includes(reply.outcome.kind);

/** Sends requests to one interpreter. A request that is lost with its worker comes back settled. */
export type Ask = <T>(
  requests: readonly object[],
  read: (reply: string) => T | null,
  lost: (outcome: TestOutcome) => T,
) => Promise<T[]>;

export interface Judged {
  readonly program: string;
  readonly tests: readonly string[];
  readonly setup: string;
  readonly limits: Limits;
}

export async function judgeTests(askReferee: Ask, askProgram: Ask, judged: Judged): Promise<TestOutcome[]> {
  const { program, tests, setup, limits } = judged;
  const settled = (outcome: TestOutcome): Settled => ({ outcome });
  const plans = await askReferee<Plan | Settled>(
    tests.map((test) => ({ op: 'plan', program, test, setup })),
    readPlan,
    settled,
  );
  const called = await forOpen<Plan, Called | Settled>(
    plans,
    (plan, index) =>
      'whole' in plan
        ? { op: 'whole', program, test: tests[index], setup, limits }
        : { op: 'call', program, setup, limits, ...plan },
    async (requests) => {
      const open = plans.filter((plan): plan is Plan => !('outcome' in plan));
      const replies = await askProgram(requests, readCalled, settled);
      // Whether such a test passed is the referee's word; a program that says so has forged its reply.
      return replies.map((reply, index) => (mayStand(open[index], reply) ? reply : settled(unreadable())));
    },
  );
  const outcomes = await forOpen<Called, Settled>(
    called,
    ({ values }, index) => ({ op: 'compare', program, test: tests[index], setup, limits, values }),
    (requests) => askReferee(requests, readSettled, settled),
  );
  return outcomes.map(({ outcome }) => outcome);
}

/** Asks about the items that are open, and leaves the settled ones where they are. */
async function forOpen<Open extends object, Reply extends object>(
  items: readonly (Open | Settled)[],
  request: (item: Open, index: number) => object,
  ask: (requests: readonly object[]) => Promise<Reply[]>,
): Promise<(Reply | Settled)[]> {
  const isSettled = (item: Open | Settled): item is Settled => 'outcome' in item;
  const replies = await ask(items.flatMap((item, index) => (isSettled(item) ? [] : [request(item, index)])));
  let next = 0;
  return items.map((item) => (isSettled(item) ? item : (replies[next++] ?? { outcome: unreadable() })));
}
