/** What a repository holds, and which of it a model in one number format needs. */
import { formatOf, isUsualName, NUMBER_FORMATS, type NumberFormat } from './number-formats';

export interface HubFile {
  /** Inside the repository. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Hex; null for a small file, which the Hub names by its git hash alone. */
  readonly sha256: string | null;
  /** Hex; SHA-1 of the file as a git object, null where the Hub does not tell it or it is of the pointer to the file. */
  readonly gitSha1: string | null;
}

export interface Listing {
  readonly repository: string;
  /** 40 hex digits. */
  readonly commit: string;
  /** As the repository states it; null where it states none. */
  readonly licence: string | null;
  /** Its owner hands files out only to people who have asked. */
  readonly gated: boolean;
  readonly files: readonly HubFile[];
}

/** A model that can be downloaded: one number format and everything that it needs. */
export interface Offer {
  readonly format: NumberFormat;
  readonly weightsPath: string;
  /** The network last: a mistake in the small files costs no download of the large one. */
  readonly files: readonly HubFile[];
  readonly sizeBytes: number;
}

const NEEDED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
/** Taken where they are there: other ends of a turn, a chat template of its own file. */
const WELCOME = ['generation_config.json', 'chat_template.jinja', 'chat_template.json', 'special_tokens_map.json'];

/** In the order of NUMBER_FORMATS; empty where the repository has no network that this page can run. */
export function offersOf(listing: Listing): Offer[] {
  const small = [...NEEDED, ...WELCOME].flatMap((path) => listing.files.filter((file) => file.path === path));
  return NUMBER_FORMATS.flatMap((format) => {
    const networks = listing.files.filter(({ path }) => formatOf(path) === format);
    const network = networks.find(({ path }) => isUsualName(path)) ?? networks[0];
    if (network === undefined) return [];
    const files = [...small, ...externalData(listing.files, network.path), network];
    const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
    return [{ format, weightsPath: network.path, files, sizeBytes }];
  });
}

/** Why nothing of a repository can be used, or null where something can. Names what is missing. */
export function whatIsMissing(listing: Listing): string | null {
  const has = (path: string) => listing.files.some((file) => file.path === path);
  const missing = NEEDED.filter((path) => !has(path));
  if (missing.length > 0) return `it has no ${missing.join(' and no ')}`;
  if (offersOf(listing).length > 0) return null;
  const networks = listing.files.filter(({ path }) => path.endsWith('.onnx'));
  if (networks.length === 0) return 'it has no ONNX files (onnx/model….onnx)';
  const names = networks.slice(0, 3).map(({ path }) => path);
  const more = networks.length > names.length ? ', …' : '';
  return `none of its ONNX files (${names.join(', ')}${more}) has the name of a decoder with a key-value cache`;
}

/** Weights beside the network, in one file or in several: `model_q4.onnx_data`, `model_q4.onnx_data_1`, … */
function externalData(files: readonly HubFile[], network: string): HubFile[] {
  return files.filter(({ path }) => path.startsWith(network) && /^_data(_\d+)?$/.test(path.slice(network.length)));
}
