/** The Hub, and where it sends a browser for large files. */

export const HUB_ORIGIN = 'https://huggingface.co';

/** Its own short domain: cdn-lfs.hf.co, cas-bridge.xethub.hf.co, us.aws.cdn.hf.co and whatever comes after them. */
const HUB_FILE_HOSTS = 'https://*.hf.co';

/** Origins as a policy wants them: who names the Hub means its files too. */
export function withFileHosts(origins: readonly string[]): string[] {
  return origins.flatMap((origin) => (origin === HUB_ORIGIN ? [origin, HUB_FILE_HOSTS] : [origin]));
}
