import { defineConfig } from 'vite';

// The back end: examples/node-backend. Without it the app works, but nobody is signed in and there is no score.
const proxy = { '/api': process.env['BACKEND_URL'] ?? 'http://127.0.0.1:3000' };

export default defineConfig({
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
});
