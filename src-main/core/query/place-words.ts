import { languages } from './languages/index.ts';
import { listed } from './words.ts';

/**
 * Names of towns and countries that are English words, some given names, and words of other languages that turn up in
 * queries. In lower case these are never places; with a capital only where the place is large.
 *
 * Chosen by hand from the names of all towns that are words in the vocabulary of a text model too.
 */
const words = `
  aba abbey ability academy acre advance air alliance alma alone along alpha alpine altar amber angel angels anger
  angered angles ape apex apples arch archer arches archway arden are area arena argyle aria armada armour art ash ask
  aspen asylum august aura autumn avalon bacon bad bag ball ballots balls bamboo band bang bangs bank banks bar barber
  barge bark barking barrel base basin bath baths batman battle bay beach beacon bead bear beard beaver bed bedding
  bee beers begun bell belle bells belt bench bend bender berg berry best bias bike biking bird bishop bison black
  blackwell blade blades bland bless blossom blue bluff boat bonnet book boom boot boots born boss bottle boulder bow
  bowl box boy branch brand brave bravo bread bride bridge bright brilliant brook brooks brown brush bud buffalo bull
  bully bungalow burg burn burns bush business butler buy cabaret cabin cache cactus cafe cage cake can canal canals
  candle candy cane cannon canyon cap cape car card care cars cascade cash casino cast castle cat cave cedar
  celebration cellar center central centre century chad chain chair chamber champagne chance change chapel chapman
  charge chase cherry chess chest chihuahua chili chilly china chop christmas church circle city clay clear cliff
  clone clones clothes clothing cloud clouds clover club coast coat coats cobra coca cocoa cod coffee coin cola cold
  college colon colony color colors combine come comfort commerce commode common company concert concord concrete
  condom confines congress convent conversion convoy cook cool copper coral core cork corn corner corona corpus
  costume cot cotton council country courage court cove coven cover cow crane cream creek crescent crest cricket crops
  cross crowd crown crystal cube cup current custer cut cute dale damp dance dancer dane danger dark darling date dawn
  day deal dear debt decline decor deer defiance delight delta dent deposit derby desert diamond diary die dig dinner
  dire dirt disguise distress dock dog dollar dolphin dome door double dove downtown drain drama draper dream dress
  dresses drive driver drizzle dry duck dusk dust eagle early earth east echo economy eden edge effort egg emerald
  empire energy english enigma enterprise era essen essence eve evening evergreen experiment eye eyes face factory
  fair fairy faith falcon fall falls family fang fare farm farmland fashion fate fear feast feather federal fell fence
  ferns ferry festival field fields figs final finale fine fines fire fish fisher flag flame flat fleet flight flint
  float flood floor flora florist flower flowers fog force forest fork forks formation fort fortune fossil fountain
  fox frame freedom freshwater friend friendly friendship frog front frost fruit fry fun fur future gala gaming gang
  gap garage garde garden gardens garten gas gate gateway gear gem general gentry georgia giant gift gilbert gimp girl
  give glad glade gland glass glide globe glory gloves go god going gold golden good gore gown grace grade grain gram
  grand grandson granite grant grants grape grass grave gravel gray great green grenade grey grind groom group grove
  groves guide guinea guise gulf gully gum gun guns haar hair hale half halfway hall halls ham hamlet hammer hand
  harbor harbour hard hardy harmony harness harvest haste hat hatch hats haus haven hawk hay hazard haze head healing
  heart heat heath heather heaven heavy heel hell hello hen herald heron hide high highlands hill hills hinges hit
  hockey hoe holder hole holiday holly holy home homeland hometown honey honor hood hook hooks hope horizon horn horse
  hospital host hot hotel hour house hue hull humble hunger hunter hurricane hurt hut ice ideal image imperial in
  independence indigo industry inn ins inside interior iron is island isle isolation ivory jacket jade jail jam jar
  jasmine java jazz jeans jersey jet jewel job jockey join journey joy jubilee juice jump junction june jungle
  jupiter justice keys keystone kill kind king kings kissing kitchen kite kitten knight lab labor lace ladder lady
  lagoon lake lakes lakeside lam lamb lame lamp lance land landing landmark lane large lark last late laugh laurel
  lava lavender law lawn lead leader leaf league leather leaves legend lemon lens lent level liberal liberty lick
  light lightning lights lilac lily limb lime limerick limestone limit line linen lines lion lions lips list lit liter
  little lively liver living lobby lock locking lodge loft log lone long loop lord lost lotus love lovely lover loving
  loyal luck lucky lunch lush lust luxury mad made magic magnolia maiden mail main maize majesty male mall mama man
  manage mango manly manor many map maple marble march mare marina marine marines market marks marsh mascara mascot
  mask mass mast match matter may maze mead meadow meadows meal meat media medium meek meer meeting mega melon memory
  men mentor mercury mercy mere merit mermaid merry mesa meta metro metropolis middle midland midnight midway mile
  miles military milk mill mina mind mine minor mint mirror mission mist mobile model moment monster monument mood
  moon moor morning moss moth mother motion mould mound mounds mount mountain mountains mouse mouth move much mud muse
  museum music mustang mustard mystic nail nancy nature naval nave navy neat neck needles nest net never new nice
  night nirvana noble noel none noon normal north novi now oak oaks oasis oats ocean odd ode of office officer old
  olive omega on once one onion onset open opera opportunity oracle oral orange orchard orchards orchid order ore
  orient oriental other otter outlook over oz pace pacific pack padding page pain paint pair palace pale palm palms
  panda pang panorama pants paper par parachute parade paradise paramount parchment park parking parks parkway part
  party pass passage pasta paste pasture path patience pattern paw peace peach peak pear pearl pearls peculiar peel
  peer pelican pen penal penguin people pepper person petal petite phoenix phone piano piazza pickering pie piece pier
  pigeon piles pill pillar pilot pin pinch pine pines pink pinnacle pioneer pirate pit place places plain plains plan
  plane planes planet plant plantation plate play playground plaza pleasant pleasure plenty plum plunge pocket point
  pole police poll polling polo pond ponder pony pool poor pop poppy porch port portage porter portrait pose poses
  posse post postal posture pouch pound powder power prairie pray press pretty pride prime prince princess prison
  private profile profit progress promise prospect prosperity prosperous protest provost public puck pueblo pull punch
  pupil purchase purple purse quail quarry quarter queen queens quest quick quiet race rage rags rail rain rainbow ram
  ranch range ranger rapids rare raven ray reading ready real rear rebel reception record red redhead reed reef reform
  refuge regard regent regina region rehab relief repose republic rescue research reserve reservoir rest retreat
  return rex rhythm ribbon rice rich riddle ride ridge rifle right ring ripe rise river rivers road robe robes robin
  rock rocket rocks rocky rode rodeo roll roman romance romeo roof room root roots rope rose roses rot rough round row
  royal rude rue rugby ruin ruins rum run rural ruse rush rust rustic rye sable saddle safari safe saga sage sail
  sailor saint saints sake salad sale salem sales saline salmon salon saloon salt same sand sandals sandstone sandwich
  sandy satan satin sauce savage savanna savannah save scale scarf scenic schnee school science scissors scotch scrub
  sea seal seals seaside season seat secret section sector sedan see sees self sells send seneca sense sequence series
  serra service set settle seven shade shadow shallow shamrock shape shaping sharp shed sheep sheet shell shelter
  shepherd shields shine ship ships shipyard shirt shirts shoe shoes shop shore shoreline short shorts shot show
  shower sic side sight sign silence silhouette silk silly silver simple sin sinn sis sister sisters size ski skirt
  sky slate sleep sleet slide slim slip slow small smile smoke smooth snake snow sober society soft soil sol soldier
  solid solo song sorrow sort soul sound soup source south spa space sparkle sparks sparrow speech speedway spell
  spice spicy spiral spirit splendor split spoon sport sports spot spray spread spring springs spur square stable
  stadium staff stage stagecoach stain stains stairs stall stamp stamps stand staples star stars start state station
  statue steam steel stein step sterling still stock stockings stone stones stop store storm story stout strand
  strange straw strawberry stream street streets stretch string strip stripes strong studio style success suit suits
  sultan summer summit sun sundance sunday sunglasses sunlight sunrise sunset sunshine superior support supreme sur
  surf surprise surrey swamp swan sway sweater sweet swim swimming swing swords tab table tact tail tale talent tales
  talk tall talons tame tan tangent tango tank tanner tap tapes tapping tar target tarn tart task taste taut taxi tea
  team tears temperance temple tempo ten tennis tension tent terrace than thermal thorn thunder tide tides tie tiger
  tights till tim timber time times tin tint tiny tip tire tires toast tokens tomb tombstone tome tones tool top torn
  tornado torrent tours tow tower town toy toyota track tradition traffic trail train trainer trains transit trap
  travel treasure treat tree trees trial triangle tribe tribune trick trim trinity trip triumph trooper trot trouble
  trousers truck true trunk trust truth try tube tuck tulip tumble tune tunes tunnel turban turbo turf turkey turn
  turner turquoise tuxedo twin twist two umbrella under underwear uniform union unison unity universal university
  up upland upton urban us use used usher utopia vale valley valor van vanity vase vault vega veil velvet venus
  vermilion vest vicar vice view views villa village vine vineyard vineyards vintage viola violet virgin vis vision
  vista viva vogue voice volcano vulcan wade wait wald walden waldo walk wall wallet walls walnut waltz war ward
  warden ware warehouse warm warrior wash waste watch water waterfall waters waterways wave waves wax way we wealth
  wear weather weaver web wedding wedge weed week weird welcome well wells west wet whale wharf wheat wheel wheeler
  wheeling wheels white wide width wig wild wilder wilderness will willow win wind window windows winds wine wines
  wing wings wink winner winter winters wire wisdom wise wish wolf woman wonder wonderland wood wooden woodland
  woodlands woods wool word words work world worms worship worth wrap wreck wrist yard yards yarn yellow yoke young
  youth yukon zion zone zoo
`;

