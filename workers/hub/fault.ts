/** What keeps a download from going on, as data and in words. */
import { assertNever } from '../../src/guidance/assert-never';
import { type Failure, PlaygroundError } from '../../src/guidance/failure';

export type HubFault =
  /** No answer: offline, blocked, or a redirect to a host that the page may not connect to. */
  | { readonly kind: 'unreachable'; readonly words: string }
  /** `code` is the Hub's own word for it (X-Error-Code), where it gives one. */
  | { readonly kind: 'status'; readonly status: number; readonly code: string | null }
  | { readonly kind: 'cut'; readonly receivedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'stalled'; readonly seconds: number }
  | { readonly kind: 'wrong-length'; readonly saidBytes: number; readonly totalBytes: number }
  | { readonly kind: 'wrong-bytes'; readonly expected: string; readonly got: string }
  | { readonly kind: 'web-page' }
  | { readonly kind: 'bad-answer'; readonly words: string };

export class HubError extends Error {
  override readonly name = 'HubError';
  constructor(readonly fault: HubFault) {
    super(fault.kind);
  }
}

/** Whether trying again by itself may help: the connection broke, and nothing is wrong with what was asked for. */
export function isPassing(fault: HubFault): boolean {
  if (fault.kind === 'status') return fault.status >= 500 && fault.status !== 507;
  return fault.kind === 'cut' || fault.kind === 'stalled';
}

/** `file` is null where the repository itself was asked for. */
export function hubFailure(hub: string, repository: string, file: string | null, fault: HubFault): PlaygroundError {
  const { code, reason, advice } = explain(new URL(hub).host, repository, fault);
  const what = file === null ? `The repository ${repository}` : `The file ${file} of ${repository}`;
  return new PlaygroundError({ code, message: `${what} could not be had: ${reason}.`, advice });
}

const GO_ON = 'What has arrived is kept: resume when the connection is back.';

function explain(host: string, repository: string, fault: HubFault): { reason: string } & Omit<Failure, 'message'> {
  const code = 'model-missing';
  switch (fault.kind) {
    case 'unreachable':
      return {
        code,
        reason: `${host} cannot be reached (${offlineWords()}; the browser says: ${fault.words})`,
        advice: GO_ON,
      };
    case 'status':
      return { code, ...explainStatus(host, repository, fault.status, fault.code) };
    case 'cut':
      return {
        code,
        reason: `the connection to ${host} broke off after ${megabytes(fault.receivedBytes)} of ${megabytes(fault.totalBytes)}`,
        advice: GO_ON,
      };
    case 'stalled':
      return { code, reason: `${host} sent nothing for ${fault.seconds} seconds`, advice: GO_ON };
    case 'wrong-length':
      return {
        code: 'model-corrupt',
        reason: `${host} offers ${fault.saidBytes} bytes where its own list says ${fault.totalBytes}`,
        advice: 'Nothing of this file was kept. Try again later; if this comes back, the repository is damaged.',
      };
    case 'wrong-bytes':
      return {
        code: 'model-corrupt',
        reason: `what ${host} sent is not the file of this commit (its hash is ${fault.got.slice(0, 12)}… instead of ${fault.expected.slice(0, 12)}…)`,
        advice: 'It was thrown away. Retry downloads this file again from its beginning.',
      };
    case 'web-page':
      return {
        code,
        reason: `${host} answers with a web page instead (a sign-in page of the network, perhaps)`,
        advice: 'Open any other page to see whether the network asks for something, then retry.',
      };
    case 'bad-answer':
      return {
        code: 'model-corrupt',
        reason: `the answer of ${host} was not understood (${fault.words})`,
        advice: 'Check that the address belongs to a Hub, then retry.',
      };
    default:
      return assertNever(fault);
  }
}

function explainStatus(
  host: string,
  repository: string,
  status: number,
  code: string | null,
): { reason: string; advice: string } {
  if (code === 'GatedRepo' || status === 403) {
    return {
      reason: `${host} answers ${status}: it is gated, and its owner gives it only to signed-in people who have asked`,
      advice: 'This page signs in nowhere. Choose a repository that is open, such as one on the list.',
    };
  }
  if (status === 401 || code === 'RepoNotFound') {
    return {
      reason: `${host} answers ${status}: there is no open repository of that name`,
      advice: `Check the name for a slip (${repository}). Private and gated ones cannot be used, because this page signs in nowhere.`,
    };
  }
  if (status === 404) {
    return { reason: `${host} answers 404 (not found)`, advice: 'Check the name, or look the repository up again.' };
  }
  if (status === 429) {
    return { reason: `${host} answers 429: too many requests from here`, advice: 'Wait a few minutes, then resume.' };
  }
  return { reason: `${host} answers ${status}`, advice: GO_ON };
}

function offlineWords(): string {
  return globalThis.navigator?.onLine === false
    ? 'this device is offline'
    : 'offline, or blocked by the network, an extension, or this page’s own rules';
}

export function megabytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
