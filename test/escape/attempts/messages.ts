/** A program says something that the page might take for somebody else's word. */
import { body, program, script } from '../attempt';

const attempt = program('message');

export const MESSAGES = [
  attempt('postMessage of the js module', 'results come by messages', body('import js', 'js.postMessage("FORGED")')),
  attempt(
    'a channel by name',
    'reaches every page of the origin',
    body('from js import BroadcastChannel', 'BroadcastChannel.new("page").postMessage("FORGED")'),
  ),
  attempt(
    'postMessage by run_js',
    'JavaScript from text',
    body('from pyodide.code import run_js', 'run_js("postMessage(\'FORGED\')")'),
  ),
  script('worker', 'message')(
    'a channel by name',
    'reaches every page of the origin',
    'new BroadcastChannel("page").postMessage("FORGED"); await new Promise((r) => setTimeout(r, 50))',
  ),
  script('frame', 'message')(
    'a channel by name',
    'documents have channels too',
    'new BroadcastChannel("page").postMessage("FORGED"); await new Promise((r) => setTimeout(r, 50))',
  ),
  script('frame', 'message')(
    'a word into the page',
    'its listeners are called by whoever holds it',
    'parent.dispatchEvent(new MessageEvent("message", { data: "FORGED" })); await new Promise((r) => setTimeout(r, 50))',
  ),
];
