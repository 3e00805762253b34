import { z } from 'zod';

// Zod builds its parsers with `new Function` where it may and probes for it: under our content security policy the
// probe alone is a violation. Imported first of all, before any schema is made.
z.config({ jitless: true });
