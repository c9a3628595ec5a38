import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src-contract/index.ts';
import { de, en, type MessageKey } from '../../src-renderer/messages.ts';

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

describe('the catalogues', () => {
  it('have the same keys', () => {
    expect(Object.keys(de)).toEqual(keys);
  });

  it.each(keys)('have the same arguments for %s', (key) => {
    expect(argumentsOf(de[key])).toEqual(argumentsOf(en[key]));
  });

  it('are translated: hardly a text is the same in both', () => {
    // The names of operators are the same in every language, and so are those of what phones and cameras make, and of the
    // feasts of one country.
    const named = /^(?:help\.\w+Example|stacks\.badge\.\w+|every\.(?:halloween|st-patricks-day|thanksgiving))$/u;
    const same = keys.filter((key) => de[key] === en[key] && !named.test(key));
    const words = same.filter((key) => /[a-z]{3}/iu.test(en[key].replaceAll(/\{\w+\}/gu, '')));
    expect(words.length).toBeLessThan(12);
  });

  it('have words for every error', () => {
    expect(keys.filter((key) => key.startsWith('error.')).sort()).toEqual(
      [...errorCodes.map((code) => `error.${code}`), 'error.details', 'error.retry'].sort(),
    );
  });

  it('hold nothing that is not used', () => {
    const code = [...files('.svelte'), ...files('.ts')]
      .filter((file) => !file.includes('messages'))
      .map((file) => readFileSync(join(sources, file), 'utf8'))
      .join('\n');
    // Keys that are put together from a fixed beginning and a value of the contract.
    const composed =
      /^(?:error\.|stacks\.(?:badge|label)\.|hit\.|chips\.|sort\.|strictness\.|help\.|filters\.|every\.|connection\.|leftOut\.reason\.|status\.(?:restored|started))/u;
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
