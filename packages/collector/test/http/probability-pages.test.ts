import { expect, test } from 'vitest';
import { TASKS_MODEL } from './judged-people.ts';
import { CANCELLED, openWithProbability, publish, readPage, scoreOf, setOutcomes } from './open-judged.ts';

const MODEL_PAGE = '/projects/default/model';
const EVENT = '“Cancelled” within 28 days';
const percent = (value: number) => `${Math.round(value * 100)}%`;
const countRows = (page: string) => page.split('<th scope="row">').length - 1;

test('a person’s page says how likely it is and marks whom they are like, or says why there is none', async () => {
  const { collector, staying, cancelled, set } = await openWithProbability();
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

  const gone = await scoreOf(collector, [...cancelled][0] ?? '');
  const without = await readPage(collector, `/projects/default/profiles/${gone.profileId}`);
  expect(without).toContain('No probability: it was fitted to people who');
  expect(without).toContain('How reliable that is');
  expect(without).not.toContain('is-here');
});

test('the model’s page says what scores stand for, that the outcome is another one, or how to set one', async () => {
  const { collector, staying } = await openWithProbability();
  const page = await readPage(collector, MODEL_PAGE);
  expect(page).toContain(`<h2>Probability: ${EVENT}</h2>`);
  const likely = [...page.matchAll(/<dt>Score \d+<\/dt><dd>(\d+)%<\/dd>/g)].map(([, one]) => Number(one));
  expect(likely.length).toBeGreaterThan(3);
  expect(likely).toEqual(likely.toSorted((a, b) => b - a));
  await setOutcomes(collector, [{ ...CANCELLED, event: 'Left' }]);
  const outdated = await readPage(collector, MODEL_PAGE);
  expect(outdated).toContain('It is told of nobody: it was fitted to the outcome cancelled as it was');
  expect(outdated).not.toContain('<dt>Score 0</dt>');

  await publish(collector, { ...TASKS_MODEL, target: 20 });
  const unset = await readPage(collector, MODEL_PAGE);
  expect(unset).toContain('None is set for this version.');
  expect(unset).toContain('/v1/models/main/versions/3/probability');
  const { profileId } = await scoreOf(collector, staying[0] ?? '');
  expect(await readPage(collector, `/projects/default/profiles/${profileId}`)).not.toContain(
    'id="probability"',
  );
});
