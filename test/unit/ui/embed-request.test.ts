import { describe, expect, it } from 'vitest';
import { embedAddress, embedSnippet, fullPageAddress, readEmbed } from '../../../src/ui/embed/embed-request';

const PAGE = 'https://example.org/play/?problem=x#/playground/v1.abc_-';

describe('an embedded page', () => {
  it('is asked for by its address, with panes in an order of their own', () => {
    expect(readEmbed('')).toBeNull();
    expect(readEmbed('?embedded=1')).toBeNull();
    expect(readEmbed('?embed')).toEqual({ panes: ['code', 'timeline', 'result'], theme: 'auto', contrast: 'auto' });
    expect(readEmbed('?embed=tokens,code&theme=dark')).toEqual({
      panes: ['code', 'tokens'],
      theme: 'dark',
      contrast: 'auto',
    });
    expect(readEmbed('?embed=code&theme=contrast')?.contrast).toBe('more');
  });

  it('is not broken by what nobody means', () => {
    expect(readEmbed('?embed=<script>,code&theme=pink')).toEqual({ panes: ['code'], theme: 'auto', contrast: 'auto' });
    expect(readEmbed('?embed=nothing')?.panes).toEqual(['code', 'timeline', 'result']);
  });

  it('leads to the full page and back', () => {
    const address = embedAddress(PAGE, ['tokens', 'code'], 'contrast');
    expect(address).toBe('https://example.org/play/?problem=x&embed=code,tokens&theme=contrast#/playground/v1.abc_-');
    expect(readEmbed(new URL(address).search)?.panes).toEqual(['code', 'tokens']);
    expect(fullPageAddress(address)).toBe(PAGE);
    expect(embedAddress('https://example.org/', ['result', 'code', 'timeline'], 'auto')).toBe(
      'https://example.org/?embed',
    );
  });

  it('goes into another page as one element, whatever its address holds', () => {
    const snippet = embedSnippet('https://example.org/?a="><script>&b', 300);
    expect(snippet).toContain('src="https://example.org/?a=&quot;>');
    expect(snippet.match(/<iframe /g)).toHaveLength(1);
  });
});
