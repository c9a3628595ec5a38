import { IntlMessageFormat } from 'intl-messageformat';
import { en, type MessageKey } from '../../../src-renderer/messages.ts';

/** A text of the page in English. */
export function t(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return String(new IntlMessageFormat(en[key], 'en-US', undefined, { ignoreTag: true }).format(values));
}
