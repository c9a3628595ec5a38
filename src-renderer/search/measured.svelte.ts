import { attempt } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';

/** How far the measuring of how photos look has come. */
class Measured {
  /** Photos that no order by looks knows yet; they come last. */
  missing = $state(0);
  #isAskedFor = false;

  async ask(): Promise<void> {
    this.#isAskedFor = true;
    await attempt(async () => {
      const { photos, measured } = await client.call('looks.state', {});
      this.missing = photos - measured;
    });
  }

  /** More photos have been measured. */
  async changed(): Promise<void> {
    if (this.#isAskedFor) await this.ask();
  }
}

export const measured = new Measured();
