import type { Answers } from '../answers.ts';
import type { Windows } from './windows.ts';

export const windowsAnswers: Answers<'windows', Windows> = {
  'windows.state': (windows) => windows.state(),
  'windows.setPaused': (windows, { paused }) => windows.setPaused(paused),
  'windows.clear': (windows) => windows.clear(),
};
