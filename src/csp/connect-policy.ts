/**
 * The page's first script: allows connections to the page's own host, to Python's packages and to what the visitor has
 * named, and nothing else. The static policy is the upper bound of this one, because policies add up to the strictest.
 */
import { withFileHosts } from './hub-hosts';
import { readNamedOrigins } from './named-origins';
import { PACKAGE_BASE_URL } from './package-host';
import { POLICY_ID } from './page-connections';

const meta = document.createElement('meta');
meta.id = POLICY_ID;
meta.httpEquiv = 'Content-Security-Policy';
meta.content = ["connect-src 'self' blob: data:", PACKAGE_BASE_URL, ...withFileHosts(readNamedOrigins())].join(' ');
document.head.append(meta);
