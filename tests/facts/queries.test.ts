import { photo } from '../helpers/photos.ts';
import { testFacts } from '../helpers/test-facts.ts';

const lisbon = '2019 Lisbon/tram.jpg';
const lissabon = 'Lissabon/IMG-20150505-WA0008.jpg';
const july = 'IMG-20190712-WA0001.jpg';
const otherJuly = 'IMG-20210731-WA0002.jpg';
const monthOfJuly = '2018-07/scan.jpg';
const christmas = 'IMG-20201225-WA0003.jpg';
const newYear = 'IMG-20210101-WA0004.jpg';
const halloween = 'IMG-20241031-WA0005.jpg';
const afterHalloween = 'IMG-20241101-WA0006.jpg';
const nice = 'IMG-20170303-WA0007 a nice day.jpg';
const all = [lisbon, lissabon, july, otherJuly, monthOfJuly, christmas, newYear, halloween, afterHalloween, nice];

testFacts(
  () => Object.fromEntries(all.map((path, index) => [path, photo(index + 1)])),
  [
    { says: 'a folder without a position', typed: 'Lisbon', finds: [lisbon, lissabon] },
    { says: 'a folder without a position', typed: 'in lisbon', finds: [lisbon, lissabon] },
    { says: 'a folder in another language', typed: 'Lissabon', finds: [lisbon, lissabon] },
    { says: 'a folder in another language', typed: 'Lisbonne', finds: [lisbon, lissabon] },
    { says: 'a folder', typed: 'Lisbon 2019', finds: [lisbon] },
    { says: 'a folder', typed: 'near:"Lisbon, 5 km"', finds: [] },
    { says: 'a word that is a town', typed: 'near:Nice', finds: [] },
    { says: 'a word that is a town', typed: 'nice', finds: [nice] },
    { says: 'a day in the name', typed: 'July', finds: [july, otherJuly, monthOfJuly] },
    { says: 'a day in the name', typed: 'juillet', finds: [july, otherJuly, monthOfJuly] },
    { says: 'a day in the name', typed: 'Juli 2019', finds: [july] },
    { says: 'a day in the name', typed: '12 July', finds: [july] },
    { says: 'a day in the name', typed: 'every:07-01..07-30', finds: [july] },
    { says: 'a day in the name', typed: 'December 25', finds: [christmas] },
    { says: 'a day in the name', typed: 'Weihnachten', finds: [christmas] },
    { says: 'a day in the name', typed: '25 December to 5 January', finds: [christmas, newYear] },
    { says: 'a day in the name', typed: 'summer', finds: [july, otherJuly, monthOfJuly] },
    { says: 'a day in the name', typed: 'invierno', finds: [christmas, newYear] },
    { says: 'a day in the name', typed: 'every:saturday 2021', finds: [otherJuly] },
    { says: 'a day in the name', typed: 'on:2024-10-31', finds: [halloween] },
    { says: 'a day in the name', typed: '2024-10-31', finds: [halloween] },
    { says: 'a day in the name', typed: 'Halloween', finds: [halloween] },
    { says: 'a day in the name', typed: '2024', finds: [halloween, afterHalloween] },
    { says: 'a day in the name', typed: '2020 or 2024', finds: [christmas, halloween, afterHalloween] },
    { says: 'a day in the name', typed: '2020 oder 2024', finds: [christmas, halloween, afterHalloween] },
    { says: 'a day in the name', typed: '2017, 2020 and 2021', finds: [nice, christmas, newYear, otherJuly] },
    { says: 'a day in the name', typed: '2020 2024 until:2024-10-31', finds: [christmas, halloween] },
    { says: 'a day in the name', typed: '2021 July 2021', finds: [otherJuly] },
    { says: 'a day in the name', typed: 'on:2018-07 on:2021-07-31', finds: [monthOfJuly, otherJuly] },
    { says: 'a day in the name', typed: 'since 2021 until 2020', finds: [] },
    { says: 'a folder of a year', typed: '2019', finds: [lisbon, july] },
  ],
);
