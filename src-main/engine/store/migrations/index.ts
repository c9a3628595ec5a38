import { step1 } from './0001-folders-photos-files-embeddings.ts';
import { step2 } from './0002-embeddings-by-photo.ts';
import { step3 } from './0003-timeline-filters-settings.ts';
import { step4 } from './0004-code-blocks.ts';
import { step5 } from './0005-change-times-and-root-identities.ts';
import { step6 } from './0006-words-and-chips.ts';
import { step7 } from './0007-saved-and-recent-searches.ts';
import { step8 } from './0008-caption-banks-and-biases.ts';
import { step9 } from './0009-pack-roles-and-attempts.ts';
import { step10 } from './0010-chance-of-captions.ts';
import { step11 } from './0011-dates-and-sidecars.ts';
import { step12 } from './0012-spellings-and-what-is-left-out.ts';
import { step13 } from './0013-stacks.ts';
import { step14 } from './0014-scripts-without-spaces.ts';
import { step15 } from './0015-people-and-places.ts';
import { step16 } from './0016-switching-packs.ts';
import { step17 } from './0017-calibrations.ts';
import { step18 } from './0018-favourites-and-ratings.ts';
import { step19 } from './0019-albums.ts';
import { step20 } from './0020-duplicates.ts';
import { step21 } from './0021-album-ids.ts';
import { step22 } from './0022-tags.ts';
import { step23 } from './0023-looks.ts';
import { step24 } from './0024-ratings-in-sidecars.ts';
import { step25 } from './0025-interrupted-sidecars.ts';
import { step26 } from './0026-taste.ts';
import { step27 } from './0027-albums-that-exclude-each-other.ts';
import { step28 } from './0028-windows.ts';
import { step29 } from './0029-photo-ids.ts';
import type { Migration } from './migration.ts';

export type { Migration } from './migration.ts';

/** The schema's history. A new step is a file beside the others and a name here; see docs/adding-a-capability.md. */
const migrations: readonly Migration[] = [
  step1,
  step2,
  step3,
  step4,
  step5,
  step6,
  step7,
  step8,
  step9,
  step10,
  step11,
  step12,
  step13,
  step14,
  step15,
  step16,
  step17,
  step18,
  step19,
  step20,
  step21,
  step22,
  step23,
  step24,
  step25,
  step26,
  step27,
  step28,
  step29,
];

export const latestVersion = migrations.at(-1)?.version ?? 0;

/** The steps that a database of `version` still needs, in order. */
export function pendingMigrations(version: number): readonly Migration[] {
  return migrations.filter((migration) => migration.version > version);
}
