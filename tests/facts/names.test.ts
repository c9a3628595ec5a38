import { photo } from '../helpers/photos.ts';
import { testFacts } from '../helpers/test-facts.ts';

const beach = 'Beach/lighthouse at noon.jpg';
const street = 'Straße/IMG_2034.jpg';
const copy = 'Copies/img_2034.JPG';
const other = 'Copies/IMG_2034.png';
const edited = 'Copies/IMG_2034 (2).jpg';
const old = 'DCIM/DSC02034.JPG';
const panasonic = 'DCIM/P1010234.jpeg';
const phone = 'DCIM/IMG-20230817-WA0001.jpg';
const screen = 'Screens/Screenshot 2024-05-06 at 10.11.12.png';
const seaside = 'Sea/海边日落.jpg';
const tokyo = '2019東京旅行/1.jpg';
const thai = 'Asia/ตลาดน้ำอัมพวา.jpg';
const kana = 'Asia/さくらの花見.jpg';
const halfKana = 'Asia/ｶﾒﾗﾃｽﾄ.jpg';
const fullWidth = 'Asia/ＩＭＧ＿９９７７.jpg';
const korean = 'Asia/부산여행 바다.jpg';
const lao = 'Asia/ຫຼວງພະບາງ.jpg';
const umlaut = 'Straße/Gästehaus Übersicht.jpg';

const twin = 'Twins/first.webp';
const otherTwin = 'Copies/second twin.webp';

const paths = [beach, street, copy, other, edited, old, panasonic, phone, screen, seaside, tokyo, thai, kana, halfKana];
const files = [...paths, fullWidth, korean, lao, umlaut];

