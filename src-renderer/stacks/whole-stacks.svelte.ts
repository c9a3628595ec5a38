import { maxSelection } from '../../src-contract/index.ts';
import { client } from '../frame/client.ts';

/** Whether what is done to photos is done to all that belongs to them, or to those that are shown. */
class WholeStacks {
  isOn = $state(false);

  /** How many files photos have with all that belongs to them. */
  async count(photoIds: readonly number[], signal: AbortSignal): Promise<number> {
    if (photoIds.length === 0 || photoIds.length > maxSelection) return photoIds.length;
    return (await client.call('stacks.count', { photoIds: [...photoIds] }, { signal })).files;
  }
}

export const wholeStacks = new WholeStacks();
