import { describe, expect, test } from 'vitest';
import type { ProcessorRequest } from '../../../src-contract/index.ts';
import { type GpuProvider, preferredProviders } from '../../../src-main/core/processor/trial.ts';
import { Processors, type ProcessorsOptions } from '../../../src-main/engine/encoder/processors/processors.ts';
import { MemoryLog } from '../../helpers/memory-log.ts';
import { until } from '../../helpers/until.ts';
import { type Behaviour, gpuWith, ProbeProcess } from './probe-process.ts';

const [first, second] = preferredProviders(process.platform) as [GpuProvider, GpuProvider];
const many = Array.from({ length: 40 }, (_, i) => `/photos/${i}.jpg`);

/** A machine on which providers behave as they are told. */
class Machine {
  readonly probes: ProbeProcess[] = [];
  readonly behaviour: Partial<Record<GpuProvider, Behaviour>> = {};
  missing: string | null = null;
  remembered: unknown = undefined;
  chosen: ProcessorRequest = 'auto';
  photos: readonly string[] = many;
  changes = 0;

  open(options: Partial<ProcessorsOptions> = {}): Processors {
    return new Processors({
      launch: () => {
        const probe = new ProbeProcess(({ provider }) => this.behaviour[provider] ?? { instead: 'error' });
        this.probes.push(probe);
        return probe;
      },
      pack: 'tiny@1',
      packDir: '/pack',
      threads: null,
      demanded: 'auto',
      chosen: () => this.chosen,
      memory: {
        read: () => this.remembered,
        write: (value) => {
          this.remembered = structuredClone(value);
        },
      },
      candidates: () =>
        Promise.resolve([
          { provider: first, missing: this.missing },
          { provider: second, missing: null },
          { provider: 'cpu', missing: null },
        ]),
      photos: (most) => this.photos.slice(0, most),
      quietly: (work) => work(),
      env: {},
      log: new MemoryLog(),
      onChanged: () => {
        this.changes++;
      },
      ...options,
    });
  }

  get tried(): (string | undefined)[] {
    return this.probes.map(({ requests }) => requests[0]?.provider);
  }
}

async function considered(processors: Processors): Promise<void> {
  processors.consider();
  await until('the trials to end', () => processors.report.trying === null && !processors.isTrying);
}

describe('by itself', () => {
  test('the CPU has the photos until a GPU has won, which is remembered', async () => {
    const machine = new Machine();
    machine.behaviour[second] = gpuWith(200);
    await using processors = machine.open();
    expect(await processors.next()).toMatchObject({ provider: 'cpu', reason: 'nothing else has been tried yet' });
    await considered(processors);
    expect(machine.tried).toEqual([first, second]);
    expect(processors.placement).toEqual({
      provider: second,
      reason: 'A GPU: 200 photos/s, the CPU 30, in batches of 8',
      batch: 8,
      fallback: true,
    });
    expect(machine.probes[0]?.requests[0]).toMatchObject({ photos: many.slice(0, 32), acceptSoftware: false });
    expect(machine.changes).toBeGreaterThan(0);

    await using later = machine.open();
    expect(await later.next()).toMatchObject({ provider: second, batch: 8 });
    await considered(later);
    expect(machine.probes, 'nothing is tried again').toHaveLength(2);
    const { changes } = machine;
    await considered(later);
    expect(machine.changes, 'nor asked for again').toBe(changes);
  });

  test('nothing is tried without photos to compare on, or for the CPU', async () => {
    const machine = new Machine();
    machine.photos = many.slice(0, 31);
    await using processors = machine.open();
    await considered(processors);
    machine.photos = many;
    machine.chosen = 'cpu';
    await considered(processors);
    expect(machine.probes).toEqual([]);
    expect(processors.placement).toMatchObject({ provider: 'cpu', reason: 'chosen in the settings' });
  });

  test('a GPU that loses is passed over, and why is said', async () => {
    const machine = new Machine();
    machine.missing = 'its libraries are not installed';
    machine.behaviour[second] = gpuWith(12);
    await using processors = machine.open();
    await considered(processors);
    expect(processors.placement).toMatchObject({
      provider: 'cpu',
      reason: `instead of ${first}: its libraries are not installed; ${second}: 12 photos/s, the CPU 30, in batches of 8`,
    });
    expect(processors.report).toMatchObject({
      requested: 'auto',
      available: [second, 'cpu'],
      trials: [
        { provider: first, outcome: 'unavailable' },
        { provider: second, outcome: 'slower' },
      ],
      notice: null,
    });
  });

  test.each([
    ['another pack', { pack: 'tiny@2' }],
    ['another driver', { env: { VK_DRIVER_FILES: '/other.json' } }],
  ])('with %s it is tried anew, and what was known before is kept', async (_, change) => {
    const machine = new Machine();
    machine.behaviour[first] = gpuWith(200);
    machine.behaviour[second] = gpuWith(100);
    await using before = machine.open();
    await considered(before);
    const { length } = machine.probes;
    await using changed = machine.open(change);
    expect(await changed.next()).toMatchObject({ provider: 'cpu' });
    await considered(changed);
    expect(machine.probes).toHaveLength(2 * length);
    await using again = machine.open();
    expect(await again.next()).toMatchObject({ provider: first });
  });

  test('what was noted in a way that cannot be read is tried anew', async () => {
    const machine = new Machine();
    machine.remembered = [{ key: 1 }];
    await using processors = machine.open();
    await considered(processors);
    expect(machine.probes).toHaveLength(2);
  });

  test('a provider whose trial never ended, twice, is not tried a third time', async () => {
    const machine = new Machine();
    machine.behaviour[first] = { instead: 'hangs' };
    for (let start = 0; start < 3; start++) {
      const processors = machine.open();
      processors.consider();
      await until('a trial to begin', () => machine.probes.length > start || processors.report.trials.length > 0);
      const noted = machine.remembered;
      await processors[Symbol.asyncDispose]();
      // As if all of it had ended with no time to close anything.
      machine.remembered = noted;
    }
    expect(machine.tried.filter((provider) => provider === first)).toHaveLength(2);
    await using processors = machine.open();
    await processors.next();
    expect(processors.report.trials[0]).toMatchObject({ provider: first, outcome: 'crashed' });
  });

  test('closing takes back that a trial was begun', async () => {
    const machine = new Machine();
    machine.behaviour[first] = { instead: 'hangs' };
    for (let start = 1; start <= 3; start++) {
      const processors = machine.open();
      processors.consider();
      await until('a trial to begin', () => machine.probes.length === start);
      await processors[Symbol.asyncDispose]();
    }
    expect(machine.tried).toEqual([first, first, first]);
  });
});

