/** What a build consists of: the list that the build writes beside the page (scripts/vite/offline.ts). */
import * as v from 'valibot';
import { PlaygroundError } from '../guidance/failure';
import type { Device } from '../guidance/ports';

const FileSchema = v.object({
  /** Relative to the page, as the page asks for it; empty for the page itself. */
  address: v.pipe(v.string(), v.regex(/^(?![/\\]|.*\/\.\.\/|\w+:|\.\.\/)/)),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** What a browser must be told that the file is, whatever the host says. */
  type: v.string(),
  /** Set for what only one device needs. */
  device: v.optional(v.picklist(['wasm', 'webgpu'])),
});

const ManifestSchema = v.object({ version: v.pipe(v.string(), v.minLength(1)), files: v.array(FileSchema) });

export type PublishedFile = v.InferOutput<typeof FileSchema>;
export type OfflineManifest = v.InferOutput<typeof ManifestSchema>;

/** Throws a PlaygroundError where the text is no such list. */
export function parseManifest(text: string): OfflineManifest {
  try {
    return v.parse(ManifestSchema, JSON.parse(text));
  } catch {
    throw new PlaygroundError({
      code: 'not-kept',
      message: 'The list of the files of this page could not be read.',
      advice: 'The page works as it is, but cannot be kept for use without a network. Reload to try again.',
    });
  }
}

/** WASM is what every device falls back to; files for WebGPU are kept where it is in use. */
export function neededFiles(manifest: OfflineManifest, device: Device): readonly PublishedFile[] {
  return manifest.files.filter((file) => file.device === undefined || file.device === 'wasm' || file.device === device);
}

export function totalBytes(files: readonly PublishedFile[]): number {
  return files.reduce((sum, file) => sum + file.sizeBytes, 0);
}
