const problem = document.getElementById('board-problem');

/** Sends what is done on a board to the server, and what the server has accepted to Ardent. */
export function listenToBoard(board) {
  const path = `${location.pathname.split('/projects/')[0]}/projects/${board.dataset.project}/tasks`;

  document.getElementById('add-task').addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.target;
    const title = form.title.value.trim();
    const card = await send(path, { title });
    if (!card) return;
    columnOf('todo').append(card);
    form.reset();
    ardent.track('Task Created', { taskId: card.dataset.task, titleLength: title.length });
  });

  board.addEventListener('change', async ({ target }) => {
    if (!target.matches('select')) return;
    const card = target.closest('[data-task]');
    const moved = await send(`${path}/${card.dataset.task}/status`, { status: target.value });
    if (!moved) return;
    card.remove();
    columnOf(target.value).append(moved);
    const event = target.value === 'done' ? 'Task Completed' : 'Task Updated';
    ardent.track(event, { taskId: card.dataset.task, status: target.value });
  });

  board.addEventListener('submit', async (event) => {
    event.preventDefault();
    const card = event.target.closest('[data-task]');
    const changed = await send(`${path}/${card.dataset.task}/comments`, { text: event.target.text.value });
    if (!changed) return;
    card.replaceWith(changed);
    ardent.track('Comment Added', { taskId: card.dataset.task });
  });

  const columnOf = (status) => board.querySelector(`[data-status="${status}"]`);
}

/** The task's card as the server sees it now, or undefined with the problem shown. */
async function send(path, body) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) return void show((await response.json()).message);
    problem.hidden = true;
    const template = document.createElement('template');
    template.innerHTML = await response.text();
    return template.content.firstElementChild;
  } catch {
    return void show('Taskwell can’t be reached; nothing was changed.');
  }
}

function show(text) {
  problem.textContent = text;
  problem.hidden = false;
}
