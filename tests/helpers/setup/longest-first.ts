import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest. One of them begun last would keep one processor busy while the others rest. */
const longest: readonly string[] = [
  'tests/e2e/screens.e2e.ts',
  'tests/e2e/shown.e2e.ts',
  'tests/e2e/big-library.e2e.ts',
  'tests/e2e/first-run.e2e.ts',
  'tests/e2e/restart.e2e.ts',
  'tests/e2e/places.e2e.ts',
  'tests/e2e/rooms.e2e.ts',
  'tests/e2e/keyboard.e2e.ts',
  'tests/e2e/models.e2e.ts',
  'tests/headless/cli/models.test.ts',
  'tests/headless/cli/honesty.test.ts',
  'tests/encoder/odd-files.test.ts',
  'tests/headless/cli.test.ts',
  'tests/engine/packs/switching.test.ts',
  'tests/headless/process.test.ts',
  'tests/engine/photos/rendered-photos.test.ts',
  'tests/engine/library/watch/watching.test.ts',
  'tests/encoder/process.test.ts',
  'tests/engine/library/biases.test.ts',
  'tests/electron/package.test.ts',
  'tests/headless/serve.test.ts',
];

/** The order of Vitest, which goes by the last run and the size of files, after the files that are known to take longest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/${name}`));
      return place === -1 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
