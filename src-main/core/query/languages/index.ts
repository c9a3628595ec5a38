import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import type { Language } from './language.ts';
import { spanish } from './spanish.ts';

/** The languages that queries are understood in. Another one is a file of its own, and a name here. */
export const languages: readonly Language[] = [english, german, french, spanish];

export type { Language, Unit, Words } from './language.ts';
