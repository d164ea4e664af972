/**
 * Eight agents for whoever names none: the team that solved most on the development split (`npm run measure` writes the
 * file); what they share suits the built-in model (docs/built-in-model.md). The paper varies temperature, horizon,
 * prompt and γ.
 */
import team from './default-team.json';

export const DEFAULT_TEAM: readonly string[] = team;
