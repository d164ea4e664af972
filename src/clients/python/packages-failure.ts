/** What keeps a package from being used, in words. */
import { assertNever } from '../../guidance/assert-never';
import { type Failure, PlaygroundError } from '../../guidance/failure';

export type PackageFault =
  /** No answer at all. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'status'; readonly status: number }
  /** `totalBytes` is null where the host did not say it. */
  | { readonly kind: 'cut'; readonly receivedBytes: number; readonly totalBytes: number | null }
  | { readonly kind: 'stalled'; readonly seconds: number }
  | { readonly kind: 'wrong-bytes' }
  /** A page without TLS can check no hash. */
  | { readonly kind: 'insecure-page' };

export class PackageDownloadError extends Error {
  override readonly name = 'PackageDownloadError';
  constructor(readonly fault: PackageFault) {
    super(fault.kind);
  }
}

const CODE = 'package-missing';

export function packageError(name: string, url: string, fault: PackageFault): PlaygroundError {
  const failure: Failure = {
    code: CODE,
    message: `The Python package ${name} could not be had: ${reason(new URL(url).host, fault)}.`,
    advice:
      fault.kind === 'insecure-page'
        ? 'Open this page by https, or on localhost. Whatever needs no package works here too.'
        : 'Run again when the connection is back. Whatever needs no package works meanwhile.',
  };
  return new PlaygroundError(failure);
}

/** Whether this is what `packageError` makes. */
export function isPackageError(thrown: unknown): thrown is PlaygroundError {
  return thrown instanceof PlaygroundError && thrown.failure.code === CODE;
}

function reason(host: string, fault: PackageFault): string {
  switch (fault.kind) {
    case 'unreachable':
      return `${host} cannot be reached (offline, or blocked by the network or by an extension)`;
    case 'status':
      return `${host} answered ${fault.status}`;
    case 'cut': {
      const of = fault.totalBytes === null ? '' : ` of ${megabytes(fault.totalBytes)}`;
      return `its download from ${host} broke off after ${megabytes(fault.receivedBytes)}${of}`;
    }
    case 'stalled':
      return `${host} sent nothing for ${fault.seconds} seconds`;
    case 'wrong-bytes':
      return `what ${host} sent is not the file that this page was made for (its SHA-256 differs), so it was not used`;
    case 'insecure-page':
      return 'this page was not opened by https, and without that the browser cannot check what it downloads';
    default:
      return assertNever(fault);
  }
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
