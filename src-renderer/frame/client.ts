import { Client } from '../lib/client.ts';

/** The page's one way to the main side. */
export const client = new Client();
