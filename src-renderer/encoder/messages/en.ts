import type { Prefixed } from '../../lib/messages.ts';

export const en = {
  'status.provider': 'Runs on {provider}',
  'status.providerUnknown': 'The model is loaded with the first photo or search',

  'settings.model': 'Model',
  'settings.packVersion': 'Version {version}',
  'settings.packDim': '{dim} numbers a photo',
  'settings.packLanguages': 'Understands {languages}',
  'settings.packLicense': 'Licence {license}',
  'settings.checkProvider': 'Load the model now',

  'error.PACK_NOT_FOUND': 'The model is not there',
  'error.PACK_MANIFEST_INVALID': 'The model pack is not valid',
  'error.PACK_UNSUPPORTED': 'This model pack needs a newer Eidetic',
  'error.PACK_FILE_MISSING': 'A file of the model is missing: install Eidetic again',
  'error.PACK_FILE_SIZE_MISMATCH': 'A file of the model is damaged: install Eidetic again',
  'error.PACK_FILE_HASH_MISMATCH': 'A file of the model is damaged: install Eidetic again',
  'error.PACK_PATH_ESCAPES': 'The model pack is not safe to use',
  'error.PACK_SESSION_FAILED': 'The model could not be loaded',
  'error.PACK_SELF_TEST_FAILED': 'The model gives wrong answers on this machine and is not used',
  'error.PROVIDER_UNAVAILABLE': 'The chosen processor cannot be used on this machine',
  'error.ENCODER_CRASHED': 'The model stopped unexpectedly. Try again',
  'error.ENCODER_UNAVAILABLE': 'The model could not be started',
} as const satisfies Prefixed<'status' | 'settings' | 'error'>;
