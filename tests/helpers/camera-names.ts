/** Makers and models as cameras write them, with the one name for both. */
export const cameraNames: [make: string | null, model: string | null, name: string | null][] = [
  ['Canon', 'Canon EOS 5D Mark II', 'Canon EOS 5D Mark II'],
  ['NIKON CORPORATION', 'NIKON D90', 'NIKON D90'],
  ['Nikon', 'NIKON D90', 'NIKON D90'],
  ['Apple', 'iPhone 12', 'Apple iPhone 12'],
  ['OLYMPUS IMAGING CORP.', 'E-M10', 'OLYMPUS IMAGING CORP. E-M10'],
  ['Leica', 'LEICA', 'LEICA'],
  ['LG', 'LGE Nexus 5', 'LG LGE Nexus 5'],
  ['SONY', null, 'SONY'],
  [null, 'DSC-RX100', 'DSC-RX100'],
  [null, null, null],
  ['Ж', '📷 two', 'Ж 📷 two'],
  ['m'.repeat(100), '📷'.repeat(100), `${'m'.repeat(100)} ${'📷'.repeat(49)}`],
];
