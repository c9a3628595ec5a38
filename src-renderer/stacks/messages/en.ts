import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'stacks.badge.burst': 'Burst {count}',
  'stacks.badge.raw': 'RAW',
  'stacks.badge.live': 'Live',
  'stacks.badge.edited': 'Edited',
  'stacks.badge.version': '{count} ×',

  'stacks.label.burst': 'burst of {count} photos',
  'stacks.label.raw': 'with a raw file, {count} files',
  'stacks.label.live': 'with a video beside it, {count} files',
  'stacks.label.motion': 'with a video inside',
  'stacks.label.edited': 'edited, {count} files',
  'stacks.label.version': '{count} versions',

  'stacks.strip': 'What belongs to this photo',
  'stacks.part': '{name}, {format}, {index} of {total}',
  'stacks.sharpestPart': '{name}, the sharpest',
  'stacks.sharpest': 'Sharpest',
  'stacks.videoInside': 'Video inside {name}',
  'stacks.revealVideo': 'Show video {name} in its folder',
  'stacks.copyPaths': 'Copy paths of the whole stack',
  'stacks.reveal': 'Show the whole stack in its folder',
  'stacks.whole': 'Whole stacks',
  'stacks.wholeHint': 'Copy everything that belongs to these photos: {files, plural, one {# file} other {# files}}',
  'stacks.shownHint': 'Copy the photos that are shown, and not what else belongs to them',

  'stacks.title': 'Stacks',
  'stacks.setting': 'Show what belongs together as one',
  'stacks.settingHint':
    'Raw and JPEG, Live Photos, edited copies and bursts are one photo with a badge. All parts are in the viewer.',
} as const satisfies Prefixed<'stacks'>;