/** Names of several words that are more often something else. */
const phrases = `
  black and white|black & white|borough park|broken arrow|cape coral|city center|city centre|college station|coral springs|
  dam dam|deer valley|elk grove|first class|garden grove|golden gate|good hope|grand prairie|green bay|green valley|
  high point|high street|little rock|long beach|mountain view|new haven|north shore|old town|open door|overland park|
  palm bay|palm beach|palm springs|rock hill|rocky mountain|round rock|sandy beach|sandy springs|south bend|south beach|
  spring garden|spring valley|sunrise manor|sunset beach|sunset park|thousand oaks|town center|town square|union city|
  universal city|water mill|west bay|west end|white house|white plains
`;

/** Ordinary words of any language, in lower case: where nothing leads in a place they are none. */
export const ordinaryWords: ReadonlySet<string> = new Set(languages.flatMap(({ ordinary }) => listed(ordinary)));

/** Names of people, which are no places either then. */
export const namesOfPeople: ReadonlySet<string> = new Set(languages.flatMap(({ people }) => listed(people)));

/** Lower case, as `placesThatAreWords` is asked. */
export const placesThatAreWords: ReadonlySet<string> = new Set(
  [...words.split(/\s+/u), ...phrases.split('|').map((phrase) => phrase.trim())].filter((word) => word !== ''),
);
