import { defineConfig } from 'vite';
import { offlineFiles } from './scripts/vite/offline.ts';
import { pagePolicyPlugin } from './scripts/vite/page-policy.ts';
import { pythonSandbox } from './scripts/vite/python-sandbox.ts';

export default defineConfig({
  // The built page works wherever it is put.
  base: './',
  plugins: [pythonSandbox(), pagePolicyPlugin(), offlineFiles()],
  build: {
    target: 'es2023',
    // A file as data: would need data: in the policy wherever it is used.
    assetsInlineLimit: 0,
    // Its polyfill is an inline script, which the policy refuses; every browser that runs the page preloads by itself.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
  },
  worker: { format: 'es' },
  // Both find files beside themselves, which a pre-bundled copy has not.
  optimizeDeps: { exclude: ['pyodide', 'onnxruntime-web'] },
});
