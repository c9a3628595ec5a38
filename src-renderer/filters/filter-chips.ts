import type { Filters } from '../../src-contract/index.ts';
import { folders } from '../folders/index.ts';
import { tags as known } from '../tags/index.ts';
import { i18n, t } from '../lib/i18n.svelte.ts';

export interface FilterChip {
  readonly key: string;
  readonly label: string;
  /** The filters without this one. */
  readonly without: Filters;
}

/** One chip for everything that narrows the photos. */
export function filterChips(filters: Filters): FilterChip[] {
  const chips: FilterChip[] = [];
  const { folder, from, to, people, tags, cameras, types, minRating, favourite, rejected, shape, area, colours } =
    filters;
  if (folder !== null) {
    chips.push({ key: 'folder', label: folderName(folder), without: { ...filters, folder: null } });
  }
  if (from !== null || to !== null) {
    chips.push({ key: 'date', label: dateLabel(from, to), without: { ...filters, from: null, to: null } });
  }
  for (const person of people) {
    const without = { ...filters, people: people.filter((other) => other !== person) };
    chips.push({ key: `person:${person}`, label: person, without });
  }
  for (const tag of tags) {
    const without = { ...filters, tags: tags.filter((other) => other !== tag) };
    chips.push({ key: `tag:${tag}`, label: known.nameOf(tag) || t('filters.tags'), without });
  }
  for (const camera of cameras) {
    const without = { ...filters, cameras: cameras.filter((other) => other !== camera) };
    chips.push({ key: `camera:${camera}`, label: camera, without });
  }
  for (const type of types) {
    const without = { ...filters, types: types.filter((other) => other !== type) };
    chips.push({ key: `type:${type}`, label: typeLabel(type), without });
  }
  if (minRating !== null) {
    const label = t('filters.stars', { count: minRating });
    chips.push({ key: 'rating', label, without: { ...filters, minRating: null } });
  }
  if (favourite !== null) {
    chips.push({ key: 'favourite', label: t('filters.favourites'), without: { ...filters, favourite: null } });
  }
  if (rejected !== null) {
    chips.push({ key: 'rejected', label: t('filters.rejected'), without: { ...filters, rejected: null } });
  }
  if (shape !== null) {
    chips.push({ key: 'shape', label: t(`filters.${shape}`), without: { ...filters, shape: null } });
  }
  if (area !== null) chips.push({ key: 'area', label: areaLabel(area), without: { ...filters, area: null } });
  for (const colour of colours) {
    const without = { ...filters, colours: colours.filter((other) => other !== colour) };
    chips.push({ key: `colour:${colour}`, label: t(`filters.colour.${colour}`), without });
  }
  return chips;
}

/** What a part of the map is called. */
export function areaLabel({ name, corners }: NonNullable<Filters['area']>): string {
  if (name !== null) return t('filters.around', { name });
  return t(corners === null ? 'filters.mapPart' : 'filters.drawnArea');
}

export function typeLabel(type: string): string {
  return type.toUpperCase();
}

function folderName(folder: NonNullable<Filters['folder']>): string {
  const name = folders.of(folder)?.name ?? (folder.below === '' ? t('filters.folder') : folder.below.split('/').at(-1));
  return folder.flat === true ? t('filters.folderAlone', { name: name ?? '' }) : (name ?? '');
}

function dateLabel(from: string | null, to: string | null): string {
  const day = (value: string): string => i18n.date(value, { dateStyle: 'medium' });
  if (from !== null && to !== null) return t('filters.dateBetween', { from: day(from), to: day(to) });
  return from !== null ? t('filters.dateFrom', { from: day(from) }) : t('filters.dateTo', { to: day(to ?? '') });
}
