/** A model behind an endpoint for whoever drives the page by `window.playground`, without the fields on the screen. */
import { InFlight } from '../../clients/endpoint/in-flight';
import { mayConnect } from '../../csp/page-connections';
import { readAddress } from '../../endpoint/address';
import type { ServerKind } from '../../endpoint/dialects/dialect';
import type { EndpointSettings } from '../../endpoint/endpoint-model';
import { SpendingMeter, type Spent } from '../../endpoint/spending';
import { type Failure, PlaygroundError, toFailure } from '../../guidance/failure';
import type { LanguageModel } from '../../guidance/ports';
import { checkServer } from './ask-server';

export interface EndpointOptions extends EndpointSettings {
  readonly address: string;
  /** In this page's memory, and in the header of its requests. */
  readonly key: string | null;
  /** null for the kind as it is recognised. */
  readonly kind: ServerKind | null;
  /** null for the first that the server has. */
  readonly model: string | null;
  /** How many of the likeliest tokens to ask for; null for what is usual for the kind. */
  readonly top: number | null;
  /** Most requests at a time, of all runs together. */
  readonly inFlight: number;
}

export interface AutomatedEndpoint {
  readonly model: LanguageModel;
  spent(): Spent;
  /** Asks the server anew: what it is now, or why it cannot be used. */
  check(): Promise<{ readonly weightsSha256: string } | { readonly failure: Failure }>;
}

/** Rejects with the failure where the server cannot be used. */
export async function openEndpoint(options: EndpointOptions): Promise<AutomatedEndpoint> {
  const reading = readAddress(options.address);
  if (reading.kind === 'problem') {
    throw new PlaygroundError({ code: 'endpoint-wrong', message: reading.message, advice: 'Correct the address.' });
  }
  const { address } = reading;
  const meter = new SpendingMeter();
  const checked = (counting: SpendingMeter) =>
    checkServer(
      new AbortController().signal,
      {
        address,
        model: options.model ?? '',
        key: () => options.key,
        inFlight: new InFlight(options.inFlight),
        mayConnect: () => mayConnect([address.origin]),
        fetch: (...args) => fetch(...args),
        meter: counting,
      },
      options.kind,
      options.top,
      () => undefined,
    );
  const model = (await checked(meter)).model(options);
  return {
    model,
    spent: () => meter.spent,
    async check() {
      try {
        const { weightsSha256 } = (await checked(new SpendingMeter())).model(options).description;
        return { weightsSha256 };
      } catch (thrown) {
        return { failure: toFailure(thrown) };
      }
    },
  };
}
