/** What the policy of this very page allows: it was written when the page was opened and can only be tightened since. */

/** Marks the element that the page's first script adds. */
export const POLICY_ID = 'connect-policy';

/** Everything is allowed where there is no such policy, as on the development server. */
export function mayConnect(origins: readonly string[]): boolean {
  const policy = document.getElementById(POLICY_ID);
  if (!(policy instanceof HTMLMetaElement)) return true;
  const allowed = policy.content.split(' ');
  return origins.every((origin) => allowed.includes(origin));
}
