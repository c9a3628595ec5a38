/** How often photos have been measured since the page is there: which is the sharpest may be another then. */
class Sharpness {
  revision = $state(0);

  changed(): void {
    this.revision++;
  }
}

export const sharpness = new Sharpness();
