import { describe, expect, test } from 'vitest';
import { stepped } from '../../helpers/schema-fixtures.ts';

describe('step', () => {
  test('16: roles stay, nobody has chosen the current pack, and there is one incoming and one previous at most', async () => {
    await using step = await stepped(16);
    const { database } = step;
    expect(database.all('SELECT * FROM pack_roles ORDER BY pack')).toEqual([
      { pack: 1, role: 'superseded', chosen: 0 },
      { pack: 2, role: 'current', chosen: 0 },
    ]);
    expect(database.rows().get('photo_views')).toEqual([]);
    database.run(`INSERT INTO packs (id, pack_id, version, space, dim) VALUES (3, 'b', '1', 's', 8), (4, 'c', '1', 't', 8);
      INSERT INTO photo_views (photo_id, views) VALUES (1, 2)`);
    for (const role of ['incoming', 'previous', 'current']) {
      const twice = `INSERT INTO pack_roles (pack, role) VALUES (3, '${role}'), (4, '${role}')`;
      expect(() => database.raw.exec(twice)).toThrow('UNIQUE');
    }
    expect(() => database.raw.exec("INSERT INTO pack_roles (pack, role) VALUES (3, 'next')")).toThrow('CHECK');
    database.run('DELETE FROM packs WHERE id = 1; DELETE FROM files; DELETE FROM photos WHERE id = 1');
    expect(database.column('SELECT pack FROM pack_roles')).toEqual([2]);
    expect(database.rows().get('photo_views')).toEqual([]);
  });

  test('17: chance is as it was, and what a pack is calibrated by is not known yet', async () => {
    await using step = await stepped(17);
    const [bank] = step.database.rows().get('caption_banks') ?? [];
    expect(bank).toMatchObject({
      ...{ chance_high: 0.24, chance_caption_high: 0.29 },
      ...{ probes: null, probes_fingerprint: null, agreement_pairs: null, agreement_slope: null },
    });
  });

  test('18: the user has said nothing yet, and what is said hangs on the photo', async () => {
    await using step = await stepped(18);
    const { database } = step;
    expect(database.rows().get('given_marks')).toEqual([]);
    for (const marks of ['NULL, NULL', '2, NULL', 'NULL, 6', 'NULL, -2']) {
      expect(() => {
        database.run(`INSERT INTO given_marks VALUES (1, ${marks})`);
      }, marks).toThrow(/CHECK/u);
    }
    database.run('INSERT INTO given_marks VALUES (1, 1, NULL), (2, NULL, -1)');
    database.run('DELETE FROM files; DELETE FROM photos WHERE id = 1');
    expect(database.column('SELECT photo_id FROM given_marks')).toEqual([2]);
    const plan = database.all('EXPLAIN QUERY PLAN SELECT id FROM photos WHERE favourite = 1');
    expect(plan).toMatchObject([{ detail: expect.stringContaining('COVERING INDEX photos_favourite') as string }]);
  });

  test('19: there are no albums; what is in one goes with the photo, and a cover is no one’s then', async () => {
    await using step = await stepped(19);
    const { database } = step;
    expect(database.rows().get('albums')).toEqual([]);
    database.run(`INSERT INTO albums (id, name, kind, source, cover, position, created_at_ms)
      VALUES (1, 'a', 'plain', 'name', 1, 1, 0)`);
    database.run('INSERT INTO album_photos (album, photo_id, position, added_at_ms) VALUES (1, 1, 1, 0), (1, 2, 2, 0)');
    database.run('DELETE FROM files; DELETE FROM photos WHERE id = 1');
    expect(database.column('SELECT photo_id FROM album_photos')).toEqual([2]);
    expect(database.column('SELECT cover FROM albums')).toEqual([null]);
    database.run('DELETE FROM albums');
    expect(database.rows().get('album_photos')).toEqual([]);
  });

  test('22: there are no tags; what is found of a photo goes with it, and what a removed pack has found stays', async () => {
    await using step = await stepped(22);
    const { database } = step;
    for (const table of ['tags', 'refused_tags', 'tag_passes', 'photo_tags'])
      expect(database.rows().get(table)).toEqual([]);
    database.run(`
      INSERT INTO tags (id, key) VALUES (1, 'dog'), (2, 'cat');
      INSERT INTO tag_passes (id, pack, fingerprint, is_shown) VALUES (1, 3, 'a', 1), (2, 3, 'b', 0);
      INSERT INTO tagged_photos (pass, photo_id) VALUES (1, 1), (1, 2);
      INSERT INTO photo_tags (pass, tag, photo_id, evidence) VALUES (1, 1, 1, 1), (1, 2, 1, 1), (1, 1, 2, 1), (2, 1, 3, 1);
      INSERT INTO refused_tags (photo_id, tag) VALUES (1, 2);`);
    const shown = (): unknown[] => database.all('SELECT tag, photo_id FROM shown_tags ORDER BY tag, photo_id');
    expect(shown()).toEqual([
      { tag: 1, photo_id: 1 },
      { tag: 1, photo_id: 2 },
    ]);
    database.run('DELETE FROM packs WHERE id = 3');
    expect(database.column('SELECT pack FROM tag_passes')).toEqual([null, null]);
    expect(shown()).toHaveLength(2);
    database.run('DELETE FROM files; DELETE FROM photos WHERE id = 1');
    expect(shown()).toEqual([{ tag: 1, photo_id: 2 }]);
    expect(database.rows().get('refused_tags')).toEqual([]);
    for (const wrong of [
      "INSERT INTO tags (key, phrase) VALUES ('cow', 'a cow')",
      'INSERT INTO tags (name) VALUES (NULL)',
      "INSERT INTO tag_passes (fingerprint, is_shown) VALUES ('c', 1)",
    ]) {
      expect(() => {
        database.run(wrong);
      }, wrong).toThrow(/constraint/u);
    }
  });

  test('25: what was written to sidecars is known to be there', async () => {
    await using step = await stepped(25);
    expect(step.database.all('SELECT * FROM sidecar_ratings ORDER BY relative_path')).toEqual([
      { folder_id: 1, relative_path: 'a.jpg.xmp', before: null, written: '4', replaced: null },
      { folder_id: 1, relative_path: 'b.xmp', before: '3.5', written: '-1', replaced: null },
    ]);
  });

  test('26: of two photos one is liked better, once', async () => {
    await using step = await stepped(26);
    const { database } = step;
    expect(database.rows().get('taste_choices')).toEqual([]);
    database.run('INSERT INTO taste_choices (better, worse, chosen_at_ms) VALUES (1, 2, 0), (3, 1, 1), (2, 3, 2)');
    for (const wrong of ['1, 2', '2, 1', '4, 4', '1, 99']) {
      expect(() => {
        database.run(`INSERT INTO taste_choices (better, worse, chosen_at_ms) VALUES (${wrong}, 3)`);
      }, wrong).toThrow(/constraint/u);
    }
    database.run('DELETE FROM files; DELETE FROM photos WHERE id = 1');
    expect(database.all('SELECT better, worse FROM taste_choices')).toEqual([{ better: 2, worse: 3 }]);
  });

  test('27: albums that exclude each other stand on a shelf, one at most, and leave it when they are deleted', async () => {
    await using step = await stepped(27);
    const { database } = step;
    expect(database.rows().get('shelved_albums')).toEqual([]);
    database.run('INSERT INTO shelved_albums (album, shelf) VALUES (1, 7), (2, 7)');
    for (const wrong of ['1, 8', '99, 7']) {
      expect(() => {
        database.run(`INSERT INTO shelved_albums (album, shelf) VALUES (${wrong})`);
      }, wrong).toThrow(/constraint/u);
    }
    database.run('DELETE FROM albums WHERE id = 1');
    expect(database.all('SELECT album, shelf FROM shelved_albums')).toEqual([{ album: 2, shelf: 7 }]);
  });

  test('28: windows hang on the embedding that they are made of', async () => {
    await using step = await stepped(28);
    const { database } = step;
    for (const table of ['photo_windows', 'window_codes', 'window_attempts', 'window_state'])
      expect(database.rows().get(table), table).toEqual([]);
    database.run(`
      INSERT INTO photo_windows (embedding, pack, photo_id, excess) SELECT id, pack, photo_id, 0.5 FROM embeddings WHERE pack = 1;
      INSERT INTO window_codes (embedding, codes) SELECT embedding, zeroblob(8) FROM photo_windows;
      INSERT INTO window_attempts (embedding, attempts) SELECT embedding, 1 FROM photo_windows;
      INSERT INTO window_state (pack, formula, texts) VALUES (1, 'five', 'captions')`);
    const kept = (): unknown =>
      database.column('SELECT photo_id FROM photo_windows JOIN window_codes USING (embedding)');
    const [first, second, ...others] = kept() as number[];
    database.run(`UPDATE embeddings SET vector = vector WHERE photo_id = ${first}`);
    expect(kept()).toEqual([first, second, ...others]);
    database.run(`UPDATE embeddings SET vector = zeroblob(32) WHERE photo_id = ${first}`);
    expect(kept()).toEqual([second, ...others]);
    database.run(`DELETE FROM files; DELETE FROM photos WHERE id = ${second}`);
    expect(kept()).toEqual(others);
    database.run('DELETE FROM packs WHERE id = 1');
    for (const table of ['photo_windows', 'window_codes', 'window_attempts', 'window_state'])
      expect(database.rows().get(table), table).toEqual([]);
  });

  test('29: the highest id of a photo that was deleted is known', async () => {
    await using step = await stepped(29);
    const { database } = step;
    const last = (): unknown => database.column('SELECT last_id FROM deleted_photos');
    expect(last()).toEqual([0]);
    database.run('DELETE FROM files; DELETE FROM photos WHERE id = 3');
    expect(last()).toEqual([3]);
    database.run('DELETE FROM photos WHERE id = 2');
    expect(last()).toEqual([3]);
  });
});
