/** Calls back now, or as soon as a page that is being prerendered is shown. */
export function whenShown(callback: () => void): void {
  if ((document as { prerendering?: boolean }).prerendering) {
    document.addEventListener('prerenderingchange', callback, { once: true });
  } else callback();
}
