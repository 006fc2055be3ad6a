import { expect, test } from 'vitest';
import { TASKS_MODEL } from './judged-people.ts';
import { CANCELLED, openWithProbability, publish, readPage, scoreOf, setOutcomes } from './open-judged.ts';

const MODEL_PAGE = '/projects/default/model';
const EVENT = '“Cancelled” within 28 days';
const percent = (value: number) => `${Math.round(value * 100)}%`;
const countRows = (page: string) => page.split('<th scope="row">').length - 1;

test('a person’s page says how likely it is, and marks whom they are like in the whole table', async () => {
  const { collector, staying, set } = await openWithProbability();
  const { profileId, probability } = await scoreOf(collector, staying[0] ?? '');
  if (probability === null) expect.fail('there is a probability');
  const page = await readPage(collector, `/projects/default/profiles/${profileId}`);
  const [, card = ''] = /id="probability">(.*?)<\/section>/s.exec(page) ?? [];
  expect(card).toContain(`<h2>${EVENT}</h2>`);
  expect(card).toContain(`<b>${percent(probability.value)}</b> likely`);
  expect(card).toContain('the event “Subscription Cancelled” came');
  expect(countRows(card)).toBe(set.basis.reliability.length);
  const { predicted, observed, n } = probability.alike;
  const [, marked = ''] = /class="is-here">(.*?)<\/tr>/s.exec(card) ?? [];
  expect(marked).toContain(percent(predicted));
  expect(marked).toContain(`<td>${percent(observed)}</td><td>${n}</td>`);
});

test('of whom it says nothing is told why, and nobody is marked', async () => {
  const { collector, cancelled } = await openWithProbability();
  const { profileId } = await scoreOf(collector, [...cancelled][0] ?? '');
  const page = await readPage(collector, `/projects/default/profiles/${profileId}`);
  expect(page).toContain('No probability: it was fitted to people who');
  expect(page).toContain('How reliable that is');
  expect(page).not.toContain('is-here');
});

test('the model’s page says what scores stand for, then that the outcome is another one', async () => {
  const { collector } = await openWithProbability();
  const page = await readPage(collector, MODEL_PAGE);
  expect(page).toContain(`<h2>Probability: ${EVENT}</h2>`);
  const likely = [...page.matchAll(/<dt>Score \d+<\/dt><dd>(\d+)%<\/dd>/g)].map(([, one]) => Number(one));
  expect(likely.length).toBeGreaterThan(3);
  expect(likely).toEqual(likely.toSorted((a, b) => b - a));
  await setOutcomes(collector, [{ ...CANCELLED, event: 'Left' }]);
  const outdated = await readPage(collector, MODEL_PAGE);
  expect(outdated).toContain('It is told of nobody: it was fitted to the outcome cancelled as it was');
  expect(outdated).not.toContain('<dt>Score 0</dt>');
});

test('a version without one: its page tells how to set one, people’s pages keep quiet', async () => {
  const { collector, staying } = await openWithProbability();
  await publish(collector, { ...TASKS_MODEL, target: 20 });
  const page = await readPage(collector, MODEL_PAGE);
  expect(page).toContain('None is set for this version.');
  expect(page).toContain('/v1/models/main/versions/3/probability');
  const { profileId } = await scoreOf(collector, staying[0] ?? '');
  expect(await readPage(collector, `/projects/default/profiles/${profileId}`)).not.toContain(
    'id="probability"',
  );
});
