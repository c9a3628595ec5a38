import { describe, expect, test } from 'vitest';
import { fold, spellings } from '../../../src-main/core/text/fold.ts';

describe('the folded form', () => {
  test.each([
    ['São Tomé', 'sao tome'],
    ['SA\u0303O', 'sao'],
    ['Müller', 'muller'],
    ['Mu\u0308ller', 'muller'],
    ['Mueller', 'mueller'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['Œuvre', 'oeuvre'],
    ['Encyclopædia', 'encyclopaedia'],
    ['Tromsø', 'tromso'],
    ['Łódź', 'lodz'],
    ['Đà Nẵng', 'da nang'],
    ['Đa\u0300 Na\u0306\u0303ng', 'da nang'],
    ['Đakovo', 'dakovo'],
    ['Diyarbakır', 'diyarbakir'],
    ['DİYARBAKIR', 'diyarbakir'],
    ['Þingvellir og Borgarfjörður', 'thingvellir og borgarfjordur'],
    ['Ħamrun', 'hamrun'],
    ['Ångström', 'angstrom'],
    ['Αθήνα', 'αθηνα'],
    ['ΆΓΙΟΣ', 'αγιοσ'],
    ['άγιος', 'αγιοσ'],
    ['Ёлка', 'елка'],
    ['Е\u0308лка', 'елка'],
    ['Йод', 'йод'],
    ['И\u0306од', 'йод'],
    ['한국', '한국'],
    ['\u1112\u1161\u11ab국', '한국'],
    ['がく', 'がく'],
    ['か\u3099く', 'がく'],
    ['हिन्दी', 'हिन्दी'],
    ['ﬁn', 'fin'],
    ['ＡＢＣ１２', 'abc12'],
    ['', ''],
  ])('of "%s" is "%s"', (text, folded) => {
    expect(fold(text)).toBe(folded);
    expect(fold(folded), 'and stays it').toBe(folded);
  });
});

describe('spellings', () => {
  test.each([
    ['Müller', ['muller', 'mueller']],
    ['MU\u0308LLER', ['muller', 'mueller']],
    ['Mueller', ['mueller']],
    ['Köln', ['koln', 'koeln']],
    ['Jäger', ['jager', 'jaeger']],
    ['Søren', ['soren', 'soeren']],
    ['Århus', ['arhus', 'aarhus']],
    ['Ångström', ['angstrom', 'angstroem', 'aangstroem']],
    ['Straße', ['strasse']],
    ['Æble', ['aeble']],
    ['Łódź', ['lodz']],
    ['poet', ['poet']],
    ['Pöt', ['pot', 'poet']],
    ['', ['']],
  ])('of "%s" are %j', (text, all) => {
    expect(spellings(text)).toEqual(all);
  });

  test.each([
    ['müller', 'Müller', true],
    ['mueller', 'Müller', true],
    ['muller', 'Müller', true],
    ['mueller', 'Mueller', true],
    ['müller', 'Mueller', true],
    ['muller', 'Mueller', false],
    ['poet', 'Pöt', true],
    ['pöt', 'Poet', true],
    ['poet', 'Pot', false],
    ['pot', 'Poet', false],
    ['strasse', 'Straße', true],
    ['straße', 'Strasse', true],
    ['strase', 'Straße', false],
    ['soeren', 'Søren', true],
    ['søren', 'Soren', true],
  ])('"%s" and "%s" meet: %s', (typed, name, meet) => {
    expect(spellings(typed).some((spelling) => spellings(name).includes(spelling))).toBe(meet);
  });
});
