/**
 * The text of a link in the address: `v1.` and, in base64url, two bytes of a checksum and the deflated JSON. The deflate
 * is given a text that links have much in common with, so that names cost next to nothing and can stay readable. That
 * text is a part of version 1: it must not change.
 */
import { deflateSync } from 'fflate';
import { crc32 } from '../files/crc32';
import { inflateUpTo } from '../files/inflate';
import { fromBase64Url, toBase64Url } from './base64-url';

/** Longer addresses are not looked at. */
const MOST_CHARACTERS = 64 * 1024;
/** More than any link that this page writes holds. */
const MOST_JSON_BYTES = 512 * 1024;
const CHECK_BYTES = 2;

/** What is more often used stands later: near matches cost less. */
const COMMON_V1 = new TextEncoder().encode(
  [
    '"packages":["numpy","pandas"]"setup":"import math\\nfrom collections import "hiddenTests":"level":2,"level":3,"level":4,',
    '"system":"head":"tail":"answer":"candidates":"partial":"prompts":{"built-in":{"instruct":{"long-code":{"chat":{',
    '"maxRecursionDepth":"maxTraceValues":"maxTraceSteps":"maxOutputBytes":"maxHeapBytes":"deadlineMs":"maxSteps":"limits":{',
    '"numbers":"approximate""decoding":"stepping""earlyStop":true,"finishOnPass":true,"candidateSignal":false,"partialSignal":true,',
    '"traceBudget":"traceFormat":"budgeted""traceFormat":"published""traceFormat":"minimal""traceFormat":"full"',
    '"guidance":"persistent-prefix""guidance":"token","promptType":"instruct""promptType":"chat""epsilon":1e-8,"topProbsMask":',
    '"maxTokens":"maxLines":"retries":"topP":0.9,"refreshEvery":2,"horizonLines":null,"horizonLines":4,',
    '{"problem":{"kind":"program","title":"My program","statement":"Read a number from the input and print the ',
    '"visibleTests":"--- input\\n--- output\\n",{"problem":{"title":"My problem","statement":"Write a function that takes a list of ',
    'numbers and returns the sum of the string with the first of ","entryPoint":"solve","visibleTests":"assert solve([1, 2, 3]) == ',
    '\\nassert solve([]) == 0\\nassert solve(\'a\') == True\\nassert solve(1, 2) == False"},"agent":{"temperature":0.8,',
    '"candidates":5,"gamma":0,"gamma":0.5,"gamma":2,"gamma":3,"gamma":1.5,"seed":2,',
    '"}},"run":{"tokens":"","lines":"","events":1000,"moment":100,"model":"tiny-coder","weights":"","device":"webgpu",',
    '"plan":{"decoding":"drafts","maxBatch":8}}}"plan":{"decoding":"drafts","maxBatch":4,"pair":true}}}',
    '{"problem":{"id":"","print":""},"agent":{"gamma":3,"seed":2},"run":{"tokens":"',
    '","model":"tiny-coder","weights":"","device":"wasm","plan":{"decoding":"drafts","maxBatch":16,"pair":true}}}',
  ].join(''),
);

export function writeLinkText(content: unknown): string {
  const json = new TextEncoder().encode(JSON.stringify(content));
  const packed = deflateSync(json, { level: 9, dictionary: COMMON_V1 });
  const bytes = new Uint8Array(CHECK_BYTES + packed.length);
  bytes.set(checkOf(json), 0);
  bytes.set(packed, CHECK_BYTES);
  return `v1.${toBase64Url(bytes)}`;
}

export type LinkText =
  | { readonly kind: 'none' }
  | { readonly kind: 'content'; readonly version: 1; readonly content: unknown }
  | { readonly kind: 'unreadable'; readonly why: 'damaged' | 'too-large' | 'newer' };

/** What stands behind `#/playground/`, or behind whatever begins an address. Never throws. */
export function readLinkText(text: string): LinkText {
  const named = /^v(\d{1,6})\.(.*)$/s.exec(text);
  if (named === null) return { kind: 'none' };
  const [, version, body = ''] = named;
  if (version !== '1') return { kind: 'unreadable', why: Number(version) > 1 ? 'newer' : 'damaged' };
  if (body.length > MOST_CHARACTERS) return { kind: 'unreadable', why: 'too-large' };
  // Whoever quotes an address may leave a full stop or a bracket at its end.
  const bytes = fromBase64Url(body.replace(/[).,;:!?>\]}'"»”\s]+$/, ''));
  if (bytes === null || bytes.length <= CHECK_BYTES) return { kind: 'unreadable', why: 'damaged' };
  try {
    const json = inflateUpTo(bytes.subarray(CHECK_BYTES), MOST_JSON_BYTES + 1, 'deflate', { dictionary: COMMON_V1 });
    if (json.length > MOST_JSON_BYTES) return { kind: 'unreadable', why: 'too-large' };
    const [first, second] = checkOf(json);
    if (bytes[0] !== first || bytes[1] !== second) return { kind: 'unreadable', why: 'damaged' };
    return { kind: 'content', version: 1, content: JSON.parse(new TextDecoder().decode(json)) };
  } catch {
    return { kind: 'unreadable', why: 'damaged' };
  }
}

function checkOf(json: Uint8Array): [number, number] {
  const sum = crc32(json);
  return [(sum >>> 8) & 0xff, sum & 0xff];
}
