// @huggingface/transformers imports this name when it runs in Node (our unit tests use its tokenizers there).
// Models run in the browser only, so nothing native is downloaded and nothing is exported.
export default {};
