import { expect, test } from 'vitest';
import { hostOfUrl, pathOfUrl } from './url-parts.ts';

test.each([
  ['https://app.example.com/projects/42?token=secret#top', '/projects/42'],
  ['https://app.example.com', '/'],
  ['https://app.example.com?x=/y', '/'],
  ['//app.example.com/a', '/a'],
  ['file:///home/a.html', '/home/a.html'],
  ['/projects', undefined],
  ['not a url', undefined],
  ['', undefined],
])('path of %s', (url, path) => {
  expect(pathOfUrl(url)).toBe(path);
});

test.each([
  ['https://www.Google.com/search?q=secret', 'www.google.com'],
  ['https://user:pass@example.com/x', 'example.com'],
  ['http://localhost:3000/', 'localhost:3000'],
  ['android-app://com.slack/', 'com.slack'],
  ['google.com/search?q=secret', 'google.com'],
  ['example.com', 'example.com'],
  ['//example.com/x', 'example.com'],
  ['$direct', undefined],
  ['/settings?token=secret', undefined],
  ['about:blank?secret one', 'about:blank'],
  ['file:///home/a.html', undefined],
  ['two words', undefined],
  ['', undefined],
])('host of %s', (url, host) => {
  expect(hostOfUrl(url)).toBe(host);
});
