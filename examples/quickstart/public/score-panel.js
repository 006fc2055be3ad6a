const signed = new Intl.NumberFormat('en', {
  signDisplay: 'exceptZero',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** With a true minus. */
const toText = (number) => `${number}`.replace('-', '\u2212');

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const toWords = (key) => {
  const words = key.replaceAll('_', ' ');
  return words[0].toUpperCase() + words.slice(1);
};

let asked = 0;

/** Asks Taskwell's back end for the score of whoever is signed in, and shows it with its reasons. */
export async function showScore(panel, user) {
  const ask = ++asked;
  const nodes = user ? await readScore(user) : ANONYMOUS.map((parts) => element(...parts));
  // A slower answer to an earlier question is out of date.
  if (ask === asked) panel.replaceChildren(...nodes);
}

const ANONYMOUS = [
  ['p', 'number', '–'],
  ['p', 'fine', 'You are anonymous. What you did so far becomes yours when you sign in.'],
];

async function readScore(user) {
  try {
    const response = await fetch('/demo/score');
    const { score, message } = await response.json();
    if (!response.ok) return [element('p', 'fine', message)];
    return score ? toNodes(score, user) : [element('p', 'fine', 'No events of yours have arrived yet.')];
  } catch {
    return [element('p', 'fine', 'Taskwell can’t be reached.')];
  }
}

function toNodes({ rounded, band, contributions }, user) {
  const line = element('p', `score-line band-${band}`);
  line.append(element('span', 'number', toText(rounded)), element('span', 'band', toWords(band)));
  const list = element('ul', 'reasons');
  const largest = Math.max(...contributions.map(({ score }) => Math.abs(score)), 1);
  const sorted = [...contributions].sort((a, b) => Math.abs(b.score) - Math.abs(a.score));
  list.append(...sorted.map((contribution) => toReason(contribution, largest)));
  return [
    line,
    element('p', 'fine', `${user.traits.name}’s engagement score. 100 is a healthy customer.`),
    list,
  ];
}

function toReason({ signal, score }, largest) {
  const item = element('li', score === 0 ? 'idle' : '');
  const bar = element('span', score < 0 ? 'meter negative' : 'meter');
  bar.style.setProperty('--part', `${(Math.abs(score) / largest) * 100}%`);
  item.append(
    element('span', 'name', toWords(signal)),
    element('b', '', score === 0 ? 'not yet' : toText(signed.format(score))),
    bar,
  );
  return item;
}
