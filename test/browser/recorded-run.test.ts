/** The recorded first run is not an illustration: the shipped weights give it again, token for token. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunEvent } from '../../src/guidance/events';
import { parseRunFile } from '../../src/runs/run-file';
import { openPage } from './page';
import { all, codeOf, tokenIds } from './support';

let opened: Awaited<ReturnType<typeof openPage>>;
beforeAll(async () => {
  opened = await openPage();
});
afterAll(() => opened.close());

it('is reproduced by the shipped weights on WASM', async () => {
  const file = parseRunFile(JSON.parse(readFileSync(new URL('../../public/runs/first.json', import.meta.url), 'utf8')));
  const recorded: readonly RunEvent[] = file.events;
  const started = all(recorded, 'run-started')[0];
  if (started === undefined) throw new Error('The recorded run has no beginning.');
  const { problem, agent, plan } = started;
  const replayed = await opened.page.evaluate(async (input) => (await window.playground?.run(input)) ?? [], {
    problem,
    agent,
    ...(plan === undefined ? {} : { plan }),
  });
  expect(all(replayed, 'run-started')[0]?.plan).toEqual(plan);
  expect(all(replayed, 'run-started')[0]?.model).toEqual(started.model);
  expect(tokenIds(replayed)).toEqual(tokenIds(recorded));
  expect(codeOf(replayed)).toBe(codeOf(recorded));
  const candidates = (events: readonly RunEvent[]) =>
    all(events, 'candidate-sampled').map((event) => [event.line, event.candidate.index, event.candidate.ids]);
  expect(candidates(replayed)).toEqual(candidates(recorded));
  const signals = (events: readonly RunEvent[]) => all(events, 'signal-formed').map((event) => event.signal.text);
  expect(signals(replayed)).toEqual(signals(recorded));
});
