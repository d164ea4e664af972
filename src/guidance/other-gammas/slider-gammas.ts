/** The strengths that the page's slider stops at. */
import { GAMMA_STEP } from './log-normalisers';

/** What published and measured runs use, and beyond: fine where little changes much. */
const USUAL = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5];

/** Rising multiples of `GAMMA_STEP`, from 0 to 5 and as far as the run's own strength lies outside. */
export function sliderGammas(runGamma: number): number[] {
  const below = steps(Math.floor(Math.min(0, runGamma) / GAMMA_STEP), -1).map((step) => step * GAMMA_STEP);
  const [first, last] = [Math.ceil(USUAL.at(-1) ?? 0) + 1, Math.ceil(runGamma)];
  return [...below, ...USUAL, ...steps(first, last)];
}

/** Whole numbers from one to another, both included. */
function steps(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
