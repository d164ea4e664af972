import { DIALECTS } from '../../endpoint/dialects';

/** What a server has to be started with, for whoever starts it. */
export function StartingHelp() {
  const here = location.origin;
  return (
    <details class="fold endpoint-help">
      <summary>How to start a server for this page</summary>
      <ul>
        <li>
          llama.cpp: <code>llama-server -m model.gguf --port 8080 --parallel 4 -c 16384</code>.{' '}
          {DIALECTS['llama.cpp'].corsAdvice}
        </li>
        <li>
          vLLM: <code>vllm serve MODEL --port 8000 --max-logprobs 20</code>. {DIALECTS.vllm.corsAdvice}
        </li>
        <li>
          SGLang: <code>python -m sglang.launch_server --model-path MODEL --port 30000</code>.{' '}
          {DIALECTS.sglang.corsAdvice}
        </li>
        <li>
          Fireworks: the address is <code>https://api.fireworks.ai/inference</code>. {DIALECTS.fireworks.corsAdvice}
        </li>
      </ul>
      <p class="hint">
        This page’s address is <code>{here}</code>. A page that came over https may ask servers over https, and over
        http only those on this machine (localhost, 127.0.0.1). For a server on another machine without a certificate
        bring its port here, for example <code>ssh -L 8000:localhost:8000 machine</code>.
      </p>
    </details>
  );
}
