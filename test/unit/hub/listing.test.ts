/** What of a repository a model needs, what a device would take, and names before they become addresses. */
import { describe, expect, it } from 'vitest';
import { withFileHosts } from '../../../src/csp/hub-hosts';
import { type Compute, cautionFor, chooseFormat } from '../../../src/hub/format-choice';
import { KNOWN_MODELS } from '../../../src/hub/known-models';
import { type HubFile, type Listing, offersOf, whatIsMissing } from '../../../src/hub/listing';
import { isPlainPath, readRepositoryName } from '../../../src/hub/repository-name';
import { PUBLIC_HUB, parseHubAddress, readHubAddress } from '../../../src/playground/models/hub-address';
import { TransferSpeed } from '../../../src/playground/models/transfer-speed';

const SMALL = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

function listing(paths: readonly string[]): Listing {
  const files = paths.map((path): HubFile => ({ path, sizeBytes: 10, sha256: null, gitSha1: null }));
  return { repository: 'a/b', commit: '0'.repeat(40), licence: null, gated: false, files };
}

const formats = (paths: readonly string[]) => offersOf(listing([...SMALL, ...paths])).map(({ format }) => format);

describe('what a repository offers', () => {
  it('is one model for each number format, with all that lies beside its network', () => {
    const offers = offersOf(
      listing([
        ...SMALL,
        'README.md',
        'chat_template.jinja',
        'onnx/model.onnx',
        'onnx/model.onnx_data',
        'onnx/model_q4.onnx',
        'onnx/model_q4.onnx_data',
        'onnx/model_q4.onnx_data_1',
        'onnx/model_q4f16.onnx',
      ]),
    );
    expect(offers.map(({ format, sizeBytes }) => [format, sizeBytes])).toEqual([
      ['q4f16', 50],
      ['q4', 70],
      ['fp32', 60],
    ]);
    expect(offers[1]?.files.map(({ path }) => path).slice(-4)).toEqual([
      'chat_template.jinja',
      'onnx/model_q4.onnx_data',
      'onnx/model_q4.onnx_data_1',
      'onnx/model_q4.onnx',
    ]);
  });

  it('is known under the name of older exports too, and the usual name comes first', () => {
    expect(formats(['onnx/decoder_model_merged_quantized.onnx'])).toEqual(['q8']);
    const both = offersOf(listing([...SMALL, 'onnx/decoder_model_merged_q4.onnx', 'onnx/model_q4.onnx']));
    expect(both.map(({ weightsPath }) => weightsPath)).toEqual(['onnx/model_q4.onnx']);
  });

  it.each<[readonly string[], RegExp]>([
    [['onnx/model.onnx'], /no config\.json and no tokenizer\.json and no tokenizer_config\.json/],
    [SMALL, /no ONNX files/],
    [[...SMALL, 'onnx/encoder_model.onnx', 'onnx/decoder_model.onnx'], /onnx\/encoder_model\.onnx, .*key-value cache/],
  ])('is nothing where something is missing, which is named: %j', (paths, words) => {
    expect(whatIsMissing(listing(paths))).toMatch(words);
  });
});

describe('the format for a device', () => {
  const offers = offersOf(
    listing([...SMALL, ...['_q4f16', '_q4', '_quantized', ''].map((suffix) => `onnx/model${suffix}.onnx`)]),
  );
  const on = (device: Compute['device'], shaderF16: boolean): Compute => ({ device, shaderF16, reason: '' });

  it.each([
    [on('webgpu', true), 'q4f16'],
    [on('webgpu', false), 'q4'],
    [on('wasm', false), 'q8'],
  ])('%j: %s', (compute, format) => {
    const choice = chooseFormat(offers, compute);
    expect(choice?.offer.format).toBe(format);
    expect(cautionFor(choice?.offer.format ?? 'q4', compute)).toBeNull();
  });

  it('is said to be second best where it is', () => {
    const q8 = offers.filter(({ format }) => format === 'q8');
    expect(chooseFormat(q8, on('webgpu', true))?.reason).toMatch(/nothing better/);
    expect(cautionFor('q8', on('webgpu', true))).toMatch(/gibberish/);
    expect(cautionFor('q4f16', on('webgpu', false))).toMatch(/shader-f16/);
    expect(chooseFormat([], on('wasm', false))).toBeNull();
  });
});

