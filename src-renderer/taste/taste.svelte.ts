import { leastChoices } from '../../src-contract/index.ts';
import { client } from '../frame/client.ts';

/** How much is known of what the user likes, as the page knows it. */
class Taste {
  /** Choices between two photos that are kept. */
  choices = $state(0);
  /** Choices that an order by taste still needs. */
  readonly missing: number = $derived(Math.max(0, leastChoices - this.choices));

  async load(): Promise<void> {
    this.took(await client.call('taste.state', {}));
  }

  took({ choices }: { readonly choices: number }): void {
    this.choices = choices;
  }
}

export const taste = new Taste();
