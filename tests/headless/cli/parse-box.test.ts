import { expect, test } from 'vitest';
import { parseBox } from '../../../src-main/headless/cli/parse-box.ts';

test.each([
  ['0,0,1,1', [0, 0, 1, 1]],
  ['0.5,0,0.5,1', [0.5, 0, 0.5, 1]],
  [' .1, 0.2 ,3e-1,.4 ', [0.1, 0.2, 0.3, 0.4]],
])('"%s" is a box', (text, [x, y, width, height]) => {
  expect(parseBox(text)).toEqual({ x, y, width, height });
});

test.each([
  ['nothing', ''],
  ['three numbers', '0,0,1'],
  ['five numbers', '0,0,1,1,1'],
  ['an empty part', '0,,1,1'],
  ['words', 'left,top,1,1'],
  ['pixels', '100,50,640,480'],
  ['a part outside of the photo', '0.6,0,0.5,1'],
  ['a negative corner', '-0.1,0,0.5,1'],
  ['no width', '0,0,0,1'],
  ['what is no number', 'NaN,0,Infinity,1'],
])('%s is refused with an example of what is meant', (_, text) => {
  expect(() => parseBox(text)).toThrow(
    expect.objectContaining({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/x,y,width,height as shares .* but received "/u) as string,
    }),
  );
});
