/** The recorded run that comes with the page: fetched beside it, checked, and handed to the desk. */
import type { RunEvent } from '../../guidance/events';
import { parseRunFile } from '../../runs/run-file';

export async function fetchRecording(url: string): Promise<readonly RunEvent[] | null> {
  try {
    const response = await fetch(url);
    return response.ok ? parseRunFile(await response.json()).events : null;
  } catch {
    // Without a recording the page begins empty and says how to start; nothing else is lost.
    return null;
  }
}
