import { expect, test } from 'vitest';
import { cameraName } from '../../src-main/core/camera-name.ts';
import { cameraNames } from '../helpers/camera-names.ts';

test.each(cameraNames)('%s and %s make "%s"', (make, model, name) => {
  expect(cameraName(make, model)).toBe(name);
});
