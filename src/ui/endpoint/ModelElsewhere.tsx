import type { Desk } from '../app/desk';

/** In the header while another machine computes: what is written here leaves this one. */
export function ModelElsewhere({ desk }: { desk: Desk }) {
  const found = desk.endpoint.inUse.value;
  if (found === null) return null;
  return (
    <a class="model-elsewhere" href="#/models" title="Prompts and code are sent to this model’s server">
      Model elsewhere: <b>{found.model}</b>
    </a>
  );
}
