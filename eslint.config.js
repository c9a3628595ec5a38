import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const strict = {
  extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  languageOptions: {
    parserOptions: {
      projectService: true,
      tsconfigRootDir: import.meta.dirname,
      // The same for all files: whenever that changes, all programs are made anew.
      extraFileExtensions: ['.svelte'],
    },
  },
  rules: {
    // Numbers read well in messages; what must not slip in is undefined and objects.
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
    'no-console': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    complexity: ['error', 15],
  },
};

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'models/', 'tests/fixtures/', '**/*.as.ts']),
  { files: ['**/*.ts', '**/*.cts'], ...strict },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    extends: [...strict.extends, svelte.configs.recommended, svelte.configs.prettier],
    languageOptions: {
      parserOptions: {
        ...strict.languageOptions.parserOptions,
        parser: tseslint.parser,
        svelteConfig,
      },
    },
    rules: {
      ...strict.rules,
      // A handler that is one call reads best as one.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Its own check (svelte-check) knows these types; here values from templates are `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // A component is a script, markup and style in one file.
      'max-lines': 'off',
    },
  },
  {
    files: ['src-contract/**/*.ts', 'src-main/**/*.ts'],
    rules: {
      // What connects does so by import, which check:layers sees: one folder alone may, see docs/security.md.
      'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'],
    },
  },
  {
    files: ['bench/**/*.ts', 'scripts/**/*.ts'],
    // Their output is their result.
    rules: { 'no-console': 'off' },
  },
);
