/**
 * Eight agents for whoever names none: four temperatures of the candidates, each at two guidance strengths. What they
 * share suits the built-in model (docs/built-in-model.md); the paper varies temperature, horizon, prompt and γ.
 */
export const DEFAULT_TEAM: readonly string[] = [0.8, 1, 1.2, 1.5].map((t) => `ns4t${t}d8k1_ln,gamma=1|3`);
