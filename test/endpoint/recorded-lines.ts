/** Lines that a real guided run asks for, with what came of each, to be asked for again elsewhere. */
import { type AgentSettings, DEFAULT_AGENT } from '../../src/guidance/agent';
import { runAgent } from '../../src/guidance/egcfg';
import type { RunEvent } from '../../src/guidance/events';
import type { DecodedLine, DecodeLineRequest, Interpreter, LanguageModel, TokenChoice } from '../../src/guidance/ports';
import { DEFAULT_LIMITS } from '../../src/limits/sandbox-limits';
import type { Problem } from '../../src/problems/schema';
import { NEVER } from '../unit/model/built-in-model';

export interface RecordedLine {
  readonly problem: string;
  readonly request: DecodeLineRequest;
  readonly tokens: readonly TokenChoice[];
  readonly line: DecodedLine;
}

export async function guidedRun(
  model: LanguageModel,
  interpreter: Interpreter,
  problem: Problem,
  agent: Partial<AgentSettings>,
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  await runAgent(NEVER, {
    model,
    interpreter,
    problem,
    agent: { ...DEFAULT_AGENT, ...agent },
    limits: DEFAULT_LIMITS,
    forced: [],
    emit: (event) => events.push(event),
    beforeLine: async () => undefined,
  });
  return events;
}

export async function recordLines(
  model: LanguageModel,
  interpreter: Interpreter,
  problem: Problem,
  agent: Partial<AgentSettings>,
): Promise<RecordedLine[]> {
  const lines: RecordedLine[] = [];
  const recording: LanguageModel = {
    ...model,
    async decodeLine(signal, request, onToken) {
      const tokens: TokenChoice[] = [];
      const line = await model.decodeLine(signal, request, (choice) => {
        tokens.push(choice);
        onToken(choice);
      });
      lines.push({ problem: problem.id, request, tokens, line });
      return line;
    },
  };
  await guidedRun(recording, interpreter, problem, agent);
  return lines;
}
