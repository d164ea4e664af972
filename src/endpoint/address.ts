/** The address of an endpoint, as a visitor types it. */
import { nameableOrigin } from '../csp/named-origins';

export interface EndpointAddress {
  /** Without a slash at its end and without /v1: paths of calls are put behind it. */
  readonly root: string;
  readonly origin: string;
  /** Host and port, for messages. */
  readonly host: string;
}

export type AddressReading =
  | { readonly kind: 'address'; readonly address: EndpointAddress }
  | { readonly kind: 'problem'; readonly message: string };

export function readAddress(text: string): AddressReading {
  const typed = text.trim();
  if (typed === '') return problem('Type the address of a server, for example http://localhost:8080.');
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`);
  } catch {
    return problem('This is no address. One looks like http://localhost:8080 or https://api.fireworks.ai/inference.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return problem(
      'Leave names, passwords, keys and everything behind ? or # out of the address: the key has its own field.',
    );
  }
  const origin = nameableOrigin(url.href);
  if (origin === null) {
    return problem(
      url.protocol === 'http:'
        ? `The page may only use https, or http to this machine (localhost, 127.0.0.1). Give ${url.host} a certificate, or bring its port here: ssh -L 8080:localhost:8080 ${url.hostname}`
        : 'The address starts with https://, or with http://localhost or http://127.0.0.1 for this machine.',
    );
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1(?:\/(?:completions|models|chat\/completions))?$/, '');
  return { kind: 'address', address: { root: origin + path, origin, host: url.host } };
}

function problem(message: string): AddressReading {
  return { kind: 'problem', message };
}
