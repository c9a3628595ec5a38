/**
 * Words of everyday descriptions that are neither small nor names of what photos show: people, colours, sizes, what somebody
 * does, and plurals that no ending tells. Words that mean the same in English are left out, as are those that mean something
 * common in it and are seldom typed alone.
 */
export const everydayWords = {
  de: `
    kind kinder kindern mädchen junge jungen frau frauen mann männer männern leute menschen familie freunde freundin oma
    opa großmutter großvater mutter vater eltern bruder schwester schwestern tochter sohn tante onkel enkel
    rot rote roter rotes roten blau blaue blauer blaues blauen grün grüne grüner grünes grünen gelb gelbe gelber gelbes
    gelben schwarz schwarze schwarzer schwarzes schwarzen weiß weiße weißer weißes weißen grau graue graues braun braune
    braunes bunt bunte buntes dunkel dunkle hell helle groß große großer großes großen klein kleine kleiner
    kleines kleinen alt alte alter altes alten neu neue neues jung schön schöne schönes
    spielt spielen spielende läuft laufen sitzt sitzen sitzende steht stehen liegt liegen isst essen trinkt trinken
    schläft schlafen schlafende schlafendes lacht lachen lachende tanzt tanzen springt springen rennt rennen schwimmt
    schwimmen küsst umarmt liest fährt fliegt kocht kochen feiert feiern
    bäume berge blumen vögel hunde katzen pferde kühe kuh schafe häuser autos boote schiffe räder fahrräder felder wälder
    wolken sterne strände gärten küche zimmer tisch stuhl fenster tür bett himmel meer see fluss urlaub ausflug reise
    hochzeit geburtstag weihnachten ostern silvester
    morgen abend nacht sonne mond regen draußen drinnen viele zwei drei vier`,
  fr: `
    enfant enfants fille filles garçon garçons femme femmes homme hommes gens famille amis amie mamie papi grand-mère
    grand-père mère père frère frères sœur sœurs cousin cousine bébé bébés
    rouge rouges bleu bleue bleus bleues vert verte verts vertes jaune jaunes noir noire noirs noires blanc blanche blancs
    blanches gris grise brun brune foncé grande petit petite petits petites vieux vieille vieil nouveau nouvelle
    jeune jeunes
    joue jouent jouant court courent courant assis assise debout mange mangent mangeant boit boivent dort dorment dormant
    rit rient souriant souriante danse dansent saute sautent nage nagent embrasse lit cuisine fêtant
    arbres montagnes fleurs oiseaux chiens chats chevaux vaches moutons maisons voitures bateaux vélos champs nuages
    étoiles plages jardins chambre fenêtre porte ciel mer lac rivière neige vacances voyage mariage anniversaire noël
    pâques matin soir nuit soleil lune pluie vent dehors beaucoup deux trois quatre avec`,
  es: `
    niño niña niños niñas chico chica chicos chicas mujer mujeres hombre hombres gente familia amigos amigas amiga abuela
    abuelo madre padre padres hermano hermana hermanos hija hijo tía tío primo bebé bebés
    rojo roja rojos rojas azul azules verde verdes amarillo amarilla negro negra negros negras blanco blanca blancos
    blancas gris marrón oscuro claro grande grandes pequeño pequeña pequeños viejo vieja nuevo nueva joven jóvenes bonito
    juega juegan jugando corre corren corriendo sentado sentada come comen comiendo bebe bebiendo duerme duermen durmiendo
    ríe riendo sonriendo baila bailan bailando salta saltando nada nadando abrazando leyendo cocinando celebrando
    árboles montañas flores pájaros perros gatos caballos vacas ovejas casas coches barcos bicicletas nubes estrellas
    playas jardines cocina habitación mesa silla ventana puerta cielo mar lago río nieve vacaciones viaje boda cumpleaños
    navidad pascua mañana tarde noche luna lluvia viento puesta atardecer muchos dos tres cuatro`,
} as const;

/** Small words of languages that queries are not understood in, but that have to be told from those that are. */
export const otherSmallWords = {
  it: `il lo gli un uno una di del della dello dei degli delle al alla allo ai agli alle nel nella nello nei negli nelle
    sul sulla sullo sui sugli sulle dal dalla con per che tra fra senza sono`,
  pt: `o os um uma do da dos das no na nos nas ao aos pelo pela em com sem sobre são não`,
  nl: `de het een op aan met van voor bij naar uit onder over zonder en kinderen`,
  pl: `na w nad pod przed przy ze z do od dla bez się jest oraz`,
  sv: `en ett och på i med vid av till från utan under över`,
  da: `en et og på i med ved af til fra uden under over`,
  no: `en et og på i med ved av til fra uten under over`,
  fi: `ja on ei kanssa ilman vieressä päällä alla`,
  cs: `na v ve nad pod před při se s do od pro bez je`,
  hu: `a az egy és van nélkül alatt felett mellett`,
  ro: `un o la pe în cu din de pentru fără și lângă sub`,
  tr: `bir ve ile için üzerinde altında yanında`,
  id: `di dan yang dengan dari ke untuk pada tanpa`,
} as const;
