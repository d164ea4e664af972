import { defineConfig } from 'vite';
import product from '../../../vite.config.ts';

/** The product's own build, around this page. */
export default defineConfig({ ...product, root: import.meta.dirname, publicDir: false });
