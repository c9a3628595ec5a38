import { IntlMessageFormat } from 'intl-messageformat';
import type { Settings } from '../../src-contract/index.ts';
import { de, en, es, fr, type MessageKey } from '../messages.ts';
import { languageName } from './language-name.ts';

const catalogues = { en, de, fr, es } as const;
type Language = keyof typeof catalogues;
type Values = Record<string, string | number>;

/** What is said in one language, whichever the page's is. */
interface Spoken {
  /** For the `lang` of what is said. */
  readonly language: Language;
  readonly text: (key: MessageKey, values?: Values) => string;
  readonly languageName: (tag: string) => string;
  readonly list: (parts: readonly string[]) => string;
}

/** The language of the page, and everything that is written in it. Reading it in a component follows changes. */
class I18n {
  #choice = $state<Settings['language']>('system');
  #formats = new Map<string, IntlMessageFormat>();
  readonly language: Language = $derived(this.#choice === 'system' ? systemLanguage() : this.#choice);
  /** For numbers and dates: the language as chosen, with the region of the system where that is of the same language. */
  readonly locale: string = $derived(
    navigator.languages.find((locale) => locale.split('-', 1)[0] === this.language) ?? this.language,
  );

  /** Languages that the user is known to speak, BCP 47: that of the page, and that of what shows it. */
  get spoken(): string[] {
    return [this.language, navigator.language];
  }

  choose(choice: Settings['language']): void {
    this.#choice = choice;
  }

  /** The text of a key. */
  text(key: MessageKey, values: Values = {}): string {
    return this.#format(key, this.language, this.locale, values);
  }

  /** What is said in a language that the user has written in: the same, in that language where the page has it. */
  in(language: string): Spoken {
    const spoken = isLanguage(language) && language !== this.language ? language : undefined;
    const locale = spoken ?? this.locale;
    return {
      language: spoken ?? this.language,
      text: (key, values = {}) => this.#format(key, spoken ?? this.language, locale, values),
      languageName: (tag) => languageName(locale, tag),
      list: (parts) => new Intl.ListFormat(locale).format(parts),
    };
  }

  #format(key: MessageKey, language: Language, locale: string, values: Values): string {
    const id = `${locale}:${key}`;
    let format = this.#formats.get(id);
    if (format === undefined) {
      // Nothing in the catalogues is markup, and names of photos must not be taken for any.
      format = new IntlMessageFormat(catalogues[language][key], locale, undefined, { ignoreTag: true });
      this.#formats.set(id, format);
    }
    return String(format.format(values));
  }

  number(value: number, options?: Intl.NumberFormatOptions): string {
    return new Intl.NumberFormat(this.locale, options).format(value);
  }

  /** `day` as `YYYY-MM-DD`, or a local time without zone. */
  date(local: string, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.locale, { timeZone: 'UTC', ...options }).format(asUtc(local));
  }

  /**
   * When a photo was taken, as exactly as that is known.
   *
   * @param local a year, a month, a day or a local time, as in `PhotoDetails.takenAt`.
   */
  photoDate(local: string, dayStyle: 'full' | 'long' | 'medium' = 'full'): string {
    if (local.length <= 4) return this.date(local, { year: 'numeric' });
    if (local.length <= 7) return this.date(local, { month: 'long', year: 'numeric' });
    return this.date(local, { dateStyle: dayStyle, ...(local.length > 10 && { timeStyle: 'short' }) });
  }

  bytes(bytes: number): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
    const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
    return this.number(bytes / 1000 ** power, {
      style: 'unit',
      unit: units[power] ?? 'byte',
      unitDisplay: power === 0 ? 'long' : 'short',
      maximumFractionDigits: power < 2 ? 0 : 1,
    });
  }

  /** A span of time in the one unit that says most. */
  duration(seconds: number): string {
    if (seconds < 60) return this.text('time.seconds', { count: Math.max(1, Math.round(seconds)) });
    if (seconds < 3600) return this.text('time.minutes', { count: Math.round(seconds / 60) });
    return this.text('time.hours', { count: Math.round(seconds / 360) / 10 });
  }

  /** How long ago, in words. */
  ago(ms: number): string {
    const seconds = Math.max(0, (Date.now() - ms) / 1000);
    const format = new Intl.RelativeTimeFormat(this.locale, { numeric: 'auto' });
    if (seconds < 60) return format.format(0, 'second');
    if (seconds < 3600) return format.format(-Math.round(seconds / 60), 'minute');
    if (seconds < 86_400) return format.format(-Math.round(seconds / 3600), 'hour');
    return format.format(-Math.round(seconds / 86_400), 'day');
  }

  /** @param code ISO 3166-1 alpha-2. */
  regionName(code: string): string | undefined {
    return new Intl.DisplayNames(this.locale, { type: 'region', fallback: 'none' }).of(code);
  }

  languageName(tag: string): string {
    return languageName(this.locale, tag);
  }
}

function isLanguage(tag: string): tag is Language {
  return tag in catalogues;
}

/** A photo's wall-clock time has no zone: taken as UTC and shown as UTC it stays what the camera said. */
function asUtc(local: string): Date {
  const [, day = local, time = '00:00:00'] = /^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:T(.*))?$/u.exec(local) ?? [];
  return new Date(`${`${day}-01-01`.slice(0, 10)}T${time}Z`);
}

function systemLanguage(): Language {
  for (const locale of navigator.languages) {
    const language = locale.split('-', 1)[0];
    if (language !== undefined && isLanguage(language)) return language;
  }
  return 'en';
}

export const i18n = new I18n();

/** Short for `i18n.text`. */
export function t(key: MessageKey, values?: Values): string {
  return i18n.text(key, values);
}
