import type { Answers } from '../answers.ts';
import type { PlacesOnMap } from './places-on-map.ts';

export const placesAnswers: Answers<'places', PlacesOnMap> = {
  'places.map': (places, input) => places.map(input),
  'places.count': (places, { area, filters }) => places.count(area, filters),
  'places.towns': (places, { box, limit }) => places.towns(box, limit),
};
