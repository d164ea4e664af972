/** What can go wrong with an endpoint: each case in its own words, with what to do. None of them holds the key. */
import { type FailureCode, PlaygroundError } from '../guidance/failure';

function failure(code: FailureCode, message: string, advice: string): PlaygroundError {
  return new PlaygroundError({ code, message, advice });
}

/** Something had answered there before. */
export function lost(host: string, tries: number): PlaygroundError {
  return failure(
    'endpoint-unreachable',
    `${host} no longer answers: the connection failed ${tries} times.`,
    'Look whether the server is still running and this machine is still connected, then run again. The lines so far stay.',
  );
}

/** `host` is where it was tried, without path and key. */
export function unreachable(host: string): PlaygroundError {
  return failure(
    'endpoint-unreachable',
    `Nothing answers at ${host}.`,
    'Check the address and the port, and that the server is running and this machine can reach it. Then try again.',
  );
}

export function corsRefused(host: string, corsAdvice: string): PlaygroundError {
  return failure(
    'endpoint-cors',
    `${host} answers, but does not let this page read its answers (CORS).`,
    `${corsAdvice} A server behind a proxy needs the header from the proxy; some servers send it only with a right key.`,
  );
}

export function notAllowed(host: string): PlaygroundError {
  return failure(
    'endpoint-not-allowed',
    `This page may not connect to ${host} yet.`,
    'Open Models and allow connections to it under "A model behind an endpoint". The page opens again then.',
  );
}

export function wrongAddress(host: string, path: string, what: string): PlaygroundError {
  return failure(
    'endpoint-wrong',
    `${host} answers, but ${path} is not what was expected there: ${what}.`,
    'Check the address: it is what comes before /v1, as in http://localhost:8080 or https://api.fireworks.ai/inference. The server must offer completions (/v1/completions), not chat alone.',
  );
}

export function noSuchModel(model: string, said: string): PlaygroundError {
  return failure(
    'endpoint-wrong',
    `The server has no model “${model}”: ${said}`,
    'Choose one of the models that it lists, spelled in the same way.',
  );
}

export function wrongKey(status: number, said: string): PlaygroundError {
  return failure(
    'endpoint-key',
    `The server refused the key (${status})${said === '' ? '.' : `: ${said}`}`,
    'Type the key again under Models. A key may also be out of use, or not have the right to this model.',
  );
}

export function busy(tries: number): PlaygroundError {
  return failure(
    'endpoint-busy',
    `The server said ${tries} times that there are too many requests (429).`,
    'Wait, or set fewer requests at a time under Models, then run again. The lines so far stay.',
  );
}

export function serverFailed(status: number, tries: number, said: string): PlaygroundError {
  return failure(
    'endpoint-failed',
    `The server failed ${tries} times (${status})${said === '' ? '.' : `, last with: ${said}`}`,
    'Look at the server’s own log. Once it answers again, run again: the lines so far stay.',
  );
}

export function refused(status: number, said: string): PlaygroundError {
  return failure(
    'endpoint-refused',
    `The server refused the request (${status})${said === '' ? '.' : `: ${said}`}`,
    'Check the server again under Models: it may have been started with other settings since.',
  );
}

export function contextFull(said: string): PlaygroundError {
  return failure(
    'context-full',
    `The prompt and the code are too long for the model behind the endpoint: ${said}`,
    'Shorten the problem or its tests, take fewer candidates or a shorter horizon, or start the server with a longer context.',
  );
}

export function cut(tries: number): PlaygroundError {
  return failure(
    'endpoint-cut',
    `The connection ended in the middle of an answer, ${tries} times.`,
    'A proxy or the server ends long answers, or went down. Once it answers again, run again: the lines so far stay.',
  );
}

export function silent(seconds: number): PlaygroundError {
  return failure(
    'endpoint-silent',
    `The server took the request and said nothing for ${seconds} seconds, more than once.`,
    'It may be loading a model or be overloaded: look at its log, set fewer requests at a time under Models, then run again. The lines so far stay.',
  );
}

export function noLists(server: string): PlaygroundError {
  return failure(
    'endpoint-no-lists',
    `${server} answered without log-probabilities, although they were asked for.`,
    'Guidance needs them for every token. Start the server so that completions give log-probabilities, or take another one, then run again. The lines so far stay.',
  );
}

export function otherTokens(what: string): PlaygroundError {
  return failure(
    'endpoint-tokens',
    `The tokens of the server are not the expected ones: ${what}.`,
    'Another model or tokenizer may have been loaded since the check. Check the server again under Models, then run again. The lines so far stay.',
  );
}

/** A server's own words for a person: one line, not long, without what must not be shown. */
export function inWords(text: string, secrets: readonly string[]): string {
  let said = text;
  for (const secret of secrets) if (secret !== '') said = said.replaceAll(secret, '…');
  said = said
    .replaceAll(/Bearer\s+\S+/gi, 'Bearer …')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return said.length > 300 ? `${said.slice(0, 300)}…` : said;
}
