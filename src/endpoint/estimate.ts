/** What one line will cost, before it does: counted with what lines of Python usually are, and said to be an estimate. */
import type { AgentSettings } from '../guidance/agent';
import type { Capabilities } from './capabilities';
import { NOTHING_SPENT, type Spent } from './spending';

/** Tokens of a usual line, of a usual prompt, and of what one candidate's tests put into the signal. */
const LINE = 14;
const PROMPT = 500;
const SIGNAL_OF_CANDIDATE = 120;
const CODE = 60;
/** How often both streams part ways in a line, where each writes ahead. */
const PARTINGS = 3;
const AHEAD = 12;

/** `promptTokens` of the problem on the screen, where it is known. */
export function estimateRun(found: Capabilities, agent: AgentSettings, promptTokens: number | null): Spent {
  const prompt = (promptTokens ?? PROMPT) + CODE;
  const signal = agent.candidates * SIGNAL_OF_CANDIDATE;
  const isGuided = agent.gamma > 0;
  const candidateRequests = !isGuided ? 0 : found.several ? 1 : agent.candidates;
  const candidateTokens = isGuided
    ? agent.candidates * Math.min(agent.maxTokens, (agent.horizonLines ?? 10) * LINE)
    : 0;
  const rounds = found.promptLists ? 1.5 : PARTINGS;
  const plainRequests = agent.gamma === 1 ? 0 : isGuided ? rounds : 1;
  const conditionalRequests = !isGuided ? 0 : agent.gamma === 1 ? 1 : rounds;
  const written = found.promptLists ? 1 : AHEAD;
  return {
    ...NOTHING_SPENT,
    requests: Math.round(candidateRequests + plainRequests + conditionalRequests),
    inputTokens: Math.round((candidateRequests + plainRequests) * prompt + conditionalRequests * (prompt + signal)),
    outputTokens: Math.round(candidateTokens + (plainRequests + conditionalRequests) * written),
  };
}
