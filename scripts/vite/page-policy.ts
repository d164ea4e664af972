/** Vite plugin: puts the page's policy and its first script at the head of the built document. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Plugin } from 'vite';
import { pagePolicy } from './policies.ts';
import { frameDocument } from './python-sandbox.ts';
import { bundleConnectPolicy } from './sandbox-bundles.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SCRIPT = 'connect-policy.js';

export function pagePolicyPlugin(): Plugin {
  return {
    name: 'page-policy',
    // The development server writes inline scripts and opens a socket; the built page is what is protected.
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: SCRIPT, source: await bundleConnectPolicy(ROOT) });
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html) {
        const { scriptHash } = await frameDocument();
        const policy = `<meta http-equiv="Content-Security-Policy" content="${pagePolicy(scriptHash)}" />`;
        // After the encoding, which must stand in the first kilobyte, and before everything that loads something.
        const encoding = /<meta charset=[^>]*>/i;
        if (!encoding.test(html)) throw new Error('index.html names no encoding, and the policy is put behind it.');
        const script = `<script src="./${SCRIPT}?v=${shortHash(await bundleConnectPolicy(ROOT))}"></script>`;
        return html.replace(encoding, (found) => `${found}\n    ${policy}\n    ${script}`);
      },
    },
  };
}

/** Its name stays the same over versions; what is kept of it (src/offline) must not. */
function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
