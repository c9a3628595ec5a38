export { favourites } from './favourites.svelte.ts';
export { giveByKey } from './give-by-key.ts';
export { default as FavouriteButton } from './FavouriteButton.svelte';
export { default as RatingStars } from './RatingStars.svelte';
