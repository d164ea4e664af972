/** The endpoint model over a test server, as the page puts it together. */
import { HttpTransport } from '../../src/clients/endpoint/http-transport';
import { InFlight } from '../../src/clients/endpoint/in-flight';
import type { RetryRule } from '../../src/clients/endpoint/retry-rule';
import { readAddress } from '../../src/endpoint/address';
import type { Capabilities } from '../../src/endpoint/capabilities';
import { DIALECTS } from '../../src/endpoint/dialects';
import type { ServerKind } from '../../src/endpoint/dialects/dialect';
import { EndpointModel } from '../../src/endpoint/endpoint-model';
import { lookAtServer, probe } from '../../src/endpoint/probe';
import type { ServerParts } from '../../src/endpoint/server';
import { SpendingMeter } from '../../src/endpoint/spending';
import { Vocabulary } from '../../src/endpoint/vocabulary';
import type { MissingRule } from '../../src/guidance/top-lists';

/** Waits are short, so that a test sees all of them. */
export const QUICK: RetryRule = { tries: 3, firstWaitMs: 5, longestWaitMs: 20, silenceMs: 30_000 };

export interface ConnectOptions {
  readonly key?: string | null;
  readonly rule?: RetryRule;
  readonly kind?: ServerKind;
  readonly top?: number | null;
  readonly missing?: MissingRule;
  readonly inFlight?: number;
  readonly fetch?: typeof fetch;
  readonly mayConnect?: boolean;
}

export interface Connected {
  readonly model: EndpointModel;
  readonly capabilities: Capabilities;
  readonly parts: ServerParts;
}

export function transportTo(url: string, options: ConnectOptions = {}) {
  const { key = null, rule = QUICK, inFlight = 4, kind, mayConnect = true } = options;
  const read = readAddress(url);
  if (read.kind === 'problem') throw new Error(read.message);
  const { root, host } = read.address;
  return new HttpTransport({
    root,
    host,
    model: 'tiny-coder',
    key: () => key,
    inFlight: new InFlight(inFlight),
    corsAdvice: DIALECTS[kind ?? 'openai'].corsAdvice,
    mayConnect: () => mayConnect,
    fetch: options.fetch ?? fetch,
    rule,
  });
}

export async function connect(url: string, options: ConnectOptions = {}): Promise<Connected> {
  const signal = new AbortController().signal;
  const transport = transportTo(url, options);
  const { models, kind } = await lookAtServer(signal, transport);
  const dialect = DIALECTS[options.kind ?? kind];
  const parts = {
    transport,
    dialect,
    model: 'tiny-coder',
    vocabulary: new Vocabulary(),
    meter: new SpendingMeter(),
  };
  const capabilities = await probe(signal, parts, models[0] ?? null, options.top ?? null, () => {});
  const settings = { missing: options.missing ?? 'bounded', promptStyle: 'built-in' } as const;
  return { model: new EndpointModel(parts, capabilities, settings), capabilities, parts };
}
