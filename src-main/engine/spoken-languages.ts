import type { SpokenLanguages } from '../../src-contract/index.ts';
import type { Store } from './store/store.ts';

/** Languages that the user is known to speak, BCP 47, where the page does not say: those of the settings and of this machine. */
export function spokenLanguages(settings: Pick<Store['settings'], 'get'>): SpokenLanguages {
  const { language } = settings.get();
  const { locale } = new Intl.DateTimeFormat().resolvedOptions();
  return language === 'system' ? [locale] : [language, locale];
}
