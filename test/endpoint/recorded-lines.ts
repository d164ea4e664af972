/** Lines that a real guided run asks for, with what came of each, to be asked for again elsewhere. */
import { type AgentSettings, DEFAULT_AGENT } from '../../src/guidance/agent';
import type { DecodedLine, DecodeLineRequest, Interpreter, LanguageModel, TokenChoice } from '../../src/guidance/ports';
import type { Problem } from '../../src/problems/schema';
import { eventsOf } from '../verify/decode-harness';

export interface RecordedLine {
  readonly problem: string;
  readonly request: DecodeLineRequest;
  readonly tokens: readonly TokenChoice[];
  readonly line: DecodedLine;
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
  await eventsOf(recording, interpreter, problem, { agent: { maxTokens: DEFAULT_AGENT.maxTokens, ...agent } });
  return lines;
}
