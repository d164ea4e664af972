/**
 * Our own server of ExecEval's documented API. It really runs the programs, each input in a Python process of its own, with
 * the flags of a job or, without any, those that ExecEval has by itself (-OO, under which asserts do nothing).
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import * as v from 'valibot';

const job = v.object({
  language: v.literal('Python 3'),
  source_code: v.string(),
  unittests: v.array(v.object({ input: v.string(), output: v.array(v.string()) })),
  limits: v.optional(v.object({ cpu: v.optional(v.number(), 2) }), {}),
  execute_flags: v.optional(v.string(), '-W ignore -OO -s -S'),
});

export interface ExecEvalStandIn {
  readonly url: string;
  readonly jobs: v.InferOutput<typeof job>[];
  /** Ignores the flags of a job, as a server of another version might. */
  ownFlags: boolean;
  close(): Promise<void>;
}

export async function startExecEval(python: string): Promise<ExecEvalStandIn> {
  const jobs: ExecEvalStandIn['jobs'] = [];
  const state = { ownFlags: false };
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', 'content-type');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const answer = (status: number, body: object) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url !== '/api/execute_code') return answer(404, { error: 'not found' });
      const read = v.safeParse(job, JSON.parse(Buffer.concat(parts).toString('utf8')));
      if (!read.success) return answer(400, { error: 'no such job' });
      jobs.push(read.output);
      const flags = (state.ownFlags ? '-W ignore -OO -s -S' : read.output.execute_flags).split(' ');
      const data: object[] = [];
      for (const { input, output } of read.output.unittests) {
        data.push(await runOne(python, flags, read.output.source_code, input, output, read.output.limits.cpu));
      }
      return answer(200, { data });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    jobs,
    get ownFlags() {
      return state.ownFlags;
    },
    set ownFlags(own) {
      state.ownFlags = own;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function runOne(
  python: string,
  flags: readonly string[],
  source: string,
  input: string,
  expected: readonly string[],
  seconds: number,
): Promise<object> {
  return new Promise((resolve) => {
    // Processor time, as getrlimit counts it: how busy the machine is plays no part. More than a second is not waited for.
    const limited = `ulimit -t ${Math.min(1, seconds)}; exec "$0" "$@"`;
    const child = spawn('sh', ['-c', limited, python, ...flags, '-c', source]);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (part: Buffer) => {
      stdout += part.toString('utf8');
    });
    child.stderr.on('data', (part: Buffer) => {
      stderr += part.toString('utf8');
    });
    child.on('close', (code, signal) => {
      const late = signal !== null;
      const same = expected.some((one) => one.trim() === stdout.trim());
      const isSyntax = /^(?:SyntaxError|IndentationError|TabError)/m.test(stderr);
      const exec_outcome = late
        ? 'TIME_LIMIT_EXCEEDED'
        : /^MemoryError/m.test(stderr)
          ? 'MEMORY_LIMIT_EXCEEDED'
          : code !== 0
            ? isSyntax
              ? 'COMPILATION_ERROR'
              : 'RUNTIME_ERROR'
            : same
              ? 'PASSED'
              : 'WRONG_ANSWER';
      resolve({ input, output: expected, exec_outcome, result: code === 0 && !late ? stdout : stderr });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
