import type { Answers } from '../answers.ts';
import type { EncoderClient } from './encoder-client.ts';

export const encoderAnswers: Answers<'encoder', EncoderClient> = {
  'encoder.provider': (encoder) => encoder.provider(),
  'encoder.processors': (encoder) => encoder.processors,
};
