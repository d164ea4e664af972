/** What reaches a server, in a module of its own: a page that uses no endpoint never loads it. */
import { HttpTransport } from '../../clients/endpoint/http-transport';
import type { InFlight } from '../../clients/endpoint/in-flight';
import type { EndpointAddress } from '../../endpoint/address';
import type { Capabilities } from '../../endpoint/capabilities';
import { DIALECTS } from '../../endpoint/dialects';
import type { ServerKind } from '../../endpoint/dialects/dialect';
import { EndpointModel, type EndpointSettings } from '../../endpoint/endpoint-model';
import type { ListedModel } from '../../endpoint/models-list';
import { lookAtServer, probe } from '../../endpoint/probe';
import type { SpendingMeter } from '../../endpoint/spending';
import { Vocabulary } from '../../endpoint/vocabulary';
import type { LanguageModel } from '../../guidance/ports';

export interface Asking {
  readonly address: EndpointAddress;
  /** As typed. */
  readonly model: string;
  readonly key: () => string | null;
  readonly inFlight: InFlight;
  readonly mayConnect: () => boolean;
  readonly fetch: typeof fetch;
  readonly meter: SpendingMeter;
}

export function listModels(signal: AbortSignal, asking: Asking) {
  return lookAtServer(signal, transportTo(asking, 'openai'));
}

export interface CheckedServer {
  readonly models: readonly ListedModel[];
  readonly found: Capabilities;
  readonly model: (settings: EndpointSettings) => LanguageModel;
}

/** `chosen` null for the kind as it is recognised, `top` as in `probe`. */
export async function checkServer(
  signal: AbortSignal,
  asking: Asking,
  chosen: ServerKind | null,
  top: number | null,
  onStep: (words: string) => void,
): Promise<CheckedServer> {
  const { models, kind: detected } = await listModels(signal, asking);
  const kind = chosen ?? detected;
  const listed = models.find(({ id }) => id === asking.model) ?? null;
  const parts = {
    transport: transportTo(asking, kind),
    dialect: DIALECTS[kind],
    model: listed?.id ?? (asking.model === '' ? (models[0]?.id ?? '') : asking.model),
    vocabulary: new Vocabulary(),
    meter: asking.meter,
  };
  const found = await probe(signal, parts, listed, top, onStep);
  return { models, found, model: (settings) => new EndpointModel(parts, found, settings) };
}

function transportTo({ address, model, key, inFlight, mayConnect, fetch, meter }: Asking, kind: ServerKind) {
  const { root, host } = address;
  return new HttpTransport({
    root,
    host,
    model,
    key,
    inFlight,
    corsAdvice: DIALECTS[kind].corsAdvice,
    mayConnect,
    fetch,
    onRetry: () => meter.retried(),
  });
}
