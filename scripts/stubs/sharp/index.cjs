// A truthy export: @huggingface/transformers refuses to start in Node when this is undefined.
module.exports = {};
