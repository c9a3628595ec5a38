import { z } from 'zod';

// zod compiles validators where it may; the content security policy says it may not, and asking is logged as a breach.
// Imported before anything that makes a schema, because that is when it asks.
z.config({ jitless: true });
