import { PlainCode } from '../editor/PlainCode';
import { shownCode } from '../editor/shown-code';
import type { Exhibit } from './exhibit';

/** The code of the moment, with the line that is looked at. A page with several of them tells them apart by `label`. */
export function RunCode({ exhibit: { desk }, label }: { exhibit: Exhibit; label: string }) {
  return (
    <PlainCode
      label={label}
      shown={shownCode(desk.view.value, desk.shownLine.value, desk.shownToken.value, desk.pickedCandidate.value)}
    />
  );
}
