/** Replies of /v1/completions: the old form of log-probabilities, the newer one, and what servers add to them. */
import * as v from 'valibot';
import { PlaygroundError } from '../../guidance/failure';
import type { Choice, Listed, Reply, Scored, Usage } from '../reply';
import type { Piece } from '../vocabulary';

const number = v.nullish(v.number());
const bytes = v.nullish(v.array(v.number()));
const listed = v.object({ token: v.string(), logprob: v.number(), bytes, token_id: number, id: number });

const newForm = v.object({
  content: v.array(
    v.object({
      token: v.string(),
      logprob: number,
      bytes,
      token_id: number,
      id: number,
      top_logprobs: v.nullish(v.array(listed)),
    }),
  ),
});
const oldForm = v.object({
  tokens: v.array(v.string()),
  token_logprobs: v.nullish(v.array(number)),
  top_logprobs: v.nullish(v.array(v.nullish(v.record(v.string(), v.number())))),
  token_ids: v.nullish(v.array(v.number())),
});

const reply = v.object({
  model: v.nullish(v.string()),
  choices: v.array(
    v.object({
      index: v.optional(v.number(), 0),
      text: v.nullish(v.string(), ''),
      finish_reason: v.nullish(v.string()),
      logprobs: v.nullish(v.union([newForm, oldForm])),
    }),
  ),
  usage: v.nullish(
    v.object({
      prompt_tokens: v.nullish(v.number(), 0),
      completion_tokens: v.nullish(v.number(), 0),
      prompt_tokens_details: v.nullish(v.object({ cached_tokens: number })),
    }),
  ),
});

/** `what` begins the sentence that says what came instead. */
export function notAReply(json: unknown): PlaygroundError {
  const shown = (JSON.stringify(json) ?? 'nothing').slice(0, 120);
  return new PlaygroundError({
    code: 'endpoint-wrong',
    message: `The server’s answer to a completion has another form than expected: ${shown}`,
    advice: 'Check the kind of server under Models, and that its version is not many years old.',
  });
}

export function readOpenAi(json: unknown): Reply {
  const parsed = v.safeParse(reply, json);
  if (!parsed.success) throw notAReply(json);
  const { choices, usage, model } = parsed.output;
  return {
    model: model ?? null,
    usage: usage ? readUsage(usage) : null,
    choices: choices.map((choice): Choice => {
      const { logprobs } = choice;
      const tokens = !logprobs ? [] : 'content' in logprobs ? readNew(logprobs) : readOld(logprobs);
      return { index: choice.index, text: choice.text ?? '', tokens, finish: finishOf(choice.finish_reason) };
    }),
  };
}

function readUsage(usage: NonNullable<v.InferOutput<typeof reply>['usage']>): Usage {
  const cached = usage.prompt_tokens_details?.cached_tokens ?? 0;
  return { input: usage.prompt_tokens ?? 0, output: usage.completion_tokens ?? 0, cached };
}

function finishOf(reason: string | null | undefined): Choice['finish'] {
  if (reason === null || reason === undefined) return null;
  return reason === 'length' ? 'length' : 'stop';
}

function readNew({ content }: v.InferOutput<typeof newForm>): Scored[] {
  const piece = (one: v.InferOutput<typeof listed>): Piece =>
    one.token_id === undefined && one.id === undefined && !one.bytes
      ? readPiece(one.token)
      : { text: one.token, id: one.token_id ?? one.id ?? null, bytes: one.bytes ?? null };
  return content.map((token) => ({
    piece: piece({ ...token, logprob: token.logprob ?? 0 }),
    logprob: token.logprob ?? null,
    top: token.top_logprobs?.map((one) => ({ piece: piece(one), logprob: one.logprob })) ?? null,
  }));
}

function readOld({ tokens, token_logprobs, top_logprobs, token_ids }: v.InferOutput<typeof oldForm>): Scored[] {
  return tokens.map((token, i) => {
    const best = top_logprobs?.[i];
    const own = readPiece(token);
    return {
      piece: { ...own, id: token_ids?.[i] ?? own.id },
      logprob: token_logprobs?.[i] ?? null,
      top: best ? Object.entries(best).map(([text, logprob]): Listed => ({ piece: readPiece(text), logprob })) : null,
    };
  });
}

/** `token_id:42` names a token by its id, `bytes:\xe2\x80` one that is a part of a character. */
function readPiece(text: string): Piece {
  const id = /^token_id:(\d+)$/.exec(text)?.[1];
  if (id !== undefined) return { text: '', id: Number(id), bytes: null };
  if (/^bytes:(?:\\x[0-9a-f]{2})+$/i.test(text)) {
    const found = [...text.matchAll(/\\x([0-9a-f]{2})/gi)].map(([, hex]) => Number.parseInt(hex ?? '0', 16));
    return { text: new TextDecoder().decode(Uint8Array.from(found)), id: null, bytes: found };
  }
  return { text, id: null, bytes: null };
}
