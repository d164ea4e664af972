/** Starts Chromium the same way for tests and commands. */
import { chromium } from 'playwright-core';
import { isRoot } from './this-machine.mjs';

/** Quiet: a browser that phones home would blur what the page itself asks for. */
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** WebGPU on the processor: slow, but there on machines without a GPU. */
const SOFTWARE_WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/**
 * @param {object} options
 * @param {boolean} [options.webgpu] with the software adapter; without it the page finds no WebGPU adapter
 * @param {boolean} [options.root] whether this process runs as root
 * @returns {string[]}
 */
export function chromiumFlags({ webgpu = false, root = isRoot() }) {
  return [...QUIET, ...(root ? ['--no-sandbox'] : []), ...(webgpu ? SOFTWARE_WEBGPU : [])];
}

/**
 * @param {string} executablePath
 * @param {{ webgpu?: boolean }} [options]
 */
export function launchChromium(executablePath, { webgpu = false } = {}) {
  return chromium.launch({ executablePath, headless: true, args: chromiumFlags({ webgpu }) });
}
