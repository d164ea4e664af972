/** Addresses of files that are published under their own names: models and recorded runs. */

/** A hash of everything under `public/`, put in by the build; not there in unit tests. */
declare const __PUBLISHED__: string | undefined;

/** With the version in it, so that neither a cache nor a service worker can answer with a file of another version. */
export function publishedAddress(path: string, base: string): URL {
  const address = new URL(path, base);
  if (typeof __PUBLISHED__ === 'string') address.searchParams.set('v', __PUBLISHED__);
  return address;
}
