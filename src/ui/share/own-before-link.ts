/** What the visitor had before a link changed it. Kept in the browser, so that a reload does not make it final. */
import * as v from 'valibot';
import { ProblemDraftSchema } from '../../playground/problem-draft';
import type { TextStorage } from '../../playground/settings';
import { SettingsSnapshotSchema } from '../../playground/settings-snapshot';

const OwnBeforeLinkSchema = v.object({
  settings: SettingsSnapshotSchema,
  chosenId: v.string(),
  /** Problems that links have added since. */
  added: v.array(v.object({ id: v.string(), draft: ProblemDraftSchema })),
});
export type OwnBeforeLink = v.InferOutput<typeof OwnBeforeLinkSchema>;

export function readOwnBeforeLink(storage: TextStorage): OwnBeforeLink | null {
  try {
    const parsed = v.safeParse(OwnBeforeLinkSchema, JSON.parse(storage.read() ?? 'null'));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Where nothing can be stored it lasts as long as the page. */
export function writeOwnBeforeLink(storage: TextStorage, own: OwnBeforeLink | null): void {
  try {
    storage.write(JSON.stringify(own));
  } catch {
    // The settings say that nothing is kept here.
  }
}
