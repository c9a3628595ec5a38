import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../src-contract/index.ts';
import type { Answers } from '../../src-main/engine/answers.ts';

interface Kept {
  settings: Settings;
}

const get = ({ settings }: Kept): Settings => settings;

test('a capability answers each of its methods', () => {
  const answers: Answers<'settings', Kept> = {
    'settings.get': get,
    'settings.set': (kept, { theme }) => ({ ...kept.settings, theme: theme ?? kept.settings.theme }),
  };
  const kept = { settings: defaultSettings };
  expect(answers['settings.get'](kept, {}, undefined)).toEqual(defaultSettings);
  expect(answers['settings.set'](kept, { theme: 'dark' }, undefined)).toMatchObject({ theme: 'dark' });
});

test('answers that are missing, too many or of another shape do not compile', () => {
  const wrong: Answers<'settings', Kept>[] = [
    // @ts-expect-error settings.set is missing
    { 'settings.get': get },
    // @ts-expect-error no such method is in the contract
    { 'settings.get': get, 'settings.set': get, 'settings.reset': get },
    // @ts-expect-error this is another capability's
    { 'settings.get': get, 'settings.set': get, 'library.status': get },
    // @ts-expect-error these are no settings
    { 'settings.get': () => ({ theme: 'dark' }), 'settings.set': get },
  ];
  expect(wrong).toHaveLength(4);
});
