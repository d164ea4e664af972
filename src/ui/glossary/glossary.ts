/**
 * The words of the method, each explained once. Whatever on the page is marked as a term reads its explanation here, and
 * the article ends with all of them. Fetched when the first explanation is asked for.
 */

export interface GlossaryEntry {
  /** As a heading: the word, with its letter where it has one. */
  readonly name: string;
  /** What it is, in one to three plain sentences. */
  readonly text: string;
}

/** In the order of the article's list: the loop first, then the numbers, then how runs are compared. */
export const GLOSSARY = {
  token: {
    name: 'Token',
    text: 'A piece of text that the model reads or writes at once: a word, a part of one, a sign, or some spaces.',
  },
  greedy: {
    name: 'Greedy decoding',
    text: 'Always taking the likeliest next token. It is plain generation, and it is this method with γ = 0.',
  },
  candidate: {
    name: 'Candidate',
    text: 'A possible continuation of the code so far, sampled by the model before it commits to the next line. Candidates are run and then thrown away: only what happened is kept.',
  },
  candidates: {
    name: 'Number of candidates, s',
    text: 'How many candidates are sampled before a line. More of them find more, and cost more.',
  },
  horizon: {
    name: 'Horizon, d',
    text: 'How many lines a candidate may look ahead. One that reaches a return can be judged by the tests; one that is cut before only shows values on the way.',
  },
  refresh: {
    name: 'Refresh, k',
    text: 'New candidates are sampled at every k-th line. In between, the last signal stays in force: cheaper, but older.',
  },
  temperature: {
    name: 'Temperature, t',
    text: 'How freely candidates are sampled: low gives nearly the same one each time, high gives wild ones. The answer itself is never sampled.',
  },
  seed: {
    name: 'Seed',
    text: 'Where the dice for the candidates begin. The same seed, settings, weights and device give the same run, token for token.',
  },
  executable: {
    name: 'Made executable',
    text: 'A candidate ends wherever it was cut, so it is completed as little as possible until Python accepts it. One that cannot be completed is left out.',
  },
  trace: {
    name: 'Trace',
    text: 'The record of one program on one test: which line ran, which variables it changed and to what, what was returned or raised.',
  },
  signal: {
    name: 'Signal',
    text: 'What the candidates did when they ran, written as text. It is put into the second prompt, so that the model can read it before it chooses the next tokens.',
  },
  'plain-prompt': {
    name: 'Plain prompt',
    text: 'The problem, its visible tests and the code so far. No candidate and no execution is in it.',
  },
  'second-prompt': {
    name: 'Second prompt',
    text: 'The plain prompt with the signal in it. What the model expects after it is the conditional distribution.',
  },
  P: {
    name: 'P, the plain distribution',
    text: 'How likely the model finds each next token after it has read the plain prompt.',
  },
  Pc: {
    name: 'Pc, the conditional distribution',
    text: 'How likely the same model finds each next token after it has read the prompt with the signal in it.',
  },
  G: {
    name: 'G, the guided distribution',
    text: 'P moved in the direction of Pc: log G = log P + γ (log Pc − log P) − log Z. The token that is likeliest under G is written.',
  },
  gamma: {
    name: 'Guidance strength, γ',
    text: 'How far to go from P towards Pc. 0 ignores the signal, 1 trusts the second prompt alone, above 1 goes further in the same direction.',
  },
  guidance: {
    name: 'Guidance (CFG)',
    text: 'Classifier-free guidance: asking one model twice, with and without a condition, and going in the direction in which the condition moves it. Here the condition is what happened when candidates ran.',
  },
  logarithm: {
    name: 'Log-probability',
    text: 'The natural logarithm of a probability: 0 is certain, −0.7 is about one half, −4.6 about one in a hundred. Multiplying probabilities is adding their logarithms.',
  },
  normaliser: {
    name: 'Z, the normaliser',
    text: 'What the guided values are divided by so that their probabilities add up to one.',
  },
  entropy: {
    name: 'Entropy, H',
    text: 'How undecided a distribution is, in nats. 0: one token is certain. 0.69: as open as a fair coin.',
  },
  kl: {
    name: 'KL divergence: moved',
    text: 'KL(G ‖ P): how far guidance has moved the whole distribution for this token, in nats. 0 means that the signal changed nothing.',
  },
  nat: {
    name: 'Nat',
    text: 'The unit of information when logarithms are natural; 1 nat is 1.44 bits.',
  },
  'visible-test': {
    name: 'Visible tests',
    text: 'Tests that the model reads and that candidates are run on. An answer that passes all of them counts as solved.',
  },
  'hidden-test': {
    name: 'Hidden tests',
    text: 'Tests that nobody sees while the answer is written: they are run on the finished answer alone and choose nothing. They tell whether passing the visible ones meant anything.',
  },
  solved: {
    name: 'Solved',
    text: 'The finished answer passes every visible test. Hidden tests are counted beside it.',
  },
  'best-of-n': {
    name: 'Best of N',
    text: 'Another strategy: sample N whole programs without guidance, run all on the visible tests, and answer with the first that passes.',
  },
  'self-debug': {
    name: 'Self-debugging',
    text: 'Another strategy: write a whole program, run it, and write it anew with what happened in sight, for some rounds.',
  },
  agent: {
    name: 'Agent',
    text: 'One setting of candidates, temperature, horizon, refresh, prompt and γ. The paper lets many agents try a problem until one solves it.',
  },
  forwarded: {
    name: 'Tokens forwarded',
    text: 'How many token positions went through the network, candidates included. A cost that does not depend on the machine.',
  },
  'session-run': {
    name: 'Session runs',
    text: 'Calls of the network, however many tokens each carried. On a graphics card they cost nearly the same each.',
  },
  rsr: {
    name: 'RSR, relative success rate',
    text: 'The part of what plain decoding leaves unsolved that a strategy wins: (its rate − plain rate) / (100 − plain rate).',
  },
  interval: {
    name: '95 % interval',
    text: 'The true rate lies in such an interval in 95 of 100 experiments like this one. Where the interval of a difference holds 0, the difference may be chance.',
  },
  weights: {
    name: 'Weights',
    text: 'The numbers that training has given the model. Their SHA-256 names them, so that a recorded run says exactly which model made it.',
  },
  live: {
    name: 'Live',
    text: 'Measured here and now: by the model and the Python that run in this page.',
  },
  recorded: {
    name: 'Recorded',
    text: 'A list of everything that happened in a real run of this page, played back. Nothing in it is drawn by hand; the same weights and settings make it again.',
  },
  measured: {
    name: 'Measured',
    text: 'Counted over real runs with the weights that are named: made in this browser, or imported with the experiment. Each of the runs can be opened.',
  },
  report: {
    name: 'From the report',
    text: 'Measured before with the weights that are named, over many problems. docs/built-in-model.md has the command that measures it again.',
  },
  published: {
    name: 'Published',
    text: 'A figure of the paper or its repository, measured by others with other models. This page has not checked it.',
  },
  illustration: {
    name: 'Illustration',
    text: 'Made up to explain something. No run has given these numbers.',
  },
} as const satisfies Readonly<Record<string, GlossaryEntry>>;

export type TermId = keyof typeof GLOSSARY;
