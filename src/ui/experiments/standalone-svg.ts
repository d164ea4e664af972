/** A chart as a file of its own: what the page's stylesheets gave it is written into it. */
const COPIED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

export function standaloneSvg(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error('The copy of an svg element is none');
  const originals = [picture, ...picture.querySelectorAll('*')];
  for (const [i, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const original = originals[i];
    if (original === undefined) continue;
    const style = getComputedStyle(original);
    element.setAttribute('style', COPIED.map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; '));
    element.removeAttribute('class');
  }
  const ground = getComputedStyle(picture).getPropertyValue('background-color');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const { width, height } = picture.viewBox.baseVal;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.style.background = ground;
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}
