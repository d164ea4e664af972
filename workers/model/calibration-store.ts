/** Keeps calibrations in the browser, so that the next visit starts at once and gets the same plan. */
import { get, set } from 'idb-keyval';
import * as v from 'valibot';
import { CALIBRATION_PREFIX } from '../../src/guidance/device-report';
import type { Calibration } from './calibrate';

const positive = v.pipe(v.number(), v.minValue(0));
const Schema = v.object({
  steps: v.pipe(
    v.array(v.object({ rows: v.pipe(v.number(), v.integer(), v.minValue(1)), ms: positive })),
    v.minLength(1),
  ),
  chunkMs: v.nullable(positive),
});

export interface CalibrationStore {
  /** null where there is none that can be used. */
  read(name: string): Promise<Calibration | null>;
  /** Keeps it, or quietly does not where the browser has no room: then it is measured again next time. */
  write(name: string, calibration: Calibration): Promise<void>;
}

/** A device and weights; what is measured of one says nothing of another. Empty hashes name nothing. */
export function calibrationName(device: string, weightsSha256: string): string | null {
  return weightsSha256 === '' ? null : `${device} ${weightsSha256}`;
}

export const BROWSER_STORE: CalibrationStore = {
  async read(name) {
    try {
      const parsed = v.safeParse(Schema, await get(CALIBRATION_PREFIX + name));
      return parsed.success ? parsed.output : null;
    } catch {
      return null;
    }
  },
  async write(name, calibration) {
    try {
      await set(CALIBRATION_PREFIX + name, calibration);
    } catch {
      // Private windows and full disks refuse; the plan holds for this visit.
    }
  },
};
