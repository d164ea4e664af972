/** Before the browser tests: a Chromium, perhaps a Firefox, a build that is not stale, and servers for it. */
import type { TestProject } from 'vitest/node';
import { buildIfNeeded } from '../../scripts/lib/build.mjs';
import { findChromium } from '../../scripts/lib/find-chromium.mjs';
import { findFirefox } from '../../scripts/lib/find-firefox.mjs';
import { DIST } from '../../scripts/lib/repository.mjs';
import { startStaticServer } from '../../scripts/lib/static-server.mjs';
import { thisMachine } from '../../scripts/lib/this-machine.mjs';
import { buildControlPage } from '../escape/control/site';
import { serveBuilds } from './built-once';
import { buildSandboxPage } from './sandbox-page/site';

declare module 'vitest' {
  interface ProvidedContext {
    chromiumPath: string;
    /** null where there is none: what needs it is skipped. */
    firefoxPath: string | null;
    /** The page at the root of its host. */
    siteUrl: string;
    /** The same page some folders down, as on a project's pages: every address in it must be relative. */
    nestedSiteUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const say = (line: string) => console.log(line);
  const chromiumPath = await findChromium(thisMachine(say));
  const firefoxPath = await findFirefox(thisMachine(say));
  await buildIfNeeded(say);
  const site = await startStaticServer({ root: DIST });
  const builds = await serveBuilds({ sandbox: buildSandboxPage, control: buildControlPage });
  const nested = await startStaticServer({ root: DIST, base: '/some/where/' });
  project.provide('chromiumPath', chromiumPath);
  project.provide('firefoxPath', firefoxPath);
  project.provide('buildsUrl', builds.url);
  project.provide('siteUrl', site.url);
  project.provide('nestedSiteUrl', nested.url);
  return async () => {
    await Promise.all([site.close(), nested.close(), builds.close()]);
  };
}
