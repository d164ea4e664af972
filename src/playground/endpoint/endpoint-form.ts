/** What the visitor typed about an endpoint, as it is kept in this browser. The key is not a part of it. */
import * as v from 'valibot';
import { SERVER_KINDS } from '../../endpoint/dialects/dialect';
import type { Prices } from '../../endpoint/spending';
import { MISSING_RULES } from '../../guidance/top-lists';

export const EndpointFormSchema = v.object({
  address: v.fallback(v.string(), ''),
  model: v.fallback(v.string(), ''),
  /** `detect`: as it is recognised. */
  kind: v.fallback(v.picklist(['detect', ...SERVER_KINDS]), 'detect'),
  missing: v.fallback(v.picklist(MISSING_RULES), 'bounded'),
  promptStyle: v.fallback(v.picklist(['instruct', 'built-in']), 'instruct'),
  /** Numbers as typed; empty for none. */
  top: v.fallback(v.string(), ''),
  inFlight: v.fallback(v.string(), '4'),
  inputPrice: v.fallback(v.string(), ''),
  outputPrice: v.fallback(v.string(), ''),
  cachedPrice: v.fallback(v.string(), ''),
});
export type EndpointForm = v.InferOutput<typeof EndpointFormSchema>;

export const EMPTY_FORM: EndpointForm = {
  address: '',
  model: '',
  kind: 'detect',
  missing: 'bounded',
  promptStyle: 'instruct',
  top: '',
  inFlight: '4',
  inputPrice: '',
  outputPrice: '',
  cachedPrice: '',
};

export type NumberField = 'top' | 'inFlight' | 'inputPrice' | 'outputPrice' | 'cachedPrice';

export function parseForm(text: string | null): EndpointForm {
  try {
    const parsed = v.safeParse(EndpointFormSchema, JSON.parse(text ?? '{}'));
    return parsed.success ? parsed.output : EMPTY_FORM;
  } catch {
    return EMPTY_FORM;
  }
}

/** A sentence for whoever typed it, or null. */
export function numberProblem(field: NumberField, text: string): string | null {
  if (text.trim() === '') return null;
  const value = numberIn(text);
  if (field === 'top') return isWhole(value, 1, 100_000) ? null : 'Enter a whole number from 1, or nothing.';
  if (field === 'inFlight') return isWhole(value, 1, 64) ? null : 'Enter a whole number from 1 to 64.';
  return value !== null && value >= 0 ? null : 'Enter a price of 0 or more, or nothing.';
}

/** null without both prices. */
export function pricesIn(form: EndpointForm): Prices | null {
  const [input, output] = [numberIn(form.inputPrice), numberIn(form.outputPrice)];
  if (input === null || output === null || input < 0 || output < 0) return null;
  return { input, output, cachedInput: numberIn(form.cachedPrice) };
}

/** null where it is empty or no number. Decimal commas are understood. */
export function numberIn(text: string): number | null {
  const typed = text.trim().replace(',', '.');
  const value = Number(typed);
  return typed === '' || !Number.isFinite(value) ? null : value;
}

function isWhole(value: number | null, least: number, most: number): boolean {
  return value !== null && Number.isInteger(value) && value >= least && value <= most;
}
