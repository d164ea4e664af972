import { describe, expect, it } from 'vitest';
import { bestOf, chooseTeam, TEAM_SIZE, triedAgents, triedLines } from '../../../src/report/choose-settings';
import { rowsOf } from './rows';

const solves = (agent: string, problems: readonly number[], forwardedTokens = 100) =>
  rowsOf(
    'egcfg',
    Array.from({ length: 10 }, (_, i) => problems.includes(i)),
    { agent, forwardedTokens },
  );
const tried = (...all: ReturnType<typeof solves>[]) => triedAgents(all.flat(), ({ rows }) => rows[0]?.agent ?? '');

describe('settings from the development split', () => {
  it('are those that solve most, at equal numbers the cheaper ones', () => {
    const dear = solves('dear', [0, 1, 2], 900);
    const cheap = solves('cheap', [3, 4, 5], 400);
    expect(bestOf(tried(dear, cheap)).agent).toBe('cheap');
    expect(bestOf(tried(cheap, dear)).agent).toBe('cheap');
    expect(bestOf(tried(cheap, solves('more', [0, 1, 2, 3], 5000))).agent).toBe('more');
    expect(() => bestOf([])).toThrow('Nothing was tried');
  });

  it('make a team of what adds most, not of what solves most alone', () => {
    const team = chooseTeam(
      tried(solves('a', [0, 1, 2, 3]), solves('b', [0, 1, 2]), solves('c', [8, 9]), solves('d', [8])),
    );
    expect(team.map(({ agent }) => agent)).toEqual(['a', 'c', 'b', 'd']);
    expect(team.map(({ solvedTogether }) => solvedTogether.count)).toEqual([4, 6, 6, 6]);
    expect(team[0]?.agent).toBe(bestOf(tried(solves('a', [0, 1, 2, 3]), solves('b', [0, 1, 2]))).agent);
  });

  it('take no more agents than a team has', () => {
    const many = Array.from({ length: 12 }, (_, i) => solves(`a${i}`, [i % 10]));
    expect(chooseTeam(tried(...many))).toHaveLength(TEAM_SIZE);
  });

  it('are listed with what they solved and cost', () => {
    expect(triedLines(tried(solves('a', [0], 250)))).toMatchObject([
      { agent: 'a', solved: { count: 1, total: 10 }, tokens: 250 },
    ]);
  });
});
