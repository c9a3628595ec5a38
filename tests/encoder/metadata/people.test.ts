import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PhotoReading } from '../../../src-main/core/encoder-protocol.ts';
import { readMetadata } from '../../../src-main/encoder/metadata/read-metadata.ts';
import { bag, microsoftRegions, mwgRegions, writtenPacket } from '../../fixtures/metadata/build-people.ts';
import { readBlocks } from '../../fixtures/metadata/read-blocks.ts';

const near = (value: number): number => expect.closeTo(value, 9) as number;

describe('people', () => {
  test('are those of all writers, each once', async () => {
    const details = `<Iptc4xmpExt:PersonInImageWDetails><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:PersonName>
      <rdf:Alt><rdf:li xml:lang="x-default">Eva</rdf:li></rdf:Alt></Iptc4xmpExt:PersonName></rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImageWDetails>`;
    const { people } = await readBlocks({
      xmp: writtenPacket(
        [
          bag('Iptc4xmpExt:PersonInImage', 'Ada', ' ', 'Ada'),
          bag('mediapro:People', 'Dan'),
          mwgRegions([
            { name: 'Bo &amp; Co', area: [0.5, 0.5, 0.1, 0.1] },
            { name: 'Rex', area: [0.5, 0.5, 0.1, 0.1], type: 'Pet' },
            { name: '', area: [0.5, 0.5, 0.1, 0.1] },
          ]),
          microsoftRegions({ Ada: '0,0,0.5,0.5', Cleo: '' }),
          details,
        ].join(''),
      ),
    });
    expect(people).toEqual(['Ada', 'Dan', 'Bo & Co', 'Cleo', 'Eva']);
  });

  test('are where MWG says, by the middle', async () => {
    const { faces } = await readBlocks({
      xmp: writtenPacket(mwgRegions([{ name: 'Ada', area: [0.5, 0.25, 0.2, 0.3] }], [4000, 3000])),
    });
    expect(faces).toEqual([
      {
        ...{ name: 'Ada', x: near(0.4), y: near(0.1), width: near(0.2), height: near(0.3), isUpright: false },
        drawnOn: { width: 4000, height: 3000 },
      },
    ]);
  });

  test('are written in elements as well as in attributes', async () => {
    const { faces } = await readBlocks({
      xmp: writtenPacket(`<mwg-rs:Regions><rdf:Description><mwg-rs:RegionList><rdf:Seq><rdf:li rdf:parseType="Resource">
        <mwg-rs:Name>Ada</mwg-rs:Name><mwg-rs:Area rdf:parseType="Resource"><stArea:x>0.5</stArea:x><stArea:y>0.5</stArea:y>
        <stArea:w>1</stArea:w><stArea:h>1</stArea:h></mwg-rs:Area></rdf:li></rdf:Seq></mwg-rs:RegionList></rdf:Description>
        </mwg-rs:Regions>`),
    });
    expect(faces).toEqual([{ name: 'Ada', x: 0, y: 0, width: 1, height: 1, isUpright: false, drawnOn: null }]);
  });

  test.each([
    ['0.1, 0.2, 0.3, 0.4', { x: near(0.1), y: near(0.2), width: near(0.3), height: near(0.4) }],
    ['0.9,0.9,0.5,0.5', { x: near(0.9), y: near(0.9), width: near(0.1), height: near(0.1) }],
  ])('are where Microsoft says: %s', async (rectangle, box) => {
    const { faces } = await readBlocks({ xmp: writtenPacket(microsoftRegions({ Ada: rectangle })) });
    expect(faces).toEqual([{ name: 'Ada', ...box, isUpright: false, drawnOn: null }]);
  });

  test.each(['', 'here', '0.1,0.2', '2,2,0.1,0.1', '0.5,0.5,0,0.1', '0.5,0.5,-0.1,0.1'])(
    'have no place where that is none: %s',
    async (rectangle) => {
      const { people, faces } = await readBlocks({ xmp: writtenPacket(microsoftRegions({ Ada: rectangle })) });
      expect([people, faces]).toEqual([['Ada'], []]);
    },
  );
});

test('whatever people write, it is read without an error, as the engine takes it', async () => {
  const names = ['mwg-rs:Regions', 'mwg-rs:RegionList', 'mwg-rs:Area', 'mwg-rs:Name', 'MP:RegionInfo', 'MPRI:Regions'];
  const piece = fc.oneof(
    fc.constantFrom(
      ...['rdf:Bag', 'rdf:li', 'rdf:Description', 'acdsee:categories', ...names].map((name) => `<${name}>`),
    ),
    fc.constantFrom(
      ...['rdf:Bag', 'rdf:li', 'rdf:Description', 'acdsee:categories', ...names].map((name) => `</${name}>`),
    ),
    fc.constantFrom('<rdf:li mwg-rs:Name="A" MPReg:Rectangle="1e999,0,1,1" MPReg:PersonDisplayName="A"/>', '&lt;x&gt;'),
    fc.constantFrom('<mwg-rs:AppliedToDimensions stDim:w="-1" stDim:h="1e-300"/>', '<mwg-rs:Area stArea:x="NaN"/>'),
    fc.string({ unit: 'binary' }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece), async (pieces) => {
      const { metadata } = await readMetadata(Buffer.alloc(0), { format: 'jpeg', xmp: writtenPacket(pieces.join('')) });
      expect(PhotoReading.safeParse(metadata).success).toBe(true);
    }),
  );
});
