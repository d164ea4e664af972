/** The model worker keeps what it measured of a device; without that it measures again when it loads. */
import { del, keys } from 'idb-keyval';
import { CALIBRATION_PREFIX } from '../guidance/device-report';

/** Where storage is refused there is nothing to forget. */
export async function forgetCalibrations(): Promise<void> {
  try {
    for (const key of await keys<string>()) if (String(key).startsWith(CALIBRATION_PREFIX)) await del(key);
  } catch {
    // Private windows may have no storage at all.
  }
}
