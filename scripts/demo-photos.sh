#!/usr/bin/env bash
# Fetch the photos that the screenshots show into a folder: from packages whose licences let them be shown. Who made
# them is in docs/screenshots/CREDITS.md. Needs Debian's apt-get and dpkg, and pip.
set -euo pipefail
target=${1:?usage: demo-photos.sh FOLDER}
mkdir -p "$target"
target=$(cd "$target" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download plasma-workspace-wallpapers lomiri-wallpapers-16.04 lomiri-wallpapers-20.04
for package in *.deb; do dpkg -x "$package" files; done
pip download --quiet --no-deps scikit-image
python3 -m zipfile -e scikit_image-*.whl files

# take DATE FOLDER NAME FILE: the file's time is what the timeline goes by.
take() {
  mkdir -p "$target/$2"
  cp "files/$4" "$target/$2/$3"
  touch -d "$1" "$target/$2/$3"
}
plasma() { take "$1" "$2" "$3" "usr/share/wallpapers/$4/contents/images/2560x1600.jpg"; }
lomiri() { take "$1" "$2" "$3" "usr/share/backgrounds/$4"; }
skimage() { take "$1" "$2" "$3" "skimage/data/$4"; }

lomiri "2026-10-18 17:40" "Mountains" "aitzgorri.jpg" aitzgorri_by_Aitzol_Berasategi.jpg
plasma "2026-10-12 15:10" "Garden" "leaves.jpg" FallenLeaf
lomiri "2026-10-11 11:05" "Garden" "dragonfly.jpg" Dragonfly_by_Bolly.jpg
skimage "2026-10-09 09:30" "Home" "coffee.png" coffee.png
lomiri "2026-10-04 20:15" "Home" "wine.jpg" Wine_by_Jakkub_Mede.jpg
skimage "2026-10-03 16:00" "Home" "chelsea.png" chelsea.png
plasma "2026-08-29 20:45" "Lake" "boats.jpg" EveningGlow
plasma "2026-08-28 19:30" "Lake" "jetty.jpg" BytheWater
lomiri "2026-08-21 13:20" "Mountains" "picos-de-europa.jpg" picosdeeuropa_by_Aitzol_Berasategi.jpg
lomiri "2026-08-20 20:50" "Mountains" "sunset.jpg" sunset_by_Aitzol_Berasategi.jpg
lomiri "2026-08-15 12:00" "Mountains" "stream.jpg" life_by_Aitzol_Berasategi.jpg
plasma "2026-08-09 14:30" "Beach" "kite.jpg" Kite
lomiri "2026-08-08 15:45" "Beach" "bridge.jpg" Bridge_by_Sander_Klootwijk.jpg
plasma "2026-06-21 01:00" "Lake" "midsummer.jpg" summer_1am
lomiri "2026-06-14 19:55" "Garden" "dandelions.jpg" seeding_by_Clements_Engelhardt.jpg
plasma "2026-06-07 11:10" "Forest" "path.jpg" Path
plasma "2026-06-07 10:40" "Forest" "moss.jpg" OneStandsOut
lomiri "2026-06-02 13:15" "Home" "fig.jpg" Picture_0B_by_freespace.jpg
lomiri "2026-03-22 16:25" "Home" "dogs.jpg" friends_by_Aitzol_Berasategi.jpg
lomiri "2026-03-14 14:10" "Home" "brushes.jpg" Picture_1A_by_freespace.jpg
skimage "2026-03-08 12:30" "Garage" "motorcycle.png" motorcycle_left.png
plasma "2026-03-01 18:00" "City" "facade.jpg" Grey
plasma "2025-12-27 16:20" "Lake" "pier.jpg" ColdRipple
plasma "2025-12-26 17:05" "Lake" "fog.jpg" DarkestHour
lomiri "2025-12-20 09:00" "Home" "clock.jpg" greentock_by_Peter_Nerlich.jpg
plasma "2025-12-13 21:30" "Home" "cups.jpg" ColorfulCups
lomiri "2025-12-06 19:00" "Home" "lamp.jpg" free_by_Peter_Nerlich.jpg
skimage "2025-11-16 22:10" "Space" "rocket.jpg" rocket.jpg
skimage "2025-11-15 11:00" "Space" "astronaut.png" astronaut.png
skimage "2025-11-14 23:30" "Space" "galaxies.jpg" hubble_deep_field.jpg
lomiri "2025-05-10 10:20" "Garden" "nuthatch.jpg" Kleiber_by_Lukas_Baubkus.jpg
echo "$(find "$target" -type f | wc -l) photos in $target"