describe('names', () => {
  it.each([
    ['onnx-community/Qwen2.5-Coder-0.5B-Instruct', 'onnx-community/Qwen2.5-Coder-0.5B-Instruct'],
    [' https://huggingface.co/onnx-community/Qwen3-0.6B-ONNX/tree/main ', 'onnx-community/Qwen3-0.6B-ONNX'],
    ['https://hf.co/a/b/', 'a/b'],
  ])('%s is a repository', (text, name) => {
    expect(readRepositoryName(text)).toEqual({ kind: 'name', name });
  });

  it.each(['', 'gpt2', 'a/b/c', '../b', 'a/..', 'a/b?x=1', 'a b/c', 'a/b#c', `a/${'b'.repeat(120)}`, 'a/b\\c', '-a/b'])(
    '“%s” is none',
    (text) => {
      expect(readRepositoryName(text).kind).toBe('problem');
    },
  );

  it.each(['../x', 'a/../b', '/etc/passwd', 'a//b', '.', 'a/./b', 'a\\b', 'a/b?c', ''])('“%s” is no path', (path) => {
    expect(isPlainPath(path)).toBe(false);
  });

  it('of files are paths', () => {
    expect(['onnx/model_q4.onnx_data_1', '.gitattributes', 'a b/c+d (1).json'].every(isPlainPath)).toBe(true);
  });
});

describe('the address of a Hub', () => {
  it('is https, or this machine', () => {
    expect(readHubAddress('https://hub.example/some/where', 'https://files.example, http://localhost:9')).toEqual({
      kind: 'address',
      address: { hub: 'https://hub.example', fileHosts: ['https://files.example', 'http://localhost:9'] },
    });
    for (const address of ['http://hub.example', 'javascript:alert(1)', 'hub.example', 'https://a;b', '']) {
      expect(readHubAddress(address, '').kind).toBe('problem');
    }
    expect(readHubAddress('https://hub.example', 'http://files.example').kind).toBe('problem');
  });

  it('that was stored is read with the same care', () => {
    for (const text of [
      null,
      '',
      '{',
      '[]',
      '{"hub":"http://evil.example","fileHosts":[]}',
      '{"hub":1,"fileHosts":2}',
    ]) {
      expect(parseHubAddress(text)).toEqual(PUBLIC_HUB);
    }
  });

  it('brings the hosts of its files along where it is the public one, and nothing else', () => {
    expect(withFileHosts(['https://huggingface.co', 'https://hub.example'])).toEqual([
      'https://huggingface.co',
      'https://*.hf.co',
      'https://hub.example',
    ]);
  });
});

it('models on the list have names that can be looked up, and a source for each size', () => {
  expect(KNOWN_MODELS.length).toBeGreaterThanOrEqual(4);
  for (const known of KNOWN_MODELS) {
    expect(readRepositoryName(known.repository)).toEqual({ kind: 'name', name: known.repository });
    expect(known.sizes.length > 0).toBe(known.sizesFrom !== null);
    expect(known.unknown.length).toBeGreaterThan(0);
  }
});

it('the speed of a transfer is that of the last seconds, and begins anew with a file', () => {
  const speed = new TransferSpeed();
  speed.add(0, 0);
  expect(speed.bytesPerSecond()).toBeNull();
  for (let second = 1; second <= 20; second++) speed.add(second * 1000, second * 100);
  expect(speed.bytesPerSecond()).toBeCloseTo(100);
  for (let second = 21; second <= 40; second++) speed.add(second * 1000, 2000 + (second - 20) * 5000);
  expect(speed.bytesPerSecond()).toBeCloseTo(5000);
  speed.add(41_000, 10);
  expect(speed.bytesPerSecond()).toBeNull();
});
