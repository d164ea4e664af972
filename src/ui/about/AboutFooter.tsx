import { Term } from '../glossary/Term';

export function AboutFooter() {
  return (
    <footer class="about" id="about">
      <section>
        <h2>What happens here</h2>
        <p>
          At each new line the model writes a few <Term id="candidate">candidates</Term> of how the code could go on.
          Each is run on the <Term id="visible-test">visible tests</Term>, in a Python of its own inside this page. What
          happened, the <Term id="signal">signal</Term>, goes into a second prompt. Every token of the line is then
          chosen from{' '}
          <i>
            G ∝ P · (Pc / P)<sup>γ</sup>
          </i>
          : <Term id="P">P</Term> has read the plain prompt, <Term id="Pc">Pc</Term> the prompt with the signal, and{' '}
          <Term id="gamma">γ</Term> says how strongly the difference counts. <a href="#/learn">Learn how it works</a>,
          on runs that you can stop anywhere.
        </p>
      </section>
      <section>
        <h2>What to expect of it</h2>
        <p>
          The built-in model is small and was trained by us for this page, on short functions over numbers, lists and
          texts. It writes functions of a few lines in that style, gets many of them wrong, and knows little else: no
          classes, no libraries, no conversation. Everything runs on your device and nothing you write is sent anywhere.
          WebGPU has only been tried on a software adapter, never on a real graphics card. On unseen programs of the
          kinds that it was trained on, guidance solves clearly more than plain decoding does; on problems that people
          wrote, it fails most either way. The README has the figures and how they were measured.
        </p>
      </section>
      <section>
        <h2>Whose idea it is</h2>
        <p>
          The method is execution-guided line-by-line generation by Boaz Lavon, Shahar Katz and Lior Wolf:{' '}
          <a href="https://arxiv.org/abs/2506.10948" target="_blank" rel="noreferrer">
            Execution Guided Line-by-Line Code Generation, arXiv:2506.10948
          </a>
          . The authors’ own repository says that the method is patented (Ramot), so ask them before you use it
          commercially. This page is written from the paper alone; its code is under the MIT licence.
        </p>
      </section>
    </footer>
  );
}
