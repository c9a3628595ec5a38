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
  'stacks.playVideo': 'Play video {name}',
  'stacks.playInside': 'Play the video inside {name}',
  'stacks.video': 'Video {name}',
  'stacks.videoGone': 'The video {name} cannot be reached.',
  'stacks.videoUnplayable':
    'The video {name} cannot be played here: this program does not know its format (often HEVC).',
  'stacks.revealVideoShort': 'Show in folder',
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
