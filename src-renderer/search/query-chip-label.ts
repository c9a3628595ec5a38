import { colourNames, type LeftOutChip, photoShapes, type QueryChip } from '../../src-contract/index.ts';
import { areaLabel, typeLabel } from '../filters/index.ts';
import { i18n, t } from '../lib/i18n.svelte.ts';
import { daysText } from './days.ts';
import { everyLabel } from './every-label.ts';

/** What a chip of a query says, from its values and not from the words of the query. */
export function queryChipLabel(chip: QueryChip | LeftOutChip): string {
  switch (chip.kind) {
    case 'without':
      return t('chips.minus', { value: queryChipLabel(chip.of) });
    case 'date':
      return dateLabel(chip.from, chip.to);
    case 'every':
      return everyLabel(chip.name, i18n.locale, t);
    case 'place':
      return placeLabel(chip);
    case 'area':
      return areaLabel(chip.area);
    case 'rating':
    case 'iso':
      return rangeLabel(chip);
    default:
      return wordLabel(chip);
  }
}

function wordLabel({ kind, value }: Pick<Extract<QueryChip, { value: string }>, 'kind' | 'value'>): string {
  switch (kind) {
    case 'type':
      return typeLabel(value);
    case 'shape':
      return shapeLabel(value);
    case 'color':
      return colourLabel(value);
    case 'is':
      return t('chips.favourite');
    case 'phrase':
    case 'minus':
    case 'ignore':
      return t(`chips.${kind}`, { value });
    case 'name':
      return value.replace(/^.*[/\\](?=.)/su, '');
    case 'folder':
    case 'camera':
    case 'lens':
    case 'person':
    case 'tag':
      return value;
  }
}

function shapeLabel(value: string): string {
  const shape = photoShapes.find((known) => known === value);
  return shape === undefined ? value : t(`filters.${shape}`);
}

function colourLabel(value: string): string {
  const colour = colourNames.find((known) => known === value);
  return colour === undefined ? value : t(`filters.colour.${colour}`);
}

function dateLabel(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return daysText(from, to, i18n.locale);
  const day = (value: string | null): string => (value === null ? '' : i18n.date(value, { dateStyle: 'medium' }));
  return from === null ? t('filters.dateTo', { to: day(to) }) : t('filters.dateFrom', { from: day(from) });
}

function placeLabel({ name, radiusKm, country }: Extract<LeftOutChip, { kind: 'place' }>): string {
  if (radiusKm === null) return i18n.regionName(country) ?? name;
  const distance = i18n.number(radiusKm, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 });
  return `${name} · ${distance}`;
}

function rangeLabel({ kind, min, max }: Extract<LeftOutChip, { min: number | null }>): string {
  if (kind === 'rating' && max === -1) return t('chips.rejected');
  if (min !== null && min === max) return t(`chips.${kind}`, { value: min });
  if (min !== null && max !== null) return t(`chips.${kind}Between`, { min, max });
  return min === null ? t(`chips.${kind}To`, { max: max ?? 0 }) : t(`chips.${kind}From`, { min });
}
