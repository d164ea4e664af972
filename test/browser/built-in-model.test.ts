/**
 * What the shipped weights are for: problems that plain decoding fails and guidance solves. The list is measured, not
 * chosen: `npm run report -- --wins DIR` writes it from runs on the bundled problems.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../scripts/lib/repository.mjs';
import { DEFAULT_AGENT } from '../../src/guidance/agent';
import type { RunEvent } from '../../src/guidance/events';
import { openPage } from './page';
import { all, bundled, runOnPage } from './support';

const LIST = path.join(REPOSITORY, 'test', 'fixtures', 'guidance-wins.json');
const WEIGHTS = path.join(REPOSITORY, 'public', 'models', 'tiny-coder', 'onnx', 'model_int8.onnx');
const FEWEST = 3;

const ListSchema = v.object({
  weightsSha256: v.string(),
  agent: v.record(v.string(), v.unknown()),
  problems: v.array(v.string()),
});

const found = existsSync(LIST);
const why = found ? '' : ' (skipped: test/fixtures/guidance-wins.json has not been made for these weights)';
if (!found) console.log(`Wins of guidance are not tested${why}.`);

/** Every test of the suite passed, and there is one. */
function passes(events: readonly RunEvent[], suite: 'visible' | 'hidden'): boolean {
  const outcomes = all(events, 'code-judged').find((event) => event.suite === suite)?.outcomes ?? [];
  return outcomes.length > 0 && outcomes.every((outcome) => outcome.kind === 'passed');
}

describe.skipIf(!found)(`bundled problems that greedy fails and the measured agent solves${why}`, () => {
  let opened: Awaited<ReturnType<typeof openPage>>;
  const list = found ? v.parse(ListSchema, JSON.parse(readFileSync(LIST, 'utf8'))) : null;
  const listed = list?.problems ?? [];

  beforeAll(async () => {
    opened = await openPage();
    await opened.page.evaluate(() => window.playground?.ready());
  });
  afterAll(() => opened.close());

  it('are listed for the weights that ship, with all settings of the agent', () => {
    expect(list?.weightsSha256).toBe(createHash('sha256').update(readFileSync(WEIGHTS)).digest('hex'));
    expect(Object.keys(list?.agent ?? {}).sort()).toEqual(Object.keys(DEFAULT_AGENT).sort());
  });

  it(`are ${FEWEST} or more, each another`, () => {
    expect(new Set(listed).size).toBeGreaterThanOrEqual(FEWEST);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it.each(listed)('%s', async (id) => {
    const problem = (await bundled(opened.page)).find((one) => one.id === id);
    if (problem === undefined) throw new Error(`No bundled problem is called ${id}.`);
    expect(passes(await runOnPage(opened.page, problem, { gamma: 0 }), 'visible')).toBe(false);
    const guided = await runOnPage(opened.page, problem, list?.agent);
    expect([passes(guided, 'visible'), passes(guided, 'hidden')]).toEqual([true, true]);
  });
});
