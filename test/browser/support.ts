/** Shorthands for tests that drive the page through `window.playground`. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type {} from '../../src/automation';
import type { AgentSettings } from '../../src/guidance/agent';
import type { EventOf, RunEvent } from '../../src/guidance/events';
import type { Limits } from '../../src/guidance/ports';
import type { Problem } from '../../src/problems/schema';
import { parseRunFile } from '../../src/runs/run-file';

export function all<K extends RunEvent['kind']>(events: readonly RunEvent[], kind: K): EventOf<K>[] {
  return events.filter((event): event is EventOf<K> => event.kind === kind);
}

export function codeOf(events: readonly RunEvent[]): string {
  return all(events, 'code-finished').at(-1)?.code ?? '';
}

export function tokenIds(events: readonly RunEvent[]): number[] {
  return all(events, 'line-finished').flatMap((event) => [...event.ids]);
}

export async function bundled(page: Page): Promise<Problem[]> {
  return page.evaluate(async () => {
    if (window.playground === undefined) throw new Error('The page has no automation surface.');
    return window.playground.bundledProblems();
  });
}

export async function runOnPage(
  page: Page,
  problem: unknown,
  agent: Partial<AgentSettings> = {},
  limits: Partial<Limits> = {},
): Promise<RunEvent[]> {
  return page.evaluate(
    async (input) => {
      if (window.playground === undefined) throw new Error('The page has no automation surface.');
      return window.playground.run(input);
    },
    { problem, agent, limits },
  );
}

/** Of a run that comes with the page. */
export function recordedEvents(role: string): readonly RunEvent[] {
  const file = new URL(`../../public/runs/${role}.json`, import.meta.url);
  return parseRunFile(JSON.parse(readFileSync(file, 'utf8'))).events;
}

/** The recorded run at its end, whether or not it has come there by itself meanwhile. */
export async function showRecordedEnd(page: Page): Promise<void> {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await button('Show the end').or(button('Play again')).waitFor();
  await page.evaluate(() => {
    [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === 'Show the end')?.click();
  });
  await button('Play again').waitFor();
}

/** The first bundled problem; tests that need any problem use this one. */
export async function firstProblem(page: Page): Promise<Problem> {
  const [first] = await bundled(page);
  if (first === undefined) throw new Error('No problem is bundled.');
  return first;
}
