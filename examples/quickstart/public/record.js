const SHOWN = 8;

/** Records what the person did, and lists it in the panel. */
export function record(event, properties) {
  ardent.track(event, properties);
  const item = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = new Date().toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  item.append(event, time);
  const list = document.getElementById('sent');
  list.prepend(item);
  list.children[SHOWN]?.remove();
}

/** Sends what waits; resolves when the collector has it, or can't be reached for now. */
export function whenSent() {
  return ardent.flush();
}