describe('somebody who asks for a provider', () => {
  test('gets it where it is right, if only slow, and nothing else is tried', async () => {
    const machine = new Machine();
    machine.chosen = second;
    machine.photos = many.slice(0, 1);
    machine.behaviour[second] = { ...gpuWith(2), findings: { adapter: 'llvmpipe', isSoftware: true } };
    await using processors = machine.open();
    await considered(processors);
    expect(machine.tried).toEqual([second]);
    expect(machine.probes[0]?.requests[0]).toMatchObject({ acceptSoftware: true });
    expect(processors.placement).toMatchObject({ provider: second, batch: 8, fallback: true });
  });

  test('gets the CPU where it is wrong, with the reason', async () => {
    const machine = new Machine();
    machine.chosen = second;
    const refused = { outcome: 'wrong', reason: 'cosine 0.93' } as const;
    machine.behaviour[second] = { findings: { refused, lowestCosine: 0.93 } };
    await using processors = machine.open();
    await considered(processors);
    expect(processors.placement).toMatchObject({ provider: 'cpu', reason: `instead of ${second}: cosine 0.93` });
  });

  test('on the command line gets it or an error, and nothing is tried', async () => {
    const machine = new Machine();
    await using processors = machine.open({ demanded: second });
    await considered(processors);
    expect(machine.probes).toEqual([]);
    expect(processors.placement).toMatchObject({ provider: second, fallback: false });
  });
});

test('libraries that come or go make it look at everything anew, and those of before are remembered', async () => {
  const machine = new Machine();
  let libraries: string | null = null;
  machine.missing = 'its libraries are not installed';
  machine.behaviour[second] = gpuWith(100);
  await using processors = machine.open({ libraries: () => libraries });
  await considered(processors);
  expect(machine.tried).toEqual([second]);

  machine.missing = null;
  machine.behaviour[first] = gpuWith(200);
  libraries = '/data/cuda/1';
  await processors.startOver();
  expect(processors.placement).toMatchObject({ provider: 'cpu', reason: 'nothing else has been tried yet' });
  await considered(processors);
  expect(machine.tried).toEqual([second, first]);
  expect(processors.placement.provider).toBe(first);

  libraries = null;
  machine.missing = 'its libraries are not installed';
  await processors.startOver();
  await considered(processors);
  expect(machine.tried, 'nothing more is tried').toEqual([second, first]);
  expect(processors.placement.provider).toBe(second);
});

test('what is being tried when libraries come is given up, and tried anew', async () => {
  const machine = new Machine();
  machine.behaviour[first] = { instead: 'hangs' };
  await using processors = machine.open();
  processors.consider();
  await until('the trial to begin', () => machine.probes[0]?.requests.length === 1);
  await processors.startOver();
  expect(machine.probes.map(({ ended }) => ended)).toEqual([true]);
  expect(processors.report.trials).toEqual([]);
  machine.behaviour[first] = gpuWith(200);
  await considered(processors);
  expect(machine.tried).toEqual([first, first]);
  expect(processors.placement.provider).toBe(first);
});

test('a GPU that is lost twice in a row makes way for the CPU', async () => {
  const machine = new Machine();
  machine.behaviour[first] = gpuWith(200);
  await using processors = machine.open();
  await considered(processors);
  processors.lost('device lost');
  expect(processors.placement.provider).toBe(first);
  processors.lost('device lost');
  expect(processors.placement).toMatchObject({
    provider: 'cpu',
    reason: `${first} is left alone for now: device lost`,
  });
  expect(processors.report.notice).toBe('device lost');
  processors.diedOnCpu();
  expect(processors.placement.provider).toBe(first);
});
