/** How a model behind an endpoint agrees with the engine in the page: the same line, asked of both, token by token. */
import { nearTie } from '../../src/guidance/near-tie';
import type { LanguageModel, TokenChoice } from '../../src/guidance/ports';
import { CERTAINTIES, type Certainty } from '../../src/guidance/top-lists';
import { NEVER } from '../unit/model/built-in-model';
import type { RecordedLine } from './recorded-lines';

export interface Difference {
  readonly problem: string;
  readonly gamma: number;
  /** What the line has before it. */
  readonly before: string;
  readonly here: string;
  readonly there: string;
  readonly certainty: Certainty;
  /** How much smaller the engine's log G is for the endpoint's token, in nats; null where it does not show that token. */
  readonly gap: number | null;
  /** Too close for floating point: both are right. */
  readonly isNearTie: boolean;
}

export class Agreement {
  lines = 0;
  /** Lines with the same tokens that ended for the same reason. */
  sameLines = 0;
  steps = 0;
  readonly certainty: Record<Certainty, number> = { certain: 0, listed: 0, bound: 0 };
  /** Of the steps at each strength, how many were certain. */
  readonly byGamma = new Map<number, { steps: number; certain: number }>();
  readonly differences: Difference[] = [];

  async compare({ problem, request, tokens: here, line }: RecordedLine, model: LanguageModel): Promise<void> {
    const context = await model.openContext(NEVER);
    const there: TokenChoice[] = [];
    const answer = await model.decodeLine(NEVER, { ...request, context }, (choice) => there.push(choice));
    await model.closeContext(context);
    this.lines++;
    if (answer.ids.join() === line.ids.join() && answer.end === line.end) this.sameLines++;
    let before = '';
    for (const [i, token] of there.entries()) {
      const own = here[i];
      if (own === undefined) break;
      const certainty = token.certainty ?? 'certain';
      this.steps++;
      this.certainty[certainty]++;
      const sum = this.byGamma.get(request.gamma) ?? { steps: 0, certain: 0 };
      this.byGamma.set(request.gamma, {
        steps: sum.steps + 1,
        certain: sum.certain + (certainty === 'certain' ? 1 : 0),
      });
      // After another choice it is another question.
      if (own.id !== token.id) {
        const gap = gapOf(own, token);
        const isNearTie = gap !== null && gap < nearTie(request.gamma);
        const { gamma } = request;
        this.differences.push({ problem, gamma, before, here: own.text, there: token.text, certainty, gap, isNearTie });
        break;
      }
      before += token.text;
    }
  }

  /** Differences that no list and no rounding explains. */
  get wrong(): readonly Difference[] {
    return this.differences.filter(({ certainty, isNearTie }) => certainty === 'certain' && !isNearTie);
  }

  told(name: string): string {
    const sure = CERTAINTIES.map((one) => `${one} ${this.certainty[one]}`).join(', ');
    const ties = this.differences.filter(({ isNearTie }) => isNearTie).length;
    const head =
      `${name}: ${this.lines} lines, ${this.sameLines} the same; ${this.steps} steps, ${sure}; ` +
      `${this.differences.length} differ, ${ties} of them too close for floating point`;
    const certain = [...this.byGamma].map(([gamma, sum]) => `γ ${gamma}: ${sum.certain} of ${sum.steps}`).join(', ');
    return [head, `  certain at ${certain}`, ...this.differences.map(shown)].join('\n');
  }
}

function gapOf(own: TokenChoice, token: TokenChoice): number | null {
  const logG = (id: number) => own.top.find((row) => row.id === id)?.logG ?? null;
  const [best, other] = [logG(own.id), logG(token.id)];
  return best === null || other === null ? null : best - other;
}

function shown({ problem, gamma, before, here, there, certainty, gap }: Difference): string {
  const by = gap === null ? 'not among the engine’s best' : `${gap.toPrecision(2)} nats behind`;
  const quoted = [before, here, there].map((text) => JSON.stringify(text));
  return `  ${problem}, γ ${gamma}, after ${quoted[0]}: here ${quoted[1]}, there ${quoted[2]} (${certainty}, ${by})`;
}
