/** The part of CacheStorage that the page's store uses, in memory. */
export function memoryCaches(): CacheStorage & { readonly full: { value: boolean } } {
  const stores = new Map<string, Map<string, Response>>();
  const full = { value: false };
  const keyOf = (request: RequestInfo | URL) =>
    typeof request === 'string' ? request : request instanceof URL ? request.href : request.url;
  const open = async (name: string) => {
    const entries = stores.get(name) ?? new Map<string, Response>();
    stores.set(name, entries);
    return {
      match: async (request: RequestInfo | URL) => entries.get(keyOf(request))?.clone(),
      async put(request: RequestInfo | URL, response: Response) {
        if (full.value) throw new DOMException('The quota is used up.', 'QuotaExceededError');
        entries.set(keyOf(request), response);
      },
      delete: async (request: RequestInfo | URL) => entries.delete(keyOf(request)),
      keys: async () => [...entries.keys()].map((url) => new Request(url)),
    };
  };
  const storage = { full, open, delete: async (name: string) => stores.delete(name) };
  // Only what stands above is asked for.
  return storage as unknown as ReturnType<typeof memoryCaches>;
}