testFacts(
  () => ({
    ...Object.fromEntries(files.map((path, i) => [path, photo(i + 1)])),
    [twin]: photo(99, { format: 'webp' }),
    [otherTwin]: photo(99, { format: 'webp' }),
  }),
  [
    { says: 'a file name', typed: 'lighthouse', finds: [beach] },
    { says: 'a folder name', typed: 'strasse', finds: [street, umlaut] },
    { says: 'a format', typed: 'type:jpg', finds: files },

    { says: 'a file name with its ending', typed: 'IMG_2034.JPG', finds: [street, copy] },
    { says: 'a file name in other case', typed: 'img_2034.jpg', finds: [street, copy] },
    { says: 'the ending by its other name', typed: 'IMG_2034.jpeg', finds: [street, copy] },
    { says: 'the same name with another ending', typed: 'IMG_2034.png', finds: [other] },
    { says: 'a file name in quotes', typed: '"IMG_2034.jpg"', finds: [street, copy] },
    { says: 'a file name in curly quotes', typed: '“IMG_2034.jpg”', finds: [street, copy] },
    { says: 'a file name with a comma behind it', typed: 'IMG_2034.png, DSC02034.JPG', finds: [other, old] },
    { says: 'a file name behind an operator', typed: 'name:IMG_2034.png', finds: [other] },
    { says: 'a path of Windows', typed: 'C:\\Users\\me\\Pictures\\IMG_2034.jpg', finds: [street, copy] },
    { says: 'a copied path of Windows', typed: '"C:\\Users\\me\\My Pictures\\IMG_2034.jpg"', finds: [street, copy] },
    { says: 'a share of Windows', typed: '"\\\\nas\\photos\\IMG_2034.jpg"', finds: [street, copy] },
    { says: 'a path of Linux', typed: '/home/me/Pictures/2019/IMG_2034.jpg', finds: [street, copy] },
    { says: 'a path with spaces', typed: '/home/me/My Pictures/lighthouse at noon.jpg', finds: [beach] },
    { says: 'an address', typed: 'file:///home/me/My%20Pictures/lighthouse%20at%20noon.jpg', finds: [beach] },
    { says: 'an address of Windows', typed: 'file:///C:/My%20Pictures/IMG_2034.png', finds: [other] },
    { says: 'the end of a path', typed: 'Straße/IMG_2034.jpg', finds: [street] },
    { says: 'the end of a path, otherwise spelled', typed: 'strasse\\img_2034.jpg', finds: [street] },
    { says: 'any ending', typed: 'IMG_2034.*', finds: [street, copy, other] },
    { says: 'any name', typed: '*.png', finds: [other, screen] },
    { says: 'an ending alone', typed: '.png', finds: [other, screen] },
    { says: 'the beginning of a name', typed: 'IMG_20*.jpg', finds: [street, copy, edited] },
    { says: 'a name with spaces', typed: 'lighthouse at noon.jpg', finds: [beach] },
    { says: 'a part of a name with its ending', typed: 'noon.jpg', finds: [beach] },
    { says: 'a name with a number in brackets', typed: 'IMG_2034 (2).jpg', finds: [edited] },
    { says: 'a name with a date in it', typed: 'Screenshot 2024-05-06 at 10.11.12.png', finds: [screen] },
    { says: 'a name in other letters', typed: 'gaestehaus uebersicht.jpg', finds: [umlaut] },
    { says: 'no such name', typed: 'IMG_7777.jpg', finds: [] },
    { says: 'a name and a kind', typed: 'IMG_2034.* type:jpg folder:copies', finds: [copy, other] },

    { says: 'a name of two that one photo has', typed: 'first.webp', finds: [twin] },
    { says: 'the other name that it has', typed: 'second twin.webp', finds: [otherTwin] },
    { says: 'a folder of two that one photo lies in', typed: 'folder:twins', finds: [twin] },
    { says: 'the other folder', typed: '*twin.webp folder:copies', finds: [otherTwin] },

    { says: 'a name without its ending', typed: 'img_2034', finds: [street, copy, other, edited] },
    { says: 'a name without what parts it', typed: 'img2034', finds: [street, copy, other, edited] },
    { says: 'a name in quotes', typed: '"IMG_2034"', finds: [street, copy, other, edited] },
    { says: 'the number of a name', typed: '2034', finds: [street, copy, other, edited, old] },
    { says: 'the number of a camera', typed: '1010234', finds: [panasonic] },
    { says: 'the date of a name', typed: '20230817', finds: [phone] },
    { says: 'the number behind an operator', typed: 'name:2034', finds: [street, copy, other, edited, old] },
    { says: 'a name in full width', typed: 'IMG_9977', finds: [fullWidth] },
    { says: 'a name in full width, typed so', typed: 'ＩＭＧ＿２０３４．ＰＮＧ', finds: [other] },

    { says: 'a Chinese word at the end', typed: '日落', finds: [seaside] },
    { says: 'a Chinese word at the beginning', typed: '海边', finds: [seaside] },
    { says: 'a Chinese character', typed: '落', finds: [seaside] },
    { says: 'letters that are no neighbours', typed: '海落', finds: [] },
    { says: 'a Chinese word in quotes', typed: '"边日落"', finds: [seaside] },
    { says: 'a Chinese file name', typed: '海边日落.jpg', finds: [seaside] },
    { says: 'a part of a Chinese file name', typed: '日落.jpg', finds: [seaside] },
    { says: 'a word in a folder name', typed: '旅行', finds: [tokyo] },
    { says: 'a number in a folder name', typed: '2019東京', finds: [tokyo] },
    { says: 'two words of a folder name', typed: '東京 旅行', finds: [tokyo] },
    { says: 'a Thai word at the beginning', typed: 'ตลาด', finds: [thai] },
    { says: 'a Thai word in the middle', typed: 'น้ำ', finds: [thai] },
    { says: 'hiragana', typed: 'さくら', finds: [kana] },
    { says: 'katakana for hiragana', typed: 'サクラ', finds: [kana] },
    { says: 'kanji behind kana', typed: '花見', finds: [kana] },
    { says: 'katakana for half of their width', typed: 'テスト', finds: [halfKana] },
    { says: 'half katakana', typed: 'ｶﾒﾗ', finds: [halfKana] },
    { says: 'a Korean word that is glued', typed: '여행', finds: [korean] },
    { says: 'a Lao word', typed: 'ພະບາງ', finds: [lao] },
  ],
);
