import type { Translated } from '../../lib/messages.ts';
import type { en } from './en.ts';

export const es: Translated<typeof en> = {
  'status.provider': 'Funciona con {provider}',
  'status.providerUnknown': 'El modelo se carga con la primera foto o búsqueda',

  'settings.model': 'Modelo',
  'settings.packVersion': 'Versión {version}',
  'settings.packDim': '{dim} números por foto',
  'settings.packLanguages': 'Entiende {languages}',
  'settings.packLicense': 'Licencia {license}',
  'settings.checkProvider': 'Cargar el modelo ahora',

  'error.PACK_NOT_FOUND': 'No se encuentra el modelo',
  'error.PACK_MANIFEST_INVALID': 'El paquete del modelo no es válido',
  'error.PACK_UNSUPPORTED': 'Este paquete de modelo necesita una versión más reciente de Eidetic',
  'error.PACK_FILE_MISSING': 'Falta un archivo del modelo: reinstala Eidetic',
  'error.PACK_FILE_SIZE_MISMATCH': 'Un archivo del modelo está dañado: reinstala Eidetic',
  'error.PACK_FILE_HASH_MISMATCH': 'Un archivo del modelo está dañado: reinstala Eidetic',
  'error.PACK_PATH_ESCAPES': 'El paquete del modelo no es seguro',
  'error.PACK_SESSION_FAILED': 'No se ha podido cargar el modelo',
  'error.PACK_SELF_TEST_FAILED': 'El modelo da respuestas erróneas en este equipo y no se usa',
  'error.PROVIDER_UNAVAILABLE': 'El procesador elegido no se puede usar en este equipo',
  'error.ENCODER_CRASHED': 'El modelo se ha detenido de forma inesperada. Inténtalo de nuevo',
  'error.ENCODER_UNAVAILABLE': 'No se ha podido iniciar el modelo',
};
