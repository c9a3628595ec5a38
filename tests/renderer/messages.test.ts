import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src-contract/index.ts';
import { de, en, es, fr, type MessageKey } from '../../src-renderer/messages.ts';

const sources = join(import.meta.dirname, '..', '..', 'src-renderer');
const keys = Object.keys(en) as MessageKey[];

/** Names of the arguments of a message, with those inside of its plurals. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  JSON.stringify(
    new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst(),
    (_key, value: unknown) => {
      // Literals (type 0) and # (type 7) are no arguments.
      if (isElement(value) && value.type !== 0 && value.type !== 7) names.add(value.value);
      return value;
    },
  );
  return [...names].sort();
}

function isElement(value: unknown): value is { type: number; value: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    'value' in value &&
    typeof value.value === 'string'
  );
}

function files(ending: string): string[] {
  return readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));
}

const translations = { de, fr, es } as const;
type Language = keyof typeof translations;

/** Words that French writes as English does. */
const cognates = new Set([
  'Date',
  'Portrait',
  'Panorama',
  'Orange',
  'Olive',
  'Beige',
  'Magenta',
  'Possible',
  'Version {version}',
]);

/** Of every plural of a message the forms that it has, but for those of numbers, such as `=0`. */
function pluralFormsOf(message: string): string[][] {
  const plurals: string[][] = [];
  JSON.stringify(
    new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst(),
    (_key, value: unknown) => {
      if (isElement(value) && 'pluralType' in value && 'options' in value) {
        plurals.push(Object.keys(value.options as object).filter((form) => !form.startsWith('=')));
      }
      return value;
    },
  );
  return plurals;
}

describe.each(Object.keys(translations) as Language[])('the catalogue in %s', (language) => {
  const catalogue = translations[language];

  it('has the same keys', () => {
    expect(Object.keys(catalogue)).toEqual(keys);
  });

  it.each(keys)('has the same arguments for %s', (key) => {
    expect(argumentsOf(catalogue[key])).toEqual(argumentsOf(en[key]));
  });

  it('is translated: hardly a text is the same in English', () => {
    // The names of operators are the same in every language, and so are those of what phones and cameras make, and of the
    // feasts of one country.
    const named = /^(?:help\.\w+Example|stacks\.badge\.\w+|every\.(?:halloween|st-patricks-day|thanksgiving))$/u;
    const same = keys.filter((key) => catalogue[key] === en[key] && !named.test(key) && !cognates.has(en[key]));
    const words = same.filter((key) => /[a-z]{3}/iu.test(en[key].replaceAll(/\{\w+\}/gu, '')));
    expect(words.length).toBeLessThan(12);
  });

  it('has plural forms that the language knows, one and other among them', () => {
    const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const wrong = keys.filter((key) =>
      pluralFormsOf(catalogue[key]).some(
        (forms) =>
          !forms.includes('one') ||
          !forms.includes('other') ||
          forms.some((form) => !known.some((one) => one === form)),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe('typography', () => {
  // What the user types, and patterns of files, are as they are typed.
  const typed = /^(?:help\.\w+Example|leftOut\.patternsHint)$/u;
  const texts = (language: Language): [key: string, text: string][] =>
    Object.entries(translations[language]).filter(([key]) => !typed.test(key));

  it('has narrow no-break spaces before the signs that French sets apart, and inside of its quotes', () => {
    const wrong = texts('fr').filter(([, text]) => /(?<!\u202F)[:;!?»]|«(?!\u202F)/u.test(text));
    expect(wrong).toEqual([]);
  });

  it('opens what Spanish closes', () => {
    const count = (text: string, sign: string): number => text.split(sign).length - 1;
    const wrong = texts('es').filter(
      ([, text]) => count(text, '¿') !== count(text, '?') || count(text, '¡') !== count(text, '!'),
    );
    expect(wrong).toEqual([]);
  });

  it.each(['fr', 'es'] as const)('has no apostrophe in %s that ICU takes for a quote', (language) => {
    expect(texts(language).filter(([, text]) => text.includes("'"))).toEqual([]);
  });

  it('says millions "de" in French and Spanish', () => {
    const format = (text: string, locale: string): unknown =>
      new IntlMessageFormat(text, locale).format({ count: 2e6 });
    expect(format(fr['status.photos'], 'fr')).toBe('2\u202F000\u202F000 de photos');
    expect(format(es['status.photos'], 'es')).toBe('2.000.000 de fotos');
  });
});

describe('the words', () => {
  it('have words for every error', () => {
    expect(keys.filter((key) => key.startsWith('error.')).sort()).toEqual(
      [...errorCodes.map((code) => `error.${code}`), 'error.details', 'error.retry', 'error.technical'].sort(),
    );
  });

  it('hold nothing that is not used', () => {
    const code = [...files('.svelte'), ...files('.ts')]
      .filter((file) => !file.includes('messages'))
      .map((file) => readFileSync(join(sources, file), 'utf8'))
      .join('\n');
    // Keys that are put together from a fixed beginning and a value of the contract.
    const composed =
      /^(?:error\.|stacks\.(?:badge|label)\.|hit\.|chips\.|sort\.|strictness\.|help\.|filters\.|every\.|connection\.|leftOut\.reason\.|status\.(?:restored|started|pack-|data-)|why\.(?:looks|called)\.|duplicates\.(?:kind|hint|none|reason)\.)/u;
    expect(keys.filter((key) => !composed.test(key) && !code.includes(`'${key}'`))).toEqual([]);
  });
});

describe('the components', () => {
  const spoken = new Set(['title', 'alt', 'placeholder', 'aria-label', 'aria-description', 'aria-valuetext']);

  it.each(files('.svelte'))('%s says nothing that is not in a catalogue', (file) => {
    const said: string[] = [];
    const tree = parse(readFileSync(join(sources, file), 'utf8'), { modern: true });
    JSON.stringify(tree.fragment, (_key, node: unknown) => {
      if (typeof node !== 'object' || node === null || !('type' in node)) return node;
      if (node.type === 'Text' && 'data' in node) said.push(String(node.data));
      if (node.type === 'Attribute' && 'name' in node && !spoken.has(String(node.name))) return undefined;
      // Styles and code are not text.
      return ['ExpressionTag', 'Comment', 'StyleDirective'].includes(String(node.type)) ? undefined : node;
    });
    const words = said.map((text) => text.replaceAll(/&\w+;/gu, ' ').trim()).filter((text) => /\p{L}/u.test(text));
    expect(words).toEqual([]);
  });
});
