import { PlainCode } from '../editor/PlainCode';
import { shownCode } from '../editor/shown-code';
import type { Exhibit } from './exhibit';

/** The code of the moment, with the line that is looked at. */
export function RunCode({ exhibit: { desk } }: { exhibit: Exhibit }) {
  return (
    <PlainCode
      shown={shownCode(desk.view.value, desk.shownLine.value, desk.shownToken.value, desk.pickedCandidate.value)}
    />
  );
}
