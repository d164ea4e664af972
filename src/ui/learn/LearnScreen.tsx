import { useEffect } from 'preact/hooks';
import type { Desk } from '../app/desk';
import { Term } from '../glossary/Term';
import { Provenance } from '../shared/Provenance';
import { SECTIONS } from './sections';

/** The article: one idea a section, each on a real run that can be stopped and opened in the playground. */
export function LearnScreen({ desk }: { desk: Desk }) {
  useEffect(() => {
    const follow = () => goTo(window.location.hash);
    // The section that the address names is there only now.
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return (
    <article class="page learn">
      <header class="learn-head">
        <h2>A model that watches its own code run</h2>
        <p>
          A language model writes code without ever running it. Execution-guided generation lets it look: before each
          line it sketches a few ways to go on, runs them on the tests, and reads what happened. Then it writes the
          line.
        </p>
        <p>
          This page does that in your browser, with a small model made for it. Every figure below is a real run,{' '}
          <Provenance source="recorded" word="recorded" /> with that model and labelled so. Stop it anywhere, open it in
          the playground, run it again. Words with a <Term id="recorded">dotted line</Term> explain themselves.
        </p>
        <nav aria-label="Sections">
          <ol class="learn-toc">
            {SECTIONS.map(({ id, title }) => (
              <li key={id}>
                <a href={`#/learn/${id}`}>{title}</a>
              </li>
            ))}
          </ol>
        </nav>
      </header>
      {SECTIONS.map(({ id, title, Body }) => (
        <section key={id} id={sectionElement(id)} class="learn-section" aria-labelledby={`${sectionElement(id)}-title`}>
          <h3 id={`${sectionElement(id)}-title`} tabIndex={-1}>
            {title}
          </h3>
          <Body desk={desk} />
        </section>
      ))}
    </article>
  );
}

function sectionElement(id: string): string {
  return `learn-${id}`;
}

/** `#/learn/trace` is the section of that name. */
function goTo(hash: string): void {
  const id = /^#\/learn\/([a-z-]+)$/.exec(hash)?.[1];
  if (id === undefined) return;
  const title = document.getElementById(`${sectionElement(id)}-title`);
  title?.scrollIntoView({ block: 'start' });
  title?.focus({ preventScroll: true });
}
