/** Words that queries of the suite are made of: what the photos show was looked up in their captions and labels alone. */

function list(words: string): string[] {
  return words
    .trim()
    .split(/,\s+/u)
    .map((word) => word.trim());
}

/** Things that no caption and no label names, and that were not seen in the four photos that come up first for each. */
export const absentWords = list(`
  accordion, anchor, anvil, apricot, asparagus, avocado, backgammon, bagpipe, banjo, beehive, binoculars, blender,
  bonsai, boomerang, bulldozer, cactus, calculator, candelabra, cassette, cauliflower, chandelier, chessboard,
  coffin, corkscrew, crossbow, croissant, crystal ball, dandelion, dentist, drone, dynamite, easel, eggplant,
  escalator, excavator, fax machine, ferris wheel, fireworks, flamingo, owl, foxglove, gargoyle, geyser,
  gondola, grapes, graveyard, guillotine, hairdryer, hedgehog, harpoon, helicopter, hummingbird, iceberg, icicle,
  iguana, ironing board, jellyfish, kaleidoscope, kangaroo, kettle, ladybug, lava, lighthouse, lobster trap,
  mandolin, mango, manta ray, microscope, milkshake, mosque, mummy, northern lights, octopus, orchid, origami,
  oyster, pagoda, pretzel, periodic table, pineapple, planetarium, platypus, pomegranate, porcupine, propeller,
  pyramid, quicksand, radish, raspberry, rhinoceros, rollercoaster, scarecrow, scorpion, seahorse, sewing machine,
  shipwreck, snowflake, solar panel, spider web, sphinx, squid, stained glass, stapler, stonehenge, sushi,
  syringe, tambourine, tarantula, telescope, termite mound, tornado, totem pole, treadmill, tuba, tulip,
  typewriter, ultrasound, urn, volcano, waffle, walrus, watermelon, waterwheel, wheelchair, whisk, windmill, wind
  turbine, wine cellar, xylophone, zeppelin, tax form document, bar code, spreadsheet, QR code, chess, rosary,
  sarcophagus, sumo wrestler, swordfish, taxidermy, tepee, tiara, trapeze, tsunami, vineyard, weathervane
`);

/** Things that captions of several photos name. */
export const captionNouns = list(`
  dog, ball, grass, beach, ocean, water, snow, bicycle, bike, motorcycle, car, truck, bus, train, boat, kayak,
  surfboard, skateboard, skier, horse, sheep, cat, bird, frisbee, stick, football, soccer, baseball, tennis, rope,
  swing, slide, pool, swimming, fountain, river, lake, mountain, rock, cliff, sand, tree, forest, field, flowers,
  leaves, fence, wall, building, street, sidewalk, bridge, stairs, bench, table, chair, bed, couch, kitchen,
  restaurant, pizza, cake, food, wine, glass, hat, helmet, sunglasses, glasses, dress, jacket, shirt, uniform,
  costume, mask, umbrella, backpack, bag, camera, phone, guitar, microphone, crowd, race, climber, fishing, baby,
  child, boy, girl, man, woman, couple, family, toddler, tent, fire, balloon, toy, teddy bear, book, computer,
  laptop, sign, flag, window, door, city, night, ice, trampoline, playground, atv, puppy, duck, bear, fish
`);

/** Labels of the classified photos that people use as words; others are for those who know species and makes. */
export const everydayLabels = list(`
  goldfish great white shark, hammerhead, hen, ostrich, robin, magpie, bald eagle, kite, bullfrog, triceratops,
  centipede, peacock, toucan, goose, black swan, koala, slug, starfish, crayfish, hermit crab, pelican, poodle,
  tiger, leopard, jaguar, brown bear, bee, ant, grasshopper, cricket, hamster, beaver, guinea pig, zebra,
  hippopotamus, ox, water buffalo, bison, llama, badger, armadillo, orangutan, gorilla, chimpanzee, giant panda,
  airliner, airship, altar, ambulance, analog clock, apron, backpack, bakery, balloon, barbershop, barrel,
  baseball, basketball, birdhouse, bookcase, bookshop, bow tie, bucket, bullet train, candle, cannon, canoe, can
  opener, car wheel, cello, chain saw, cinema, coffee mug, coffeepot, container ship, convertible, cowboy boot,
  crib, dam, desk, dining table, dishwasher, doormat, electric guitar, envelope, flute, folding chair, forklift,
  fountain pen, french horn, frying pan, garbage truck, gas pump, goblet, gong, grand piano, greenhouse, grocery
  store, hammer, harmonica, harp, hatchet, hourglass, jigsaw puzzle, joystick, kimono, ladle, laptop, lawn mower,
  lifeboat, lighter, lipstick, mailbox, manhole cover, mask, measuring cup, mousetrap, obelisk, parking meter,
  pillow, pirate, pool table, power drill, prison, purse, quilt, radio, revolver, rocking chair, running shoe,
  safe, sandal, scoreboard, shield, shovel, shower curtain, ski, sleeping bag, snowmobile, snowplow, soap
  dispenser, soccer ball, space shuttle, spatula, speedboat, sports car, stethoscope, stone wall, stopwatch,
  stove, submarine, sundial, sunglasses, swing, teapot, teddy, tennis ball, throne, toaster, toilet seat, torch,
  triumphal arch, trombone, umbrella, unicycle, vacuum, vending machine, wallet, water tower, wooden spoon, comic
  book, crossword puzzle, menu, guacamole, bagel, cheeseburger, hotdog, mashed potato, broccoli, zucchini,
  cucumber, bell pepper, strawberry, orange, fig, pizza, red wine, espresso, bubble, cliff, lakeside, seashore,
  scuba diver, daisy, acorn, electric ray, lorikeet, trolleybus
`);
